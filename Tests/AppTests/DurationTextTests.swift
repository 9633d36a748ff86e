import TestKit
import Testing

@testable import App

struct DurationTextTests {
  @Test(arguments: [
    ("300ms", Duration.milliseconds(300)), ("10s", .seconds(10)), ("5m", .seconds(300)),
    ("2h", .seconds(7200)), ("30d", .seconds(2_592_000)), ("0s", .zero), ("007s", .seconds(7)),
  ])
  func `a number and its unit are a duration`(text: String, duration: Duration) {
    expectEqual(DurationText.duration(of: text), duration)
  }

  @Test(arguments: [
    "", "5", "m", "-5m", "+5m", "1.5s", "5 m", "5M", "5D", "5min", "1h30m", "٣s", "9999999999h",
  ])
  func `anything else is none`(text: String) {
    #expect(DurationText.duration(of: text) == nil)
  }

  @Test(arguments: ["300ms", "10s", "5m", "2h", "90s", "0s", "3d"])
  func `a duration is written as it is read`(text: String) throws {
    expectEqual(DurationText.text(of: try #require(DurationText.duration(of: text))), text)
  }
}
