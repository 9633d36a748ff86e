import Domain
import Engine
import StoreSQLite
import TestKit
import Testing

@testable import App

@Suite struct MomentTextTests {
  @Test(arguments: [
    ("2026-11-23T10:00:00Z", "2026-11-23T10:00:00.000Z"),
    ("2026-11-23T10:00:00+02:00", "2026-11-23T08:00:00.000Z"),
    ("2026-11-23 10:00", "2026-11-23T08:00:00.000Z"),
    ("2026-07-23T10:00", "2026-07-23T07:00:00.000Z"),
    ("2026-11-23", "2026-11-22T22:00:00.000Z"),
  ])
  func `a moment is Bucharest's unless it says otherwise`(text: String, utc: String) throws {
    let clock = try #require(WallClock())
    expectEqual(MomentText(text)?.moment(by: clock, isEnd: false)?.description, utc)
  }

  @Test(arguments: [
    // In winter, in summer, and in the hour that comes twice.
    ("2026-11-23T10:00:00.000Z", "2026-11-23T12:00:00+02:00"),
    ("2026-07-23T21:30:59.999Z", "2026-07-24T00:30:59+03:00"),
    ("2026-10-25T00:30:00.000Z", "2026-10-25T03:30:00+03:00"),
    ("2026-10-25T01:30:00.000Z", "2026-10-25T03:30:00+02:00"),
  ])
  func `a time is shown by Bucharest's clocks, and read as it is shown`(utc: String, shown: String)
    throws
  {
    let clock = try #require(WallClock())
    let moment = try #require(MomentText(utc)?.moment(by: clock, isEnd: false))
    expectEqual(moment.localText, shown)
    expectEqual(clock.text(of: moment), shown)
    let read = try #require(MomentText(shown)?.moment(by: clock, isEnd: false))
    expectEqual(read.milliseconds, moment.milliseconds / 1000 * 1000)
    #expect(moment.localTimeText == shown.dropFirst(11).prefix(8))
  }

  @Test func `the owner's start is shown so as well, and left as it is where it is no time`() {
    expectEqual(
      Owner(process: 1, since: "2026-11-23T10:00:00.000Z").sinceText, "2026-11-23T12:00:00+02:00")
    expectEqual(Owner(process: 1, since: "an unknown time").sinceText, "an unknown time")
  }

  @Test func `a day as an end is meant whole, of 23 hours or 25 too`() throws {
    let clock = try #require(WallClock())
    for (day, end) in [
      ("2026-11-30", "2026-11-30T22:00:00.000Z"), ("2026-10-25", "2026-10-25T22:00:00.000Z"),
      ("2026-03-29", "2026-03-29T21:00:00.000Z"),
    ] {
      expectEqual(MomentText(day)?.moment(by: clock, isEnd: true)?.description, end)
    }
    let moment = MomentText("2026-11-30T08:00")?.moment(by: clock, isEnd: true)
    expectEqual(moment?.description, "2026-11-30T06:00:00.000Z")
  }

  @Test(arguments: ["2026-11-31", "2026-02-29"])
  func `a day that no calendar has is none`(text: String) throws {
    #expect(MomentText(text)?.moment(by: try #require(WallClock()), isEnd: false) == nil)
  }

  @Test(arguments: [
    "", "yesterday", "2026-13-01", "2026-00-10", "2026-1-1", "2026-11-23T24:00", "2026-11-23T10",
    "2026-11-23T10:00:00X", "2026-11-23 ", "20261123",
  ])
  func `what is no moment is none`(text: String) {
    #expect(MomentText(text) == nil)
  }
}
