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
          "fără «vat_rounding», comenzile cu prețuri fără TVA se opresc când totalul depinde de "
            + "felul în care SmartBill rotunjește" + (line == nil ? "; " + withoutLine.ro : ""),
          "without “vat_rounding” orders of prices without VAT are held where their total depends "
            + "on how SmartBill rounds" + (line == nil ? "; " + withoutLine.en : "")),
        remedy: .both(
          "Faceți de mână în SmartBill o proformă cu trei linii a câte 0,36 fără TVA, cota 21%: "
            + "la totalul 1,32 scrieți la cont «vat_rounding: line», la 1,31 «document». Sau "
            + "întrebați la SmartBill.",
          "Make a proforma by hand in SmartBill, with three lines of 0.36 without VAT at 21 %: if "
            + "it comes to 1.32 write “vat_rounding: line” on the account, if to 1.31 "
            + "“document”. Or ask SmartBill."))
    }
    let way = "vat_rounding: \(rounding.rawValue)"
    return .ok(
      "rounding", subject,
      ro: "\(way); " + (line.map { "cel mult \($0) se îndreaptă" } ?? withoutLine.ro),
      en: "\(way); " + (line.map { "at most \($0) is evened out" } ?? withoutLine.en))
  }

  private static let withoutLine = BilingualText(
    ro: "fără «rounding_line», și cele la care magazinul rotunjește altfel, cum face WooCommerce "
      + "la reduceri și la prețuri cu TVA ținute fără: \"0.01\" ajunge de obicei",
    en: "without “rounding_line”, so are those whose shop rounds otherwise, as WooCommerce does "
      + "with discounts, and with prices that it shows with VAT and keeps without: \"0.01\" "
      + "usually suffices")
}
