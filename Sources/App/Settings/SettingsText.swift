import Domain

/// Values that are text of some kind.
enum SettingsText {
  /// Longer than any name, status or series in use; a pasted page is refused.
  static let charactersMax = 200

  static func nonEmpty(_ text: String) throws(SettingsComplaint) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw SettingsComplaint("is empty", remedy: "write a value")
    }
    guard text.count <= charactersMax else {
      throw SettingsComplaint("is too long", remedy: "write at most \(charactersMax) characters")
    }
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw SettingsComplaint("holds a control character", remedy: "write it on one line")
    }
    return text
  }

  static func flag(_ text: String) throws(SettingsComplaint) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default: throw SettingsComplaint("is neither true nor false", remedy: "write one of the two")
    }
  }

  /// A language, as SmartBill names it.
  static func language(_ text: String) throws(SettingsComplaint) -> String {
    guard (2...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
    else {
      throw SettingsComplaint(
        "is no language as SmartBill names it", remedy: "write one in capitals, like EN")
    }
    return text
  }

  /// What is printed on a document: a few lines, in which fields of the order may stand.
  static func printed(_ text: String) throws(SettingsComplaint) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw SettingsComplaint("is empty", remedy: "write a text")
    }
    guard text.count <= printedCharactersMax else {
      throw SettingsComplaint(
        "is too long", remedy: "write at most \(printedCharactersMax) characters")
    }
    guard
      !text.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .control && $0 != "\n"
      })
    else { throw SettingsComplaint("holds a control character", remedy: "remove it") }
    guard !InvoiceReference.mayBeRead(in: text) else {
      throw SettingsComplaint(
        "holds what Punte's own reference begins with", remedy: "write it without [PUNTE")
    }
    let fields = MergeText.Field.allCases.map(\.rawValue)
    for name in MergeText.names(in: text) where !fields.contains(name) {
      let fix = Spelling.nearest(to: name, among: fields).map { "did you mean #\($0)#?" }
      throw SettingsComplaint(
        "holds a field that no order has",
        remedy: fix ?? "the fields are " + fields.map { "#\($0)#" }.joined(separator: ", "))
    }
    return text
  }

  /// Some paragraphs; SmartBill tells no limit of its own.
  static let printedCharactersMax = 1000

  /// SmartBill's user name, which HTTP's Basic scheme ends at the first colon.
  static func email(_ text: String) throws(SettingsComplaint) -> String {
    let text = try nonEmpty(text)
    guard text.contains("@"), !text.contains(":"), !text.contains(where: \.isWhitespace) else {
      throw SettingsComplaint("is no e-mail address", remedy: "write the one you log in with")
    }
    return text
  }

  /// A company's fiscal code, kept as it is written: SmartBill compares it to the letter.
  static func fiscalCode(_ text: String) throws(SettingsComplaint) -> String {
    let text = try nonEmpty(text)
    guard FiscalCode.isValid(text.uppercased().filter { !$0.isWhitespace }) else {
      throw SettingsComplaint(
        "is no fiscal code: its last digit doesn't fit",
        remedy: "write it as SmartBill has it, such as RO12345674")
    }
    return text
  }

  /// A header's name (RFC 9110 §5.6.2).
  static func headerName(_ text: String) throws(SettingsComplaint) -> String {
    let isToken = text.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~".contains($0))
    }
    guard isToken, !text.isEmpty else {
      throw SettingsComplaint("is no header's name", remedy: "write one like X-Shop-Signature")
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
