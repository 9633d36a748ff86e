import Domain

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
        .both(
          "numește un fișier pe care îl pot citi și alții", "names a file that others can read"),
        remedy: .both(
          "lăsați-l citit numai de proprietarul lui, și schimbați secretul",
          "run chmod 600 on it, and renew the secret"))
    }
    guard !isOwnedByOther else {
      throw SettingsComplaint(
        .both(
          "numește un fișier al altui utilizator, care îl poate schimba",
          "names a file that another user owns, who can change it"),
        remedy: .both(
          "dați-l lui root sau utilizatorului sub care rulează punte",
          "let root, or the user that runs punte, own it"))
    }
    var text = contents[...]
    // Some editors save one before the text.
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    while text.last?.isNewline == true { text.removeLast() }
    guard !text.isEmpty else {
      throw SettingsComplaint.emptySecretFile
    }
    return String(text)
  }
}

extension SecretFile.Problem {
  var complaint: SettingsComplaint {
    switch self {
    case .missing:
      SettingsComplaint(
        .both("numește un fișier care nu există", "names a file that doesn't exist"),
        remedy: .both(
          "creați-l, sau corectați calea, care pornește de la fișierul de setări",
          "create it, or correct the path, which is relative to the settings file"))
    case .unreadable:
      SettingsComplaint(
        .both("numește un fișier care nu poate fi citit", "names a file that can't be read"),
        remedy: .both(
          "dați-l utilizatorului sub care rulează punte", "let the user that runs punte own it"))
    case .tooLarge:
      SettingsComplaint(
        .both(
          "numește un fișier de peste \(SecretFile.bytesMax) de octeți",
          "names a file of more than \(SecretFile.bytesMax) bytes"),
        remedy: secretAlone)
    case .notFile:
      SettingsComplaint(
        .both("numește ceva ce nu e fișier", "names something that isn't a file"),
        remedy: secretAlone)
    case .notText:
      SettingsComplaint(
        .both("numește un fișier care nu e text UTF-8", "names a file that isn't UTF-8 text"),
        remedy: .both("scrieți secretul ca text", "write the secret as text"))
    }
  }

  private var secretAlone: BilingualText {
    .both("numiți un fișier care are numai secretul", "name a file that holds the secret alone")
  }
}

extension SettingsComplaint {
  static let emptySecretFile = SettingsComplaint(
    .both("numește un fișier gol", "names an empty file"),
    remedy: .both("puneți secretul în el", "put the secret into it"))
}
