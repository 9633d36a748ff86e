/// A day of the calendar, in no time zone.
public struct CalendarDay: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// From 1970-01-01.
  public let number: Int

  /// nil for what isn't a day written `yyyy-MM-dd`.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.joined().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month)
    else { return nil }
    number = Self.number(year, month, day)
    // The 31st of November would be the 1st of December.
    guard dayOfMonth == day else { return nil }
  }

  init(number: Int) { self.number = number }

  public var dayOfMonth: Int { date.day }

  /// `yyyy-MM-dd`.
  public var description: String {
    let (year, month, day) = date
    return [(year, 4), (month, 2), (day, 2)].map { value, width in
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }.joined(separator: "-")
  }

  public static func + (day: Self, days: Int) -> Self { Self(number: day.number + days) }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// Of the four centuries after which the calendar repeats itself.
  private static let daysOfEra = 146_097
  /// From 0000-03-01, when the counted years begin: a leap day then is a year's last.
  private static let epoch = 719_468

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * daysOfEra + dayOfEra - epoch
  }

  private var date: (year: Int, month: Int, day: Int) {
    let days = number + Self.epoch
    let era = days / Self.daysOfEra
    let dayOfEra = days - era * Self.daysOfEra
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    return (
      yearOfEra + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, day
    )
  }
}

extension CalendarDay: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let day = Self(try container.decode(String.self)) else {
      throw DecodingError.unfit("is no day, such as \"2026-11-23\"", in: container)
    }
    self = day
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
