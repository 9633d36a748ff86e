import TestKit
import Testing

@testable import App

struct PrintableTests {
  @Test func `text from outside can't move the cursor or begin a line`() {
    expectEqual(
      Printable.text("a\u{1B}[2Jb\nc\r\td\u{7F}\u{9B}e\u{2028}f\u{202E}g"),
      #"a\u{1b}[2Jb\nc\r\td\u{7f}\u{9b}e\u{2028}f\u{202e}g"#)
  }

  @Test func `Romanian letters stay as they are`() {
    expectEqual(Printable.text("Șțăâî «șir»"), "Șțăâî «șir»")
  }

  @Test func `a long text is cut, however its letters are composed`() {
    expectEqual(Printable.text("abcdef", scalarsMax: 3), "abc…")
    let composed = "e" + String(repeating: "\u{301}", count: 10_000)
    expectEqual(Printable.text(composed).unicodeScalars.count, Printable.scalarsMax + 1)
  }

  @Test func `a body keeps its lines`() {
    expectEqual(Printable.lines("{\n\t\"a\": \u{1B}}"), "{\n\t\"a\": \\u{1b}}")
  }
}
