extension Unicode.Scalar {
  /// Whether nothing of it can be seen, and it is no space: controls, joiners, fillers, variation
  /// selectors, tags, marks of direction, ends of lines, and what is no character at all.
  ///
  /// The one list of them. The JSON Schema of events says the same in ranges; a test compares both.
  public var isUnseen: Bool {
    if value < Self.firstAboveASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return true
    default:
      return properties.isDefaultIgnorableCodePoint || isNoCharacter || self == Self.emptyBraille
    }
  }

  /// Noncharacters, the specials beside them, and the planes from the fourth on: variation selectors
  /// and tags apart, nothing in these has a shape that all agree on.
  private var isNoCharacter: Bool {
    switch value {
    case 0xFDD0...0xFDEF, 0xFFF0...0xFFFF, 0x3FFFE...: true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  private static let firstAboveASCII: UInt32 = 0x80

  /// It has no dots. Unicode counts it among the symbols.
  private static let emptyBraille: Unicode.Scalar = "\u{2800}"
}
