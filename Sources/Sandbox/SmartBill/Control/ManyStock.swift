/// A person receives many products at once: `{"warehouse": "Depozit", "prefix": "P-", "from": 1,
/// "count": 5000, "quantity": 7}` makes `P-1` “Produs P-1” and so on, or adds to what there is of
/// them.
struct ManyStock: Sendable {
  var warehouse: String
  var prefix: String
  var from: Int
  var count: Int
  /// Negative takes out.
  var quantity: ExactNumber

  /// The largest catalogue that Punte is made for.
  static let countMax = 200_000

  static let shape = JSONShape.object([
    "warehouse": .string, "prefix": .string, "from": .number, "count": .number,
    "quantity": .number,
  ])

  init(_ object: JSONObject) {
    warehouse = object["warehouse"]?.text ?? ""
    prefix = object["prefix"]?.text ?? "P-"
    from = object["from"]?.number?.integer ?? 1
    count = min(object["count"]?.number?.integer ?? 0, Self.countMax)
    quantity = object["quantity"]?.number ?? .zero
  }
}

extension Account {
  mutating func receive(_ wish: ManyStock, mark: Mark) throws(Refusal) -> Int {
    guard let warehouse = stock.warehouse(named: wish.warehouse) else {
      throw .unknownWarehouse(wish.warehouse)
    }
    for number in wish.from..<(wish.from + max(wish.count, 0)) {
      let code = "\(wish.prefix)\(number)"
      let product = stock.enter(
        NomenclatureProduct(name: "Produs \(code)", code: code, unit: "buc"),
        usesCodes: rules.usesProductCodes)
      stock.add(
        StockMove(
          product: product, warehouse: warehouse.name, quantity: wish.quantity, date: mark.today,
          milliseconds: mark.milliseconds))
    }
    return wish.count
  }
}
