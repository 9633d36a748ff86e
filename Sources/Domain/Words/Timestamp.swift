import FoundationEssentials

/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Sendable, Comparable, Codable {
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }

  public var seconds: Int64 { milliseconds / 1000 }

  public static func < (left: Self, right: Self) -> Bool {
    left.milliseconds < right.milliseconds
  }

  public static func + (moment: Self, duration: Duration) -> Self {
    Self(milliseconds: moment.milliseconds + duration.wholeMilliseconds)
  }

  public static func - (moment: Self, duration: Duration) -> Self {
    Self(milliseconds: moment.milliseconds - duration.wholeMilliseconds)
  }

  public static func - (later: Self, earlier: Self) -> Duration {
    .milliseconds(later.milliseconds - earlier.milliseconds)
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339, UTC, with milliseconds: `2026-11-23T10:00:00.000Z`.
  public var description: String {
    let second = Int64((Double(milliseconds) / 1000).rounded(.down))
    let fraction = String(1000 + milliseconds - second * 1000).dropFirst()
    // Formatted without its fraction, which a Double of so many seconds doesn't hold exactly.
    let text = Date(timeIntervalSince1970: Double(second)).formatted(Date.ISO8601FormatStyle())
    return text.dropLast() + "." + fraction + "Z"
  }
}

extension Duration {
  /// The part below a millisecond is dropped.
  public var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
