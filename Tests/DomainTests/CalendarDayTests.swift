import Domain
import TestKit
import Testing

struct CalendarDayTests {
  @Test(arguments: [
    ("2026-11-23", 15, "2026-12-08"), ("2028-02-28", 1, "2028-02-29"),
    ("2026-02-28", 1, "2026-03-01"), ("2026-12-31", 366, "2028-01-01"),
    ("2000-02-29", 366, "2001-03-01"), ("2026-11-23", 0, "2026-11-23"),
  ])
  func `days are added by the calendar`(day: String, days: Int, expected: String) throws {
    expectEqual((try #require(CalendarDay(day)) + days).description, expected)
  }

  @Test func `each day of five centuries is the one after the last`() throws {
    var day = try #require(CalendarDay("1900-01-01"))
    for _ in 0..<180_000 {
      let read = CalendarDay(day.description)
      expectEqual(read, day)
      guard read == day else { return }
      day = day + 1
    }
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-01", "2026-00-10", "+026-01-01", "", "x"])
  func `what is no day is refused`(text: String) {
    #expect(CalendarDay(text) == nil)
  }
}
