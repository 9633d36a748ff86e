import Domain
import Foundation
import Logging
import Synchronization
import TestKit
import Testing

@testable import Engine

/// Bucharest's calendar, and a clock that a test moves.
private final class BucharestClock: FiscalCalendar {
  private let calendar: WallClock
  private let moment: Mutex<Timestamp>

  init(_ start: Timestamp) throws {
    calendar = try #require(WallClock())
    moment = Mutex(start)
  }

  func now() -> Timestamp { moment.withLock { $0 } }
  func set(_ now: Timestamp) { moment.withLock { $0 = now } }
  func sleep(until wake: Timestamp) async {}
  func day(of moment: Timestamp) -> String { calendar.day(of: moment) }
  func next(hour: Int, after moment: Timestamp) -> Timestamp {
    calendar.next(hour: hour, after: moment)
  }
  func moment(of time: TimeOfDay, on day: String) -> Timestamp? {
    calendar.moment(of: time, on: day)
  }
}

@Suite struct StockTickTests {
  static func utc(_ text: String) throws -> Timestamp {
    let date = try #require(try? Date(text, strategy: .iso8601))
    return Timestamp(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
  }

  /// Every tick between two moments, as a clock that never stops meets them.
  func ticks(_ times: [String], from: String, to: String) throws -> [String] {
    let schedule = StockSchedule.at(Set(times.compactMap { TimeOfDay($0) }))
    let clock = try BucharestClock(try Self.utc(from))
    var found: [String] = []
    while let next = StockTick.next(of: schedule, after: clock.now(), clock),
      next.moment < (try Self.utc(to))
    {
      found.append(
        "\(next.moment)".prefix(16) + "Z " + next.name.dropFirst("stock.sync_due/".count))
      expectEqual(StockTick.last(of: schedule, at: next.moment, clock), next)
      clock.set(next.moment)
    }
    return found
  }

  @Test func `ticks are by Bucharest's clocks where they go back, each once`() throws {
    try expectEqual(
      ticks(
        ["00:00", "03:30", "06:00", "23:00"], from: "2026-10-24T12:00:00Z",
        to: "2026-10-26T12:00:00Z"),
      [
        "2026-10-24T20:00Z 2026-10-24T23:00", "2026-10-24T21:00Z 2026-10-25T00:00",
        // 3:30 comes twice that night; the first counts.
        "2026-10-25T00:30Z 2026-10-25T03:30", "2026-10-25T04:00Z 2026-10-25T06:00",
        "2026-10-25T21:00Z 2026-10-25T23:00", "2026-10-25T22:00Z 2026-10-26T00:00",
        "2026-10-26T01:30Z 2026-10-26T03:30", "2026-10-26T04:00Z 2026-10-26T06:00",
      ])
  }

  @Test func `ticks are by Bucharest's clocks where they go forward, none left out`() throws {
    try expectEqual(
      ticks(["03:30", "06:00"], from: "2027-03-27T12:00:00Z", to: "2027-03-29T12:00:00Z"),
      [
        // There is no 3:30 that night: it is due when the clocks show 4:00.
        "2027-03-28T01:00Z 2027-03-28T03:30", "2027-03-28T03:00Z 2027-03-28T06:00",
        "2027-03-29T00:30Z 2027-03-29T03:30", "2027-03-29T03:00Z 2027-03-29T06:00",
      ])
  }

  private func timer(_ inbox: ScriptedInbox, _ clock: BucharestClock, _ schedule: StockSchedule)
    -> StockTimer
  {
    StockTimer(
      inbox: inbox, schedules: ["a": schedule], time: clock,
      logger: Logger(label: "timer") { _ in SwiftLogNoOpLogHandler() }, onAccepted: {})
  }

  @Test func `ticks that were missed become one, and it is one on any number of replicas`()
    async throws
  {
    let times = Set(["06:00", "12:00"].compactMap { TimeOfDay($0) })
    let clock = try BucharestClock(try Self.utc("2026-11-28T11:00:00Z"))
    let inbox = ScriptedInbox()
    // Three days were missed; two replicas start at once, and each looks twice.
    for _ in 0..<2 {
      var made: [ShopID: String] = [:]
      for _ in 0..<2 {
        _ = await timer(inbox, clock, .at(times)).makeDueEvents(&made)
      }
    }
    expectEqual(Set(inbox.deliveries.map(\.event)), [.inside("stock.sync_due/2026-11-28T12:00")])
    expectEqual(inbox.deliveries.count, 2)
    expectEqual(Set(inbox.deliveries.map(\.body)).count, 1)
  }

  @Test func `an interval's ticks have the same names everywhere`() async throws {
    let clock = try BucharestClock(try Self.utc("2026-11-28T11:17:00Z"))
    let tick = try #require(StockTick.last(of: .every(.seconds(7200)), at: clock.now(), clock))
    expectEqual(tick.moment, (try Self.utc("2026-11-28T10:00:00Z")))
    expectEqual(tick.name, "stock.sync_due/2026-11-28T10:00:00.000Z")
    let next = try #require(StockTick.next(of: .every(.seconds(7200)), after: clock.now(), clock))
    expectEqual(next.moment, (try Self.utc("2026-11-28T12:00:00Z")))
    #expect(StockTick.last(of: .onRequest, at: clock.now(), clock) == nil)
  }

  @Test(arguments: ["6:00", "24:00", "06:60", "06.00", "0600", ""])
  func `what is no time of day is none`(text: String) { #expect(TimeOfDay(text) == nil) }
}
