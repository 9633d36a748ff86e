/// What the official plugin asks for and no specification names (smartbill-api.md §3.2).
extension Endpoint {
  /// `GET /company/warehouses`: their names.
  static func listWarehouses(company: Company) -> Endpoint {
    asking("GET", "/company/warehouses", name: "company/warehouses", company: company) {
      _, account, _ throws(Refusal) in
      guard account.rules.hasStockModule else { throw .noStockModule }
      let names = account.stock.warehouses.map { JSONValue.string($0.name) }
      return Envelope.success(with: ("warehouses", .array(names)))
    }
  }

  /// `GET /company/mu`: the names of the units, those of the nomenclature among them.
  static func listUnits(company: Company) -> Endpoint {
    asking("GET", "/company/mu", name: "company/mu", company: company) { _, account, _ in
      let used = account.stock.nomenclature.map(\.unit).filter { !commonUnits.contains($0) }
      let names = (commonUnits + Set(used).sorted()).map(JSONValue.string)
      return Envelope.success(with: ("mu", .array(names)))
    }
  }

  private static let commonUnits = ["buc", "kg", "l", "m", "ora", "set"]
}
