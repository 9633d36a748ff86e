/// A ready-made order.
enum ShopSample: String, Codable, CaseIterable, Sendable {
  case person, company, mixed

  var draft: ShopOrderDraft {
    switch self {
    case .person: Self.toPerson
    case .company: Self.toCompany
    case .mixed: Self.atMixedRates
    }
  }

  private static let toPerson = ShopOrderDraft(
    customer: ShopOrder.Customer(
      kind: .person, name: "Ion Popescu", address: "Str. Lungă nr. 1", city: "Cluj-Napoca",
      county: "Cluj", country: "RO", postCode: "400001", email: "ion.popescu@client.example",
      phone: "0700000001"),
    lines: [ShopProduct.mug.line(quantity: "2"), shipping],
    payment: .init(method: "card", paid: true),
    total: "110.00")

  /// Net prices, as companies are quoted: 784.70 + 16.53, and 21 % of it is 168.26.
  private static let toCompany = ShopOrderDraft(
    customer: ShopOrder.Customer(
      kind: .company, name: "Cofetăria Dulce Exemplu SRL", vatCode: "RO98765438", vatPayer: true,
      tradeRegister: "J40/1234/2019", address: "Calea Moșilor nr. 12", city: "Sector 3",
      county: "Bucuresti", country: "RO", postCode: "030142",
      email: "achizitii@cofetaria.example", phone: "0210000002"),
    lines: [
      ShopOrder.Line(
        kind: .product, code: ShopProduct.grinder.code, name: ShopProduct.grinder.name,
        quantity: "5", unit: "buc", price: "156.94", vatIncluded: false, vatRate: "21"),
      ShopOrder.Line(
        kind: .shipping, name: "Transport", quantity: "1", unit: "buc", price: "16.53",
        vatIncluded: false, vatRate: "21"),
    ],
    payment: .init(method: "transfer", paid: false),
    total: "969.49")

  /// A discount stands before the shipping, as it applies to the lines above it.
  private static let atMixedRates = ShopOrderDraft(
    customer: ShopOrder.Customer(
      kind: .person, name: "Ștefania Mureșan", address: "Bd. Eroilor nr. 21, ap. 4",
      city: "Brașov", county: "Brasov", country: "RO", postCode: "500030",
      email: "stefania@client.example", phone: "0700000003"),
    lines: [
      ShopProduct.honey.line(quantity: "3"),
      ShopProduct.grinder.line(quantity: "1"),
      ShopOrder.Line(
        kind: .discount, name: "Reducere VARA", price: "-10.00", vatIncluded: true, vatRate: "21"),
      shipping,
    ],
    payment: .init(method: "ramburs", paid: false),
    total: "315.40")

  private static let shipping = ShopOrder.Line(
    kind: .shipping, name: "Transport", quantity: "1", unit: "buc", price: "20.00",
    vatIncluded: true, vatRate: "21")
}
