extension Unicode.Scalar {
  /// Whether nothing of it is to be seen, and it is no space: controls, joiners, marks of direction,
  /// ends of lines, and what is no character at all.
  ///
  /// The same ranges stand in the JSON Schema of events.
  public var isUnseen: Bool {
    switch value {
    case 0x00...0x1F, 0x7F...0x9F, 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFF:
      true
    default: false
    }
  }
}
