/// The clock, as a part that tests replace.
public protocol TimeSource: Sendable {
  func now() -> Timestamp
  /// Returns at the moment, or early when the task is cancelled.
  func sleep(until moment: Timestamp) async
  /// The day in the fiscal time zone, Europe/Bucharest, as `yyyy-MM-dd`.
  func day(of moment: Timestamp) -> String
  /// The next moment after this one at which that time zone's clocks show the hour.
  func next(hour: Int, after moment: Timestamp) -> Timestamp
}
