import FoundationEssentials

/// `stock.changed`: what the shop is to have of each product. There is no price in it.
struct ShopStockBatch: Decodable, Sendable {
  struct Item: Decodable, Sendable {
    let code: String
    let name: String
    let unit: String
    let stock: ShopAmount
  }

  /// What tells products apart.
  enum Identity: String, Decodable, Sendable { case code, title }

  let sequence: Int64
  let identity: Identity
  let hiddenCategory: String?
  let items: [Item]

  enum CodingKeys: String, CodingKey {
    case sequence, items
    case identity = "identify_by"
    case hiddenCategory = "hidden_category"
  }

  private struct Envelope: Decodable {
    let type: String
    let data: ShopStockBatch
  }

  /// Nil for a callback of another type, or one that can't be read.
  init?(_ body: Data) {
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: body),
      envelope.type == "stock.changed"
    else { return nil }
    self = envelope.data
  }
}

/// What the shop says of one product.
struct ShopStockAnswer: Encodable, Equatable, Sendable {
  let code: String
  let name: String
  let result: String
  var reason: String?
  var published: Bool?
  var near: String?

  static func rejected(_ item: ShopStockBatch.Item, _ reason: String) -> ShopStockAnswer {
    ShopStockAnswer(code: item.code, name: item.name, result: "rejected", reason: reason)
  }
}
