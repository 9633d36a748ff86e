import Domain
import Engine
import StoreSQLite

/// A day or a moment as a person writes it, by the calendar of Bucharest unless it says otherwise.
struct MomentText: Equatable {
  let year: Int
  let month: Int
  let day: Int
  /// Seconds into the day; nil for the whole day.
  let time: Int?
  /// Seconds east of Greenwich; nil for Bucharest's.
  let offset: Int?

  /// nil if it is none.
  init?(_ text: String) {
    let pattern =
      /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?/
    guard let match = try? pattern.wholeMatch(in: text)?.output,
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    guard let hour = match.4.flatMap({ Int($0) }), let minute = match.5.flatMap({ Int($0) }) else {
      (time, offset) = (nil, nil)
      return
    }
    let second = match.6.flatMap { Int($0) } ?? 0
    guard hour < 24, minute < 60, second < 60 else { return nil }
    time = hour * 3600 + minute * 60 + second
    offset = match.7.map(Self.offset)
  }

  private static func offset(of zone: Substring) -> Int {
    let digits = zone.dropFirst().split(separator: ":").compactMap { Int($0) }
    guard digits.count == 2 else { return 0 }
    return (zone.first == "-" ? -1 : 1) * (digits[0] * 3600 + digits[1] * 60)
  }

  /// nil if the calendar has no such day.
  ///
  /// - Parameter isEnd: a day alone means the first moment after it, not its first.
  func moment(by clock: WallClock, isEnd: Bool) -> Timestamp? {
    guard
      let moment = clock.moment(
        year: year, month: month, day: day, secondOfDay: time ?? 0, offset: offset)
    else { return nil }
    return isEnd && time == nil ? clock.startOfNextDay(after: moment) : moment
  }
}

extension Owner {
  /// Since when, as a person reads it.
  var sinceText: String { sinceMoment?.localText ?? since }

  var sinceMoment: Timestamp? {
    WallClock().flatMap { MomentText(since)?.moment(by: $0, isEnd: false) }
  }
}
