import Domain
import Logging
import Synchronization
import TestKit
import Testing

@testable import Engine

@Suite struct TimerTests {
  /// `TestClock` is of UTC, and starts at 10:00.
  func timer(
    _ inbox: ScriptedInbox, _ clock: TestClock, onAccepted: @escaping @Sendable () -> Void = {}
  ) -> Timer {
    Timer(
      inbox: inbox, shops: ["a", "b"], hasHistory: true, time: clock,
      logger: Logger(label: "timer") { _ in SwiftLogNoOpLogHandler() }, onAccepted: onAccepted)
  }

  @Test func `each shop's event is made once a day, and a missed one at the start`() async {
    let (inbox, clock) = (ScriptedInbox(), TestClock())
    let woken = Mutex(0)
    let timer = timer(inbox, clock) { woken.withLock { $0 += 1 } }
    var made: Timer.Made = [:]
    let next = await timer.makeDueEvents(&made)
    expectEqual(next, clock.next(hour: 3, after: clock.now()))
    expectEqual(
      inbox.deliveries.map { "\($0.shop) \($0.event)" },
      [
        "a punte:series.audit_due/2026-11-23", "b punte:series.audit_due/2026-11-23",
      ])
    expectEqual(woken.withLock(\.self), 2)
    clock.advance(by: next - clock.now())
    _ = await timer.makeDueEvents(&made)
    expectEqual(inbox.deliveries.last?.event, .inside("series.audit_due/2026-11-24"))
    // Made again by another process, it is the same to the byte.
    made = [:]
    _ = await timer.makeDueEvents(&made)
    expectEqual(Set(inbox.deliveries.filter { $0.shop == "a" }.map(\.body)).count, 1)
  }

  @Test func `before the hour nothing is due`() async {
    let (inbox, clock) = (ScriptedInbox(), TestClock())
    let midnight = Timestamp(milliseconds: clock.now().milliseconds / 86_400_000 * 86_400_000)
    clock.advance(by: midnight - clock.now())
    var made: Timer.Made = [:]
    _ = await timer(inbox, clock).makeDueEvents(&made)
    #expect(inbox.deliveries.isEmpty)
  }

  @Test func `what can't be stored is tried again soon`() async {
    let inbox = ScriptedInbox { _ throws(StoreError) in throw .unavailable("disk full") }
    let clock = TestClock()
    var made: Timer.Made = [:]
    await expectEqual(timer(inbox, clock).makeDueEvents(&made), clock.now() + Timer.retryDelay)
    #expect(made.isEmpty)
  }

  @Test func `however the clock is set and often it looks, a day's event is made once`() async {
    let (inbox, clock) = (ScriptedInbox(), TestClock())
    let timer = timer(inbox, clock)
    var made: Timer.Made = [:]
    for shift in [0, 60, -8 * 3600, 8 * 3600, 60] {
      clock.set(by: .seconds(shift))
      _ = await timer.makeDueEvents(&made)
    }
    expectEqual(
      inbox.deliveries.map(\.event), Array(repeating: inbox.deliveries[0].event, count: 2))
    clock.set(by: .seconds(86_400))
    _ = await timer.makeDueEvents(&made)
    expectEqual(inbox.deliveries.count, 4)
  }
}

@Suite struct WallClockTests {
  func utc(_ text: String) -> Timestamp {
    // Of these tests alone: `2026-10-25T00:30Z`.
    let digits = text.split { !$0.isNumber }.compactMap { Int64($0) }
    let days = Self.days(year: digits[0], month: digits[1], day: digits[2])
    return Timestamp(milliseconds: ((days * 24 + digits[3]) * 60 + digits[4]) * 60_000)
  }

  /// Days since 1970, by the civil calendar.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// Romania's clocks go forward at 3:00 on 2027-03-28, and back at 4:00 on 2026-10-25.
  @Test(arguments: [
    ("2026-11-24T00:30Z", "2026-11-24T01:00Z"), ("2026-11-24T01:00Z", "2026-11-25T01:00Z"),
    ("2026-10-24T12:00Z", "2026-10-25T00:00Z"), ("2026-10-25T00:00Z", "2026-10-26T01:00Z"),
    ("2027-03-27T12:00Z", "2027-03-28T01:00Z"), ("2027-03-28T01:00Z", "2027-03-29T00:00Z"),
  ])
  func `three o'clock comes once a day, also when the clocks change`(from: String, next: String)
    throws
  {
    let clock = try #require(WallClock())
    expectEqual(clock.next(hour: 3, after: utc(from)), utc(next), "\(from)")
  }
}
