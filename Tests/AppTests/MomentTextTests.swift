import Domain
import Engine
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
    #expect(MomentText(text)?.moment(by: clock, isEnd: false)?.description == utc)
  }

  @Test func `a day as an end is meant whole, of 23 hours or 25 too`() throws {
    let clock = try #require(WallClock())
    for (day, end) in [
      ("2026-11-30", "2026-11-30T22:00:00.000Z"), ("2026-10-25", "2026-10-25T22:00:00.000Z"),
      ("2026-03-29", "2026-03-29T21:00:00.000Z"),
    ] {
      #expect(MomentText(day)?.moment(by: clock, isEnd: true)?.description == end)
    }
    let moment = MomentText("2026-11-30T08:00")?.moment(by: clock, isEnd: true)
    #expect(moment?.description == "2026-11-30T06:00:00.000Z")
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
