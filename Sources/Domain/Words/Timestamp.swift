/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z, of the years 1 to 9999: RFC 3339 can
/// write no other, and no sum or difference of such moments overflows.
public struct Timestamp: Hashable, Sendable, Comparable, Codable {
  /// From 0001-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z.
  public static let bounds: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

  public let milliseconds: Int64

  /// What lies outside the bounds, as in a damaged row, becomes the nearest moment within.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, Self.bounds.lowerBound), Self.bounds.upperBound)
  }

  public init(from decoder: any Decoder) throws {
    self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
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
  private static let millisecondsOfDay: Int64 = 86_400_000

  /// RFC 3339, UTC, with milliseconds: `2026-11-23T10:00:00.000Z`.
  public var description: String {
    let (quotient, remainder) = milliseconds.quotientAndRemainder(
      dividingBy: Self.millisecondsOfDay)
    // Before 1970 the remainder is negative, and the day is the one before.
    let isBefore = remainder < 0
    let day = CalendarDay(number: Int(isBefore ? quotient - 1 : quotient))
    let time = isBefore ? remainder + Self.millisecondsOfDay : remainder
    let second = time / 1000
    return "\(day)T" + Self.digits(second / 3600, 2) + ":" + Self.digits(second / 60 % 60, 2) + ":"
      + Self.digits(second % 60, 2) + "." + Self.digits(time % 1000, 3) + "Z"
  }

  private static func digits(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Duration {
  /// More than any span between two moments, and so little that adding it to one doesn't overflow.
  private static let secondsMax = Int64.max / 2000

  /// The part below a millisecond is dropped. What is longer than any span is cut to one.
  public var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    return min(max(seconds, -Self.secondsMax), Self.secondsMax) * 1000
      + attoseconds / 1_000_000_000_000_000
  }
}
