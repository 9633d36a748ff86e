import Domain
import TestKit
import Testing

@Suite struct TimestampTests {
  @Test func `a moment is written as RFC 3339 in UTC`() {
    expectEqual(Timestamp(milliseconds: 1_795_428_000_123).description, "2026-11-23T10:00:00.123Z")
  }

  @Test func `durations move a moment by whole milliseconds`() {
    let moment = Timestamp(milliseconds: 1000)
    expectEqual((moment + .seconds(2)).milliseconds, 3000)
    expectEqual((moment + .microseconds(1999)).milliseconds, 1001)
    expectEqual(moment + .seconds(2) - moment, .seconds(2))
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (-86_400_000, "1969-12-31T00:00:00.000Z"), (951_782_400_007, "2000-02-29T00:00:00.007Z"),
      (Int64.min, "0001-01-01T00:00:00.000Z"), (Int64.max, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `any number of milliseconds is a moment that can be written and read`(
    milliseconds: Int64, text: String
  ) {
    let moment = Timestamp(milliseconds: milliseconds)
    expectEqual(moment.description, text)
    expectEqual(Timestamp(rfc3339: text), moment)
  }

  @Test func `no sum of moments and durations overflows`() {
    let first = Timestamp(milliseconds: .min)
    let last = Timestamp(milliseconds: .max)
    expectEqual(last + .seconds(1), last)
    expectEqual(last + .seconds(Int64.max), last)
    expectEqual(first - .seconds(Int64.max), first)
    expectEqual(last - .seconds(Int64.max), first)
    expectEqual(first + .seconds(Int64.min), first)
    expectEqual(first + (last - first), last)
    expectEqual(last - (last - first), first)
    #expect(Duration.seconds(Int64.min).wholeMilliseconds < 0)
  }
}
