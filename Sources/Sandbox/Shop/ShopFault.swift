/// A way in which the shop misbehaves at its callback address, on demand.
struct ShopFault: Codable, Equatable, Sendable {
  let kind: Kind
  /// The answer's status: required for `status`, 307 unless given for `redirect`.
  var status: Int?
  /// How many callbacks it meets; every one, until cleared, when left out.
  var times: Int?
  /// In seconds, sent as `Retry-After`.
  var retryAfter: Int?
  var location: String?
  var delayMs: Int64?

  enum Kind: String, Codable, Sendable {
    /// Answers with a status; the callback is not looked at.
    case status
    /// Closes the connection without an answer; the callback is not looked at.
    case drop
    /// Answers with a redirect; the callback is not looked at.
    case redirect
    /// Waits, then receives the callback as ever, so that a caller who gave up finds it received.
    case slow
  }

  enum CodingKeys: String, CodingKey {
    case status, times, location
    case kind = "fault"
    case retryAfter = "retry_after"
    case delayMs = "delay_ms"
  }

  /// Longer than any client should wait, short enough not to hold up a stop for good.
  static let delayMsMax: Int64 = 60_000

  var isValid: Bool {
    guard times ?? 1 > 0, retryAfter ?? 0 >= 0 else { return false }
    switch kind {
    case .status: return (200...599).contains(status ?? 0)
    case .redirect: return (300...399).contains(status ?? 307) && location != nil
    case .slow: return (0...Self.delayMsMax).contains(delayMs ?? -1)
    case .drop: return true
    }
  }
}
