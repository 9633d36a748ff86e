import Domain
import SmartBill

/// What becomes of an order whose total depends on how its account or its shop rounds.
enum RoundingChecks {
  /// Nil for a company that pays no VAT: there is nothing to round.
  static func check(_ facts: AccountFacts) -> Check? {
    guard facts.account.isVATPayer else { return nil }
    let way = way(facts.account.vatRounding)
    let line = line(facts.account.roundingLineMax)
    return .ok(
      "rounding", facts.id.rawValue, ro: "\(way.ro) \(line.ro)", en: "\(way.en) \(line.en)")
  }

  private static func way(_ rounding: VATRounding?) -> BilingualText {
    switch rounding {
    case .line:
      .init(
        ro: "SmartBill rotunjește TVA-ul pe fiecare linie.",
        en: "SmartBill rounds VAT line by line.")
    case .document:
      .init(
        ro: "SmartBill rotunjește TVA-ul pe tot documentul.",
        en: "SmartBill rounds VAT over the whole document.")
    case nil:
      .init(
        ro: "Setările nu spun cum rotunjește SmartBill TVA-ul («vat_rounding»); o comandă al "
          + "cărei total depinde de asta se trimite cu prețuri cu TVA.",
        en: "The settings don't say how SmartBill rounds VAT (“vat_rounding”); an order whose "
          + "total depends on that is sent with prices that include VAT.")
    }
  }

  private static func line(_ max: Money?) -> BilingualText {
    if let max {
      .init(
        ro: "O linie de rotunjire îndreaptă cel mult \(max).",
        en: "A rounding line evens out at most \(max).")
    } else {
      .init(
        ro: "Fără «rounding_line» se oprește o comandă ale cărei linii nu ajung la total în nicio "
          + "formă.",
        en: "Without “rounding_line” an order is held whose lines come to the total in no form.")
    }
  }
}
