import Domain

/// Values that are text of some kind.
enum SettingsText {
  /// Longer than any name, status or series in use; a pasted page is refused.
  static let charactersMax = 200

  /// One line that something compares to the letter: what can't be seen, and white space at either
  /// end, would make it another than it looks.
  static func nonEmpty(_ text: String) throws(SettingsComplaint) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw SettingsComplaint(
        .both("e gol", "is empty"), remedy: .both("scrieți o valoare", "write a value"))
    }
    guard text.count <= charactersMax else {
      throw SettingsComplaint.tooLong(max: charactersMax)
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw SettingsComplaint(
        .both("are un caracter de control", "holds a control character"),
        remedy: .both("scrieți-l pe un singur rând", "write it on one line"))
    }
    if let unseen = text.unicodeScalars.first(where: \.isUnseen) {
      let name = codePoint(of: unseen)
      throw SettingsComplaint(
        .both(
          "are un caracter care nu se vede, \(name)",
          "holds a character that can't be seen, \(name)"),
        remedy: .both(
          "ștergeți valoarea și scrieți-o din nou", "delete the value and type it again"))
    }
    let ends = [text.unicodeScalars.first, text.unicodeScalars.last]
    if let space = ends.compactMap({ $0 }).first(where: \.properties.isWhitespace) {
      let name = codePoint(of: space)
      throw SettingsComplaint(
        .both(
          "are un spațiu la început sau la sfârșit, \(name)",
          "begins or ends with white space, \(name)"),
        remedy: .both("scoateți-l", "remove it"))
    }
    return text
  }

  /// Such as `U+00A0`.
  private static func codePoint(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  static func flag(_ text: String) throws(SettingsComplaint) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default:
      throw SettingsComplaint(
        .both("nu e nici true, nici false", "is neither true nor false"),
        remedy: .both("scrieți unul dintre cele două", "write one of the two"))
    }
  }

  /// A language, as SmartBill names it.
  static func language(_ text: String) throws(SettingsComplaint) -> String {
    guard (2...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else {
      throw SettingsComplaint(
        .both(
          "nu e o limbă numită ca în SmartBill", "isn't a language as SmartBill names it"),
        remedy: .both(
          "scrieți-o cu majuscule, de exemplu EN", "write one in capitals, e.g. EN"))
    }
    return text
  }

  /// What is printed on a document: a few lines, in which fields of the order may stand.
  static func printed(_ text: String) throws(SettingsComplaint) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw SettingsComplaint(
        .both("e gol", "is empty"), remedy: .both("scrieți un text", "write a text"))
    }
    guard text.count <= printedCharactersMax else {
      throw SettingsComplaint.tooLong(max: printedCharactersMax)
    }
    guard
      !text.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .control && $0 != "\n"
      })
    else {
      throw SettingsComplaint(
        .both("are un caracter de control", "holds a control character"),
        remedy: .both("scoateți-l", "remove it"))
    }
    guard !InvoiceReference.mayBeRead(in: text) else {
      throw SettingsComplaint(
        .both(
          "are începutul referinței lui Punte", "holds what Punte's own reference begins with"),
        remedy: .both("scrieți textul fără [PUNTE", "write it without [PUNTE"))
    }
    let fields = MergeText.Field.allCases.map(\.rawValue)
    for name in MergeText.names(in: text) where !fields.contains(name) {
      let list = fields.map { "#\($0)#" }.joined(separator: ", ")
      throw SettingsComplaint(
        .both("are un câmp pe care nicio comandă nu îl are", "holds a field that no order has"),
        remedy: Spelling.nearest(to: name, among: fields).map { .didYouMean("#\($0)#") }
          ?? .both("câmpurile sunt \(list)", "the fields are \(list)"))
    }
    return text
  }

  /// Some paragraphs; SmartBill tells no limit of its own.
  static let printedCharactersMax = 1000

  /// SmartBill's user name, which HTTP's Basic scheme ends at the first colon.
  static func email(_ text: String) throws(SettingsComplaint) -> String {
    let text = try nonEmpty(text)
    guard text.contains("@"), !text.contains(":"), !text.contains(where: \.isWhitespace) else {
      throw SettingsComplaint(
        .both("nu e o adresă de e-mail", "isn't an e-mail address"),
        remedy: .both(
          "scrieți-o pe cea cu care intrați în SmartBill", "write the one you log in with"))
    }
    return text
  }

  /// A company's fiscal code, kept as it is written: SmartBill compares it to the letter.
  static func fiscalCode(_ text: String) throws(SettingsComplaint) -> String {
    let text = try nonEmpty(text)
    guard FiscalCode.isValid(text.uppercased().filter { !$0.isWhitespace }) else {
      throw SettingsComplaint(
        .both(
          "nu e un cod fiscal: ultima cifră nu se potrivește cu celelalte",
          "isn't a fiscal code: its last digit doesn't fit"),
        remedy: .both(
          "scrieți-l ca în SmartBill, de exemplu RO12345674",
          "write it as SmartBill has it, such as RO12345674"))
    }
    return text
  }

  /// A header's name (RFC 9110 §5.6.2).
  static func headerName(_ text: String) throws(SettingsComplaint) -> String {
    let isToken = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0))
    }
    guard isToken, !text.isEmpty else {
      throw SettingsComplaint(
        .both("nu e un nume de antet", "isn't a header's name"),
        remedy: .both(
          "scrieți, de exemplu, X-Shop-Signature", "write one like X-Shop-Signature"))
    }
    return text
  }

  /// Whether a name of an account or a shop can be part of an address and of a lane.
  static func isName(_ text: String) -> Bool {
    (1...nameCharactersMax).contains(text.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
  }

  static let nameCharactersMax = 64
}

extension SettingsComplaint {
  fileprivate static func tooLong(max: Int) -> Self {
    Self(
      .both("e prea lung", "is too long"),
      remedy: .both("scrieți cel mult \(max) de caractere", "write at most \(max) characters"))
  }
}
