/// A document that took an order's invoice back, or a part of it, as Punte told of it.
struct ShopReversal: Codable, Equatable, Sendable {
  enum Kind: String, Codable, Sendable { case storno, refund }

  let kind: Kind
  let series: String
  let number: String
  let total: String
  let currency: String
  let stockReturn: String
  let documentURL: String?

  enum CodingKeys: String, CodingKey {
    case kind, series, number, total, currency
    case stockReturn = "stock_return"
    case documentURL = "document_url"
  }

  var title: String { "\(series) \(number)" }
}
