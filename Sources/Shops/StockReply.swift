import Domain
import FoundationEssentials

/// What a shop answers to `stock.changed`: `{"items": [{"code": …, "result": …}]}`.
struct StockReply: Decodable {
  struct Item: Decodable {
    let code: String?
    let name: String?
    let result: String
    let reason: String?
    let published: Bool?
    let near: String?
  }

  let items: [Item]

  /// A shop's own words are kept to this length.
  static let reasonCharactersMax = 300

  /// Nil where it isn't of the contract. A result that is none of it counts as a rejection, so that
  /// the product is not taken for done.
  static func answers(in body: [UInt8], by identity: ProductIdentity) -> [StockAnswer]? {
    guard let reply = try? JSONDecoder().decode(Self.self, from: Data(body)) else { return nil }
    return reply.items.compactMap { item in
      guard let key = identity == .code ? item.code : item.name else { return nil }
      let result = StockAnswer.Result(rawValue: item.result)
      let reason = result == nil ? "the shop answered “\(item.result)”" : item.reason
      return StockAnswer(
        key: StockKey(key), result: result ?? .rejected,
        reason: reason.map { String($0.prefix(reasonCharactersMax)) },
        isPublished: item.published, near: item.near.map { String($0.prefix(reasonCharactersMax)) })
    }
  }
}
