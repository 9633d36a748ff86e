import Domain

extension Order {
  /// A person's order of one product, paid by card, that comes to its total to the ban.
  public static func sample(
    id: OrderID = "1001", status: String = "Confirmata", price: Money = "131.00"
  ) -> Order {
    Order(
      id: id, number: id.rawValue, status: status,
      customer: Party(
        kind: .person, name: "Ion Popescu", address: "Str. Lungă 1", city: "Cluj-Napoca",
        county: "Cluj"),
      lines: [
        OrderLine(
          kind: .product, code: "CAF-1", name: "Cafea boabe 1 kg", price: price, vatRate: "21")
      ],
      payment: .init(method: "card", paid: true), total: price)
  }
}

extension ShopPolicy {
  public static let sample = ShopPolicy(
    shop: "magazin", account: "firma", series: .sample, trigger: .automatic,
    statuses: ["Confirmata"])
}

extension Series {
  public static let sample = Series(cif: "RO12345674", name: "FCT")
}

extension Timestamp {
  /// 2026-11-23T10:00:00Z, in Bucharest noon.
  public static let sample = Timestamp(milliseconds: 1_795_428_000_000)
}
