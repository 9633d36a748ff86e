import Domain

/// Whether the settings say how the account rounds VAT, and what is to be done where a shop rounds
/// otherwise.
enum RoundingChecks {
  /// Nil for a company that pays no VAT: there is nothing to round.
  static func check(_ facts: AccountFacts) -> Check? {
    guard facts.account.isVATPayer else { return nil }
    let subject = facts.id.rawValue
    let line = facts.account.roundingLineMax
    guard let rounding = facts.account.vatRounding else {
      return .warning(
        "rounding", subject,
        .both(
          "Setările nu spun cum rotunjește SmartBill TVA-ul acestui cont («vat_rounding»), așa că "
            + "o comandă cu prețuri fără TVA se oprește când totalul ei depinde de asta."
            + (line == nil ? " " + withoutLine.ro : ""),
          "The settings don't say how SmartBill rounds this account's VAT (“vat_rounding”), so an "
            + "order of prices without VAT is held where its total depends on that."
            + (line == nil ? " " + withoutLine.en : "")),
        remedy: .both(
          "Faceți de mână în SmartBill o proformă cu trei linii a câte 0,36 fără TVA, cota 21%: "
            + "la totalul 1,32 scrieți la cont «vat_rounding: line», la 1,31 «document». Sau "
            + "întrebați la SmartBill.",
          "Make a proforma by hand in SmartBill, with three lines of 0.36 without VAT at 21 %: if "
            + "it comes to 1.32 write “vat_rounding: line” on the account, if to 1.31 "
            + "“document”. Or ask SmartBill."))
    }
    let way =
      switch rounding {
      case .line: BilingualText(ro: "pe fiecare linie", en: "line by line")
      case .document: BilingualText(ro: "pe tot documentul", en: "over the whole document")
      }
    return .ok(
      "rounding", subject,
      ro: "SmartBill rotunjește TVA-ul \(way.ro). "
        + (line.map { "O linie de rotunjire îndreaptă cel mult \($0)." } ?? withoutLine.ro),
      en: "SmartBill rounds VAT \(way.en). "
        + (line.map { "A rounding line evens out at most \($0)." } ?? withoutLine.en))
  }

  private static let withoutLine = BilingualText(
    ro: "Fără «rounding_line» se oprește și o comandă la care magazinul rotunjește altfel decât "
      + "SmartBill, cum face WooCommerce la reduceri și la prețuri cu TVA ținute fără TVA; "
      + "\"0.01\" ajunge de obicei.",
    en: "Without “rounding_line” an order is held too whose shop rounds otherwise than SmartBill, "
      + "as WooCommerce does with discounts, and with prices that it shows with VAT and keeps "
      + "without; \"0.01\" usually suffices.")
}
