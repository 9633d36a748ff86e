/// The days about the end of a month on which a shop issues nothing: its bookkeeper closes the month
/// (`shops-and-peers.md` §2.9).
public struct MonthEnd: Codable, Sendable, Equatable {
  /// The first of those days, in a month's end.
  public var from: Int
  /// The day of the next month on which what has waited is issued.
  public var until: Int

  public static let fromBounds = 20...31
  public static let untilBounds = 1...15

  public init(from: Int, until: Int) {
    self.from = from
    self.until = until
  }

  public func holds(_ day: CalendarDay) -> Bool {
    day.dayOfMonth >= from || day.dayOfMonth < until
  }
}
