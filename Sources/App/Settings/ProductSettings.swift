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
          "can't be shop where products are told apart by their titles: SmartBill knows only its own",
          remedy: "write smartbill, or identify_by: code"), onKey: "print")
    }
    if isByTitle, section.node("warehouse") == nil {
      section.report(
        SettingsComplaint(
          "missing key \"warehouse\"",
          remedy: "add it: titles are looked up in the stock of a warehouse"))
    }
    terms = ProductTerms(identifiedBy: identifier, printedName: printed)
  }
}
