import Domain

/// How a shop's products are found in SmartBill, whose name is printed, and what they are taken from.
struct ProductSettings: Sendable, Equatable {
  var terms: ProductTerms
  /// nil takes no stock.
  var warehouse: String?

  static let keys = ["identify_by", "print", "warehouse"]
}

extension ProductSettings {
  init(_ section: SettingsSection) {
    let identifier = section.word("identify_by", default: ProductIdentity.code)
    let isByTitle = identifier == .title
    let printed = section.word(
      "print", default: isByTitle ? ProductTerms.PrintedName.smartBill : .shop)
    warehouse = section.optional("warehouse", as: SettingsText.nonEmpty)
    if isByTitle, printed == .shop {
      section.report(
        SettingsComplaint(
          .both(
            "nu poate fi shop unde produsele se deosebesc după denumire: SmartBill le știe numai pe "
              + "ale lui",
            "can't be shop where products are told apart by their titles: SmartBill knows only its "
              + "own"),
          remedy: .both(
            "scrieți smartbill, sau identify_by: code", "write smartbill, or identify_by: code")),
        onKey: "print")
    }
    if isByTitle, section.node("warehouse") == nil {
      section.report(
        SettingsComplaint(
          .missing("warehouse"),
          remedy: .both(
            "adăugați-o: denumirile se caută în stocul unei gestiuni",
            "add it: titles are looked up in the stock of a warehouse")))
    }
    terms = ProductTerms(identifiedBy: identifier, printedName: printed)
  }
}
