extension InvoiceReference {
  /// A stranger's text without what may be read as a reference, and what was taken out.
  public struct Removal: Equatable, Sendable {
    public let left: String
    public let removed: String
  }

  /// Takes out all that may be read as a reference once the text is printed; nil where there is none.
  ///
  /// A reader sees neither white space nor what has no width, and takes a hyphen at a line's end for
  /// a broken word. The beginning of a reference at the text's end goes too: the next field on the
  /// document could end it.
  public static func removal(from text: String) -> Removal? {
    guard text.utf8.contains(opening.utf8.first!) else { return nil }
    var scalars = Array(text.unicodeScalars)
    var removed = ""
    // What is left on both sides may be a reference again.
    while let range = firstRange(in: scalars) {
      removed.unicodeScalars.append(contentsOf: scalars[range])
      scalars.removeSubrange(range)
      // One space is left of two.
      if range.lowerBound > 0, range.lowerBound < scalars.count,
        scalars[range.lowerBound - 1] == " ", scalars[range.lowerBound] == " "
      {
        scalars.remove(at: range.lowerBound)
      }
    }
    guard !removed.isEmpty else { return nil }
    var left = String.UnicodeScalarView()
    left.append(contentsOf: scalars)
    return Removal(left: String(left), removed: removed)
  }

  /// A text without what may be read as a reference.
  public static func removed(from text: String) -> String { removal(from: text)?.left ?? text }

  private static func firstRange(in scalars: [Unicode.Scalar]) -> Range<Int>? {
    let (opening, end) = (Array(opening.unicodeScalars), closing.unicodeScalars.first!)
    for start in scalars.indices where scalars[start] == opening[0] {
      var (index, matched) = (start + 1, 1)
      while index < scalars.count, matched < opening.count {
        if scalars[index] == opening[matched] {
          matched += 1
        } else if !isPassedOver(scalars[index]) {
          break
        }
        index += 1
      }
      if matched == opening.count {
        let last = scalars[index...].prefix(bytesMax).firstIndex(of: end)
        return start..<(last.map { $0 + 1 } ?? index)
      }
      if index == scalars.count { return start..<index }
    }
    return nil
  }

  private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isUnseen || scalar.properties.isWhitespace { return true }
    return switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .dashPunctuation: true
    default: false
    }
  }
}
