import Domain

/// When a server wants to be asked again (RFC 9110 §10.2.3): seconds, or a date.
public struct RetryAfter: Sendable, Equatable {
  /// A callback's own last delay: nobody can put us off for longer.
  static let max = Duration.seconds(24 * 60 * 60)

  public let delay: Duration

  /// Nil for anything else than digits or an `IMF-fixdate`, the one date that may be sent.
  public init?(_ value: String, now: Timestamp) {
    if let seconds = Self.digits(value) {
      delay = min(.seconds(seconds), Self.max)
    } else if let date = HTTPDate(value) {
      delay = min(Swift.max(date.moment - now, .zero), Self.max)
    } else {
      return nil
    }
  }

  /// Nine digits are thirty years, and more than enough.
  private static func digits(_ value: String) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard (1...9).contains(value.utf8.count), value.utf8.allSatisfy(digits.contains) else {
      return nil
    }
    return Int(value)
  }
}
