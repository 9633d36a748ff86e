/// What the shop has seen at its callback address.
struct ShopCounters: Encodable, Equatable, Sendable {
  var applied = 0
  var duplicates = 0
  /// Callbacks whose sequence was lower than the one held.
  var ignored = 0
  var unknownOrders = 0
  var unknownTypes = 0
  var malformed = 0
  var badSignatures = 0
  var faults = 0

  enum CodingKeys: String, CodingKey {
    case applied, duplicates, ignored, malformed, faults
    case unknownOrders = "unknown_orders"
    case unknownTypes = "unknown_types"
    case badSignatures = "bad_signatures"
  }

  mutating func count(_ verdict: ShopReceipt.Verdict) {
    switch verdict {
    case .applied: applied += 1
    case .duplicate: duplicates += 1
    case .outdated: ignored += 1
    case .unknownOrder: unknownOrders += 1
    case .unknownType: unknownTypes += 1
    case .malformed: malformed += 1
    case .checked: break
    }
  }
}
