import Domain

/// What taking goods from a warehouse does to SmartBill's own names of them.
enum ProductChecks {
  static func all(of policy: ShopPolicy) -> [Check] {
    let terms = [policy.terms] + policy.rules.map(\.use.terms)
    let stocked = terms.filter { $0.warehouse != nil }
    guard !stocked.isEmpty else { return [] }
    let shop = policy.shop.rawValue
    let products = stocked.map { $0.products ?? ProductTerms() }
    guard products.contains(where: { $0.printedName == .shop }) else {
      return [
        .ok(
          "products", shop, ro: "facturile poartă numele din SmartBill",
          en: "invoices bear SmartBill's names")
      ]
    }
    return [
      .warning(
        "products", shop,
        .both(
          "la descărcarea gestiunii numele trimis de magazin poate înlocui numele din nomenclatorul "
            + "SmartBill",
          "where stock is taken, the name that the shop sends may overwrite SmartBill's own"),
        remedy: .both(
          "Dacă numele din SmartBill trebuie păstrate, scrieți «products: { print: smartbill }»; "
            + "altfel nu e nimic de făcut.",
          "If SmartBill's names are to stay, write “products: { print: smartbill }”; else there is "
            + "nothing to do."))
    ]
  }
}
