import Domain
import TestKit
import Testing

@testable import Transport

@Suite struct RetryAfterTests {
  @Test(
    arguments: [
      ("0", 0), ("1", 1), ("120", 120), ("007", 7), ("86400", 86_400), ("86401", 86_400),
      ("999999999", 86_400),
      ("Mon, 23 Nov 2026 10:01:00 GMT", 60), ("Mon, 23 Nov 2026 10:00:00 GMT", 0),
      ("Sun, 06 Nov 1994 08:49:37 GMT", 0), ("Thu, 23 Nov 2028 10:00:00 GMT", 86_400),
    ] as [(String, Int)])
  func `seconds or a date say when, within a day`(value: String, seconds: Int) {
    expectEqual(RetryAfter(value, now: .sample)?.delay, .seconds(seconds))
  }

  @Test(arguments: [
    "", " ", "-1", "+1", "1.5", "1e3", "60 s", "0x10", "1234567890", "١٢", "soon",
    "Tue, 23 Nov 2026 10:01:00 GMT", "Mon, 23 Nov 2026 10:01:00 UTC",
    "Mon, 23 Nov 2026 10:01:00", "Mon, 23 nov 2026 10:01:00 GMT",
    "Mon, 23 Nov 2026 25:01:00 GMT", "Mon,  23 Nov 2026 10:01:00 GMT",
    "Mon, 30 Feb 2026 10:01:00 GMT", "Mon, 23 Nov 26 10:01:00 GMT",
    "Monday, 23-Nov-26 10:01:00 GMT", "Mon Nov 23 10:01:00 2026", "2026-11-23T10:01:00Z",
    "Mon, 23 Nov 2026 10:01:00 GMT ", "Wed, 31 Dec 1969 23:59:59 GMT",
    "Mon, 23 Nov 2026 10:01:60 GMT", "Mon, -3 Nov 2026 10:01:00 GMT",
  ])
  func `anything else says nothing`(value: String) {
    #expect(RetryAfter(value, now: .sample) == nil)
  }
}
