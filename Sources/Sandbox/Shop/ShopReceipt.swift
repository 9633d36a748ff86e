/// One genuine callback as it arrived, and what the shop made of it.
struct ShopReceipt: Encodable, Sendable {
  let id: String
  let type: String?
  let orderID: String?
  let sequence: Int64?
  let receivedAt: ShopTime
  let verdict: Verdict
  let body: String
  let headers: [String: String]

  enum Verdict: String, Codable, Sendable {
    case applied
    /// Its `webhook-id` has been received before.
    case duplicate
    /// The order already holds a higher sequence.
    case outdated
    case unknownOrder = "unknown_order"
    case unknownType = "unknown_type"
    /// Signed, but not in the words of the contract: the only verdict not answered 200.
    case malformed
    /// About no order: it only asked whether the shop verifies signatures.
    case checked
  }

  enum CodingKeys: String, CodingKey {
    case id, type, sequence, verdict, body, headers
    case orderID = "order_id"
    case receivedAt = "received_at_ms"
  }
}
