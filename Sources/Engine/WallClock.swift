import Domain
import Foundation

/// The machine's clock, and the fiscal calendar.
public struct WallClock: FiscalCalendar {
  private let calendar: Calendar

  /// So long after the clock was set, at the latest, whoever waits for a moment sees it.
  static let sleepMax = Duration.seconds(60)

  /// nil where the machine has no time zone data (Debian's `tzdata`).
  public init?() {
    // FoundationEssentials alone knows no zone but GMT.
    guard let zone = TimeZone(identifier: "Europe/Bucharest") else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    self.calendar = calendar
  }

  public func now() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// Since the boot; it also runs while the machine sleeps.
  public func uptime() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// `Task.sleep` goes by the boot's clock as well.
  public func sleep(until moment: Timestamp) async {
    try? await Task.sleep(for: Self.pause(until: moment, at: now()))
  }

  /// How long to sleep at once.
  static func pause(until moment: Timestamp, at now: Timestamp) -> Duration {
    min(max(moment - now, .zero), sleepMax)
  }

  public func day(of moment: Timestamp) -> String {
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    let day = calendar.dateComponents([.year, .month, .day], from: date)
    return String(format: "%04d-%02d-%02d", day.year ?? 0, day.month ?? 0, day.day ?? 0)
  }

  /// `2026-11-23T12:00:00+02:00`: as Bucharest's clocks show it, with how far they are ahead of
  /// Greenwich, in whole seconds.
  public func text(of moment: Timestamp) -> String {
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    let offset = calendar.timeZone.secondsFromGMT(for: date)
    let minutes = abs(offset) / 60
    let shown = String((moment + .seconds(offset)).description.prefix(19))
    return shown + (offset < 0 ? "-" : "+")
      + String(format: "%02d:%02d", minutes / 60, minutes % 60)
  }

  /// A moment by the calendar; nil if it has no such day.
  ///
  /// - Parameter offset: seconds east of Greenwich, nil for the fiscal time zone's own.
  public func moment(
    year: Int, month: Int, day: Int, secondOfDay: Int, offset: Int? = nil
  ) -> Timestamp? {
    var calendar = calendar
    if let offset {
      guard let zone = TimeZone(secondsFromGMT: offset) else { return nil }
      calendar.timeZone = zone
    }
    let parts = DateComponents(
      year: year, month: month, day: day, hour: secondOfDay / 3600,
      minute: secondOfDay / 60 % 60, second: secondOfDay % 60)
    // The calendar would make the 31st of November the 1st of December.
    guard let date = calendar.date(from: parts), calendar.component(.day, from: date) == day
    else { return nil }
    return Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
  }

  public func moment(of time: TimeOfDay, on day: String) -> Timestamp? {
    let parts = day.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3,
      let start = moment(year: parts[0], month: parts[1], day: parts[2], secondOfDay: 0)
    else { return nil }
    // The moment before midnight, so that midnight itself is found.
    let before = Date(timeIntervalSince1970: Double(start.milliseconds) / 1000 - 0.5)
    let found = calendar.nextDate(
      after: before,
      matching: DateComponents(hour: time.minutes / 60, minute: time.minutes % 60, second: 0),
      matchingPolicy: .nextTime, repeatedTimePolicy: .first)
    return found.map {
      Timestamp(milliseconds: Int64(($0.timeIntervalSince1970 * 1000).rounded(.up)))
    }
  }

  public func startOfNextDay(after moment: Timestamp) -> Timestamp { next(hour: 0, after: moment) }

  public func next(hour: Int, after moment: Timestamp) -> Timestamp {
    let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
    let next = calendar.nextDate(
      after: date, matching: DateComponents(hour: hour, minute: 0, second: 0),
      // An hour that a clock change leaves out is due at the next there is.
      matchingPolicy: .nextTime)
    guard let next else { return moment + .seconds(86_400) }
    return Timestamp(milliseconds: Int64((next.timeIntervalSince1970 * 1000).rounded(.up)))
  }
}
