import TestKit
import Testing

@testable import App

@Suite struct ProgressTextTests {
  @Test func `a bar says how much is done, how fast, and how long it takes yet`() {
    let text = ProgressText(done: 500, total: 1000, elapsed: .seconds(5), note: "7 jobs under way")
    expectEqual(
      text.bar(width: 200),
      "[###############---------------]  50%  500/1000  100/s  0:05 left  7 jobs under way")
    expectEqual(text.bar(width: 40).count, 39)
  }

  @Test func `before a second has passed nothing is foretold`() {
    let text = ProgressText(done: 0, total: 10, elapsed: .milliseconds(10), note: nil)
    expectEqual(text.line, "  0%  0/10")
    let full = ProgressText(done: 10, total: 10, elapsed: .seconds(10), note: nil)
    expectEqual(full.line, "100%  10/10  1/s")
    expectEqual(ProgressText(done: 0, total: 0, elapsed: .zero, note: nil).line, "100%  0/0")
  }

  @Test(arguments: [(5.0, "0:05"), (65, "1:05"), (7207, "2:00:07"), (.infinity, "720:00:00")])
  func `a time is hours, minutes and seconds`(seconds: Double, text: String) {
    expectEqual(ProgressText.clock(seconds), text)
  }

  @Test(arguments: [("y", true), ("da\n", true), (" Yes ", true), ("", false), ("n", false)])
  func `only a yes is a yes`(answer: String, isYes: Bool) {
    expectEqual(Question.isYes(answer), isYes)
  }
}
