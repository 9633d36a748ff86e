import TestKit
import Testing

@testable import App

@Suite struct WrappedTextTests {
  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]),
    ("short", 20, ["short"]),
    ("", 20, [""]),
    ("https://long.example/x ends", 10, ["https://lo", "ng.example", "/x ends"]),
    ("abcd", 2, ["ab", "cd"]),
  ])
  func `a text is broken between words, and a word that is too long where the line ends`(
    text: String, width: Int, lines: [String]
  ) {
    expectEqual(WrappedText.lines(of: text, width: width), lines)
  }
}
