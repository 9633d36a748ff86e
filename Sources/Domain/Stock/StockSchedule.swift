/// When a shop's stock is compared by itself.
public enum StockSchedule: Sendable, Equatable {
  /// Only when somebody asks, or SmartBill pushes.
  case onRequest
  /// By the clocks of the fiscal time zone.
  case at(Set<TimeOfDay>)
  /// At each multiple of it since 1970, UTC.
  case every(Duration)
}

/// A time that clocks show, to the minute.
public struct TimeOfDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let minutes: Int

  public static let minutesPerDay = 24 * 60

  /// Nil beyond 23:59.
  public init?(hour: Int, minute: Int) {
    guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
    minutes = hour * 60 + minute
  }

  /// `06:00`, nothing else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"),
      let hour = Self.number(bytes[0], bytes[1]), let minute = Self.number(bytes[3], bytes[4])
    else { return nil }
    self.init(hour: hour, minute: minute)
  }

  private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard digits.contains(tens), digits.contains(ones) else { return nil }
    return Int(tens - digits.lowerBound) * 10 + Int(ones - digits.lowerBound)
  }

  public var description: String {
    let (hour, minute) = (minutes / 60, minutes % 60)
    return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
  }

  public static func < (left: Self, right: Self) -> Bool { left.minutes < right.minutes }
}
