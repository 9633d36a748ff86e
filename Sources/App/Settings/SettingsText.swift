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

  /// SmartBill's user name, which HTTP's Basic scheme ends at the first colon.
  static func email(_ text: String) throws(SettingsComplaint) -> String {
    let text = try nonEmpty(text)
    guard text.contains("@"), !text.contains(":"), !text.contains(where: \.isWhitespace) else {
      throw SettingsComplaint("is no e-mail address", remedy: "write the one you log in with")
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
