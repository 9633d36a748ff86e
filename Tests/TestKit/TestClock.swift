import Domain
import Synchronization

/// A clock that stands still until a test moves it; a sleeper only yields.
public final class TestClock: FiscalCalendar {
  private let state = Mutex((now: Timestamp.sample, uptime: Duration.seconds(1000)))

  public init() {}

  public func now() -> Timestamp { state.withLock { $0.now } }

  public func uptime() -> Duration { state.withLock { $0.uptime } }

  /// Time passes.
  public func advance(by duration: Duration) {
    state.withLock { state in
      state.now = state.now + duration
      state.uptime += duration
    }
  }

  /// Somebody sets the clock, back below zero, while no time passes.
  public func set(by shift: Duration) { state.withLock { $0.now = $0.now + shift } }

  public func sleep(until moment: Timestamp) async { await Task.yield() }

  public func day(of moment: Timestamp) -> String { String(moment.description.prefix(10)) }

  /// Of UTC.
  public func next(hour: Int, after moment: Timestamp) -> Timestamp {
    let (day, due) = (Int64(86_400_000), Int64(hour) * 3_600_000)
    let today = moment.milliseconds / day * day + due
    return Timestamp(milliseconds: today > moment.milliseconds ? today : today + day)
  }

  /// Of UTC.
  public func moment(of time: TimeOfDay, on day: String) -> Timestamp? {
    let start = next(hour: 0, after: now() - .seconds(3 * 86_400))
    return (0..<7).lazy.map { start + .seconds($0 * 86_400) }.first { self.day(of: $0) == day }
      .map { $0 + .seconds(time.minutes * 60) }
  }
}
