/// Many orders at once, for a load test: `{"count": 500, "sample": "person", "confirm": true}`.
struct ShopOrderBatch: Decodable, Sendable {
  var count: Int
  var sample: ShopSample?
  var confirm: Bool?

  static let countMax = 5_000

  var isValid: Bool { (1...Self.countMax).contains(count) }
  var draft: ShopOrderDraft { (sample ?? .person).draft }
  var confirms: Bool { confirm ?? false }
}
