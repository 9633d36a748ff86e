/// Text as it is set in a line: what can't be printed is left out, what is too wide is broken.
enum PDFText {
  /// The lines that a text takes within a width: broken at its own line ends, then at spaces, and
  /// within a word only when the word alone is too wide.
  static func lines(
    of text: String, within width: Double, measuredBy measure: (String) -> Double
  ) -> [String] {
    text.split(whereSeparator: \.isNewline).flatMap { paragraph in
      wrapped(printable(paragraph), within: width, measuredBy: measure)
    }
  }

  private static func wrapped(
    _ paragraph: String, within width: Double, measuredBy measure: (String) -> Double
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if measure(longer) <= width {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      for character in word {
        if !line.isEmpty, measure(line + String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// Without control characters: a tab is a space, and a NUL would end the text for cairo.
  private static func printable(_ text: Substring) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          switch scalar.properties.generalCategory {
          case .control: scalar == "\t" ? " " : nil
          default: scalar
          }
        }))
  }
}
