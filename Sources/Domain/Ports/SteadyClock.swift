/// Shows what the machine's clock showed when this one was made, and the time that has passed since.
/// Nobody can set it: what a process waits for is measured by it.
public struct SteadyClock: TimeSource {
  private let time: any TimeSource
  private let origin: Timestamp

  public init(_ time: any TimeSource) {
    self.time = time
    origin = time.now() - time.uptime()
  }

  public func now() -> Timestamp { origin + time.uptime() }

  public func uptime() -> Duration { time.uptime() }

  public func sleep(until moment: Timestamp) async { await time.sleep(until: shown(moment)) }

  public func day(of moment: Timestamp) -> String { time.day(of: moment) }

  public func next(hour: Int, after moment: Timestamp) -> Timestamp {
    time.next(hour: hour, after: moment)
  }

  /// What the machine's clock will show at a moment of this one, unless it is set meanwhile.
  public func shown(_ moment: Timestamp) -> Timestamp { time.now() + (moment - now()) }

  /// What this one shows at a moment of the machine's clock.
  public func moment(shownAs shown: Timestamp) -> Timestamp { now() + (shown - time.now()) }
}
