import Domain
import Testing

@Suite struct TimestampTests {
  @Test func `a moment is written as RFC 3339 in UTC`() {
    #expect(Timestamp(milliseconds: 1_795_428_000_123).description == "2026-11-23T10:00:00.123Z")
  }

  @Test func `durations move a moment by whole milliseconds`() {
    let moment = Timestamp(milliseconds: 1000)
    #expect((moment + .seconds(2)).milliseconds == 3000)
    #expect((moment + .microseconds(1999)).milliseconds == 1001)
    #expect(moment + .seconds(2) - moment == .seconds(2))
  }
}
