import Domain
import Synchronization

/// A clock that stands still until a test moves it; a sleeper only yields.
public final class TestClock: FiscalCalendar {
  private let moment = Mutex(Timestamp.sample)

  public init() {}

  public func now() -> Timestamp { moment.withLock { $0 } }

  public func advance(by duration: Duration) { moment.withLock { $0 = $0 + duration } }

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
