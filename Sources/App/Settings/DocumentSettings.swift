import Domain
import Shops
import Signatures

/// The links that open an invoice's PDF, for whoever holds one.
struct DocumentSettings: Sendable {
  /// Where the holders of links reach Punte; without a slash at its end.
  var url: String
  /// The first signs; an old one is kept until its last link has expired.
  var secrets: [Secret]
  var valid: Duration

  static let keys = ["url", "secrets", "valid"]
  static let validDefault = Duration.seconds(30 * 86_400)
  /// Ten years are as long as the law keeps invoices.
  private static let validBounds: ClosedRange<Duration> = .seconds(1) ... .seconds(3660 * 86_400)
  /// Beyond a rotation's old and new; each costs every stranger's token an HMAC.
  private static let secretsAllowed = 1...4
  /// Of a secret's text: base64 of 24 bytes has 32.
  private static let secretCharactersMin = 32

  var links: DocumentLinks? {
    secrets.first.map {
      DocumentLinks(baseURL: url, signer: DocumentLinkSigner(secret: $0), valid: valid)
    }
  }
}

extension DocumentSettings {
  init?(_ section: SettingsSection) {
    let url = section.required("url", as: WebAddress.documents)
    let valid = section.duration("valid", default: Self.validDefault, in: Self.validBounds)
    let secrets =
      section.holdsSecrets(Self.secretsAllowed, inList: "secrets")
      ? section.secrets("secrets", as: Self.secret) : []
    guard let url, !secrets.isEmpty else { return nil }
    self.init(url: url, secrets: secrets, valid: valid)
  }

  private static func secret(_ text: String) throws(SettingsComplaint) -> Secret {
    guard text.utf8.count >= secretCharactersMin else {
      throw SettingsComplaint(
        .both(
          "e mai scurt de \(secretCharactersMin) de caractere",
          "is shorter than \(secretCharactersMin) characters"),
        remedy: newSecret)
    }
    do {
      return try Secret(bytes: Array(text.utf8))
    } catch {
      throw SettingsComplaint(
        .both("nu poate fi folosit drept cheie", "can't be used as a key"), remedy: newSecret)
    }
  }

  private static let newSecret = BilingualText.both(
    "faceți unul nou, din 32 de octeți întâmplători în base64",
    "make one with openssl rand -base64 32")
}
