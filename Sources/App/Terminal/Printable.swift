/// Text from outside, made safe for a terminal and a log: it can't move the cursor, begin a line
/// of its own, or fill the screen.
enum Printable {
  /// SmartBill's longest text and a little more.
  static let scalarsMax = 600

  /// One line, control characters escaped, cut to the bound.
  static func text(_ text: String, scalarsMax: Int = scalarsMax) -> String {
    // Nearly all that is logged: looking each scalar up would be a tenth of a busy service's time.
    if text.utf8.count <= scalarsMax, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      return text
    }
    var printable = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
      guard index < scalarsMax else { return printable + "…" }
      append(scalar, to: &printable)
    }
    return printable
  }

  /// The whole text, its line ends and tabs kept: for bodies.
  static func lines(_ text: String) -> String {
    var printable = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" {
        printable.unicodeScalars.append(scalar)
      } else {
        append(scalar, to: &printable)
      }
    }
    return printable
  }

  /// Controls, line separators, and the marks that turn the direction of writing.
  private static func append(_ scalar: Unicode.Scalar, to printable: inout String) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      switch scalar {
      case "\n": printable += "\\n"
      case "\r": printable += "\\r"
      case "\t": printable += "\\t"
      default: printable += "\\u{\(String(scalar.value, radix: 16))}"
      }
    default:
      printable.unicodeScalars.append(scalar)
    }
  }
}
