import Domain

/// `${NAME}` in a value, put in after the YAML was parsed, so that nothing in a variable can
/// change the file's structure.
enum SettingsReference {
  static func filled(
    _ text: String, from environment: [String: String]
  ) throws(SettingsComplaint) -> String {
    var filled = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      filled += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else { throw malformed }
      let name = rest[start.upperBound..<end]
      guard isName(name) else { throw malformed }
      filled += try value(of: String(name), in: environment)
      rest = rest[rest.index(after: end)...]
    }
    return filled + rest
  }

  /// The name, if all of the text is one `${NAME}`.
  static func soleName(in text: String) -> String? {
    guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
    let name = text.dropFirst(2).dropLast()
    return isName(name) ? String(name) : nil
  }

  /// The path of a secret's file, `file:/path`; nil for anything else.
  static func file(in text: String) -> String? {
    let scheme = "file:"
    return text.hasPrefix(scheme) && text.count > scheme.count
      ? String(text.dropFirst(scheme.count)) : nil
  }

  static func value(
    of name: String, in environment: [String: String]
  ) throws(SettingsComplaint) -> String {
    guard let value = environment[name] else {
      throw SettingsComplaint(
        .both(
          "are nevoie de variabila de mediu \(name), care nu e setată",
          "needs the environment variable \(name), which is not set"),
        remedy: .both("setați-o unde e pornit punte", "set it where punte is started"))
    }
    return value
  }

  private static func isName(_ name: Substring) -> Bool {
    !name.isEmpty && name.first?.isNumber == false
      && name.allSatisfy { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
  }

  private static let malformed = SettingsComplaint(
    .both(
      "are un ${…} care nu numește o variabilă de mediu",
      "holds a ${…} that names no environment variable"),
    remedy: .both(
      "scrieți ${NUME}, din litere, cifre și _", "write ${NAME}, of letters, digits and _"))
}
