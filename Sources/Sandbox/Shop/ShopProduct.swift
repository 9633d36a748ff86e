/// Something on the shelf. Prices are in lei, VAT included.
struct ShopProduct: Encodable, Equatable, Sendable {
  let code: String
  let name: String
  let price: ShopAmount
  let vatRate: ShopAmount
  let stock: Int

  enum CodingKeys: String, CodingKey {
    case code, name, price, stock
    case vatRate = "vat_rate"
  }

  /// A line of this product at its shelf price.
  func line(quantity: ShopAmount) -> ShopOrder.Line {
    ShopOrder.Line(
      kind: .product, code: code, name: name, quantity: quantity, unit: "buc",
      price: price, vatIncluded: true, vatRate: vatRate)
  }

  static let grinder = ShopProduct(
    code: "RAS-2", name: "Râșniță manuală de cafea", price: "189.90", vatRate: "21", stock: 14)
  static let mug = ShopProduct(
    code: "CAN-350", name: "Cană ceramică de Horezu 350 ml", price: "45.00", vatRate: "21",
    stock: 63)
  static let towels = ShopProduct(
    code: "PRO-4", name: "Set 4 prosoape din bumbac", price: "120.00", vatRate: "21", stock: 9)
  static let honey = ShopProduct(
    code: "MIE-500", name: "Miere de salcâm 500 g", price: "38.50", vatRate: "11", stock: 120)
  static let tea = ShopProduct(
    code: "CEA-100", name: "Ceai de tei vărsat 100 g", price: "14.90", vatRate: "11", stock: 0)
  static let book = ShopProduct(
    code: "CAR-17", name: "Carte „Bucătăria de la țară”", price: "59.00", vatRate: "11", stock: 31)

  static let all = [grinder, mug, towels, honey, tea, book]
}
