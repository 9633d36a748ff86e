/// The clock, as a part that tests replace.
public protocol TimeSource: Sendable {
  /// What the machine's clock shows. A person, or the network's time, may set it back or forward at
  /// any moment: it dates what happens, and measures nothing.
  func now() -> Timestamp
  /// How long ago a fixed moment was, the machine's sleep included. Nobody can set it: it measures
  /// how long something has been waited for.
  func uptime() -> Duration
  /// Returns at the moment, a minute later at the latest, or early when the task is cancelled.
  /// Whoever waits for longer looks again: the clock may have been set meanwhile.
  func sleep(until moment: Timestamp) async
  /// The day in the fiscal time zone, Europe/Bucharest, as `yyyy-MM-dd`.
  func day(of moment: Timestamp) -> String
  /// The next moment after this one at which that time zone's clocks show the hour.
  func next(hour: Int, after moment: Timestamp) -> Timestamp
}

extension TimeSource {
  /// Of a clock that nobody sets.
  public func uptime() -> Duration { .milliseconds(now().milliseconds) }
}
