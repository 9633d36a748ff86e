import FoundationEssentials

/// `stock.asked`: what the shop has of each product; nothing changes.
struct ShopStockQuestion: Decodable, Sendable {
  struct Item: Decodable, Sendable {
    let code: String
    let name: String
  }

  struct Content: Decodable, Sendable {
    let identity: ShopStockBatch.Identity
    let items: [Item]

    enum CodingKeys: String, CodingKey {
      case items
      case identity = "identify_by"
    }
  }

  let type: String
  let data: Content

  /// Nil for a callback of another type, or one that can't be read.
  init?(_ body: Data) {
    guard let question = try? JSONDecoder().decode(Self.self, from: body),
      question.type == "stock.asked"
    else { return nil }
    self = question
  }

  struct Answer: Encodable, Sendable {
    let code: String
    let name: String
    let stock: ShopAmount
    let published: Bool
  }

  /// Of those that the shop has.
  func answers(from shelf: ShopShelf) -> [Answer] {
    data.items.compactMap { shelf.item($0.code, $0.name, by: data.identity) }.map {
      Answer(code: $0.code, name: $0.name, stock: $0.stock, published: $0.isPublished)
    }
  }
}
