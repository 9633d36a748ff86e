/// A file that holds a secret alone, as `file:/path` names it.
struct SecretFile: Sendable {
  enum Problem: Error, Sendable { case missing, unreadable, tooLarge, notText, notFile }

  /// A secret has under 2 KiB in any scheme; more is another file.
  static let bytesMax = 4096

  let contents: String
  /// The permission bits, such as `0o600`.
  let permissions: UInt32
  /// Somebody else than root and the user that runs punte owns it, and could change it.
  var isOwnedByOther = false

  /// The secret without the line's end that editors add.
  ///
  /// systemd shows its access list for the service's user as the group's permission: in its folder
  /// of credentials, which no one else can enter, only the world's counts.
  func text(path: String, environment: [String: String]) throws(SettingsComplaint) -> String {
    let credentials = environment["CREDENTIALS_DIRECTORY"] ?? "/run/credentials"
    let forbidden: UInt32 = path.hasPrefix(credentials + "/") ? 0o007 : 0o077
    guard permissions & forbidden == 0 else {
      throw SettingsComplaint(
        "names a file that others can read", remedy: "run chmod 600 on it, and renew the secret")
    }
    guard !isOwnedByOther else {
      throw SettingsComplaint(
        "names a file that another user owns, who can change it",
        remedy: "let root, or the user that runs punte, own it")
    }
    var text = contents[...]
    // Some editors save one before the text.
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    while text.last?.isNewline == true { text.removeLast() }
    guard !text.isEmpty else {
      throw SettingsComplaint("names an empty file", remedy: "put the secret into it")
    }
    return String(text)
  }
}

extension SecretFile.Problem {
  var complaint: SettingsComplaint {
    switch self {
    case .missing:
      SettingsComplaint(
        "names a file that doesn't exist",
        remedy: "create it, or mend the path, which is relative to the settings file")
    case .unreadable:
      SettingsComplaint(
        "names a file that can't be read", remedy: "let the user that runs punte own it")
    case .tooLarge:
      SettingsComplaint(
        "names a file of more than \(SecretFile.bytesMax) bytes",
        remedy: "name a file that holds the secret alone")
    case .notFile:
      SettingsComplaint(
        "names something that is no file", remedy: "name a file that holds the secret alone")
    case .notText:
      SettingsComplaint("names a file that isn't UTF-8 text", remedy: "write the secret as text")
    }
  }
}
