/// A person receives goods, or takes some out: `{"warehouse": "Depozit", "name": "Cafea", "unit":
/// "buc", "quantity": 10}`. A product that the nomenclature doesn't have is entered there.
struct HandStock: Sendable {
  var warehouse: String
  var product: NomenclatureProduct
  /// Negative takes out.
  var quantity: ExactNumber
  /// `yyyy-MM-dd`; nil is today.
  var date: String?

  static let shape = JSONShape.object([
    "warehouse": .string, "name": .string, "code": .string, "unit": .string,
    "quantity": .number, "date": .date,
  ])

  init(_ object: JSONObject) {
    warehouse = object["warehouse"]?.text ?? ""
    product = NomenclatureProduct(
      name: object["name"]?.text ?? "", code: object["code"]?.text ?? "",
      unit: object["unit"]?.text ?? "buc")
    quantity = object["quantity"]?.number ?? .zero
    date = object["date"]?.text
  }
}

extension Account {
  /// What is left must be no less than nothing, as for a sale.
  mutating func moveByHand(_ wish: HandStock, mark: Mark) throws(Refusal) {
    guard let warehouse = stock.warehouse(named: wish.warehouse) else {
      throw .unknownWarehouse(wish.warehouse)
    }
    let date = wish.date ?? mark.today
    var stock = stock
    let product = stock.enter(wish.product, usesCodes: rules.usesProductCodes)
    let left = stock.available(product, in: warehouse.name, on: date) + wish.quantity
    guard !left.isNegative else { throw .stockTooLow(for: wish.product.name) }
    stock.add(
      StockMove(
        product: product, warehouse: warehouse.name, quantity: wish.quantity, date: date,
        milliseconds: mark.milliseconds))
    self.stock = stock
  }
}
