/// What a text looks like: letters that look alike are one, without marks and case. Two texts of one
/// skeleton are told apart by bytes, and by hardly anybody.
enum Skeleton {
  /// In upper case. What can't be seen is left out; spaces, ends of lines and punctuation stay.
  static func of(_ text: String) -> String {
    var skeleton = ""
    for scalar in text.uppercased().unicodeScalars {
      if scalar.isASCII, !scalar.isUnseen || scalar.properties.isWhitespace {
        skeleton.unicodeScalars.append(scalar)
      } else {
        append(scalar, to: &skeleton)
      }
    }
    return skeleton
  }

  private static func append(_ scalar: Unicode.Scalar, to skeleton: inout String) {
    let properties = scalar.properties
    if let letter = alike[scalar] {
      skeleton.unicodeScalars.append(letter)
    } else if fullWidth.contains(scalar.value),
      let plain = Unicode.Scalar(scalar.value - fullWidth.lowerBound + 0x21)
    {
      skeleton += String(plain).uppercased()
    } else if properties.isWhitespace {
      skeleton += " "
    } else if scalar.isUnseen || properties.generalCategory == .nonspacingMark {
      return
    } else if properties.generalCategory == .dashPunctuation || scalar == minus {
      skeleton += "-"
    } else if let name = properties.name, let plain = unmarked(name) ?? unstyled(name, properties) {
      skeleton.unicodeScalars.append(plain)
    } else {
      skeleton.unicodeScalars.append(scalar)
    }
  }

  /// The letter of a name such as “LATIN CAPITAL LETTER A WITH BREVE”.
  private static func unmarked(_ name: String) -> Unicode.Scalar? {
    for prefix in ["LATIN CAPITAL LETTER ", "LATIN SMALL LETTER "] {
      guard name.hasPrefix(prefix) else { continue }
      let words = name.dropFirst(prefix.count)
      return words.dropFirst().hasPrefix(" WITH ") ? words.unicodeScalars.first : nil
    }
    return nil
  }

  /// The letter or digit of one that is only set in another type, raised, lowered or circled, such as
  /// “MATHEMATICAL BOLD CAPITAL A”, “SUPERSCRIPT TWO” and “CIRCLED DIGIT ONE”. Unicode's compatibility
  /// forms say the same of more characters, in a table that isn't at hand here.
  private static func unstyled(
    _ name: String, _ properties: Unicode.Scalar.Properties
  ) -> Unicode.Scalar? {
    guard styles.contains(where: name.hasPrefix) else { return nil }
    if let value = properties.numericValue, let digit = Int(exactly: value), (0...9).contains(digit)
    {
      return String(digit).unicodeScalars.first
    }
    guard name.dropLast().hasSuffix(" ") else { return nil }
    return name.unicodeScalars.last
  }

  private static let styles = [
    "MATHEMATICAL ", "SUPERSCRIPT ", "SUBSCRIPT ", "LATIN SUBSCRIPT ", "MODIFIER LETTER ",
    "CIRCLED ", "DOUBLE-STRUCK ", "SCRIPT ", "BLACK-LETTER ",
  ]

  private static let minus: Unicode.Scalar = "\u{2212}"

  /// The ASCII of these is 0xFEE0 below.
  private static let fullWidth: ClosedRange<UInt32> = 0xFF01...0xFF5E

  /// Cyrillic and Greek capitals, and the Latin ones that they look like.
  private static let alike: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
    uniqueKeysWithValues: zip(
      "АВЕКМНОРСТУХІЈЅҺԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".unicodeScalars,
      "ABEKMHOPCTYXIJSHQWABEZHIKMNOPTYX".unicodeScalars)
  ).merging(marked) { own, _ in own }

  /// The same with marks that are part of the letter; rarer ones; and the signs for kelvin and
  /// ångström.
  private static let marked: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{400}": "E", "\u{401}": "E", "\u{407}": "I", "\u{40C}": "K", "\u{4AE}": "Y",
    "\u{4C0}": "I", "\u{50C}": "G", "\u{386}": "A", "\u{388}": "E", "\u{389}": "H",
    "\u{38A}": "I", "\u{38C}": "O", "\u{38E}": "Y", "\u{3AA}": "I", "\u{3AB}": "Y",
    "\u{37F}": "J", "\u{3F9}": "C", "\u{212A}": "K", "\u{212B}": "A",
  ]
}

extension String {
  /// Whether nothing of it is to be seen: spaces of any kind, and what has no shape at all.
  public var isBlankToTheEye: Bool {
    unicodeScalars.allSatisfy { scalar in
      scalar.isUnseen || scalar.properties.isWhitespace
        || scalar.properties.generalCategory == .nonspacingMark
    }
  }
}
