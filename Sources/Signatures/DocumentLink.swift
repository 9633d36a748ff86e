import Domain

/// What a link to an invoice's PDF says: which invoice, and until when it may be opened.
public struct DocumentLink: Sendable, Equatable {
  public let invoice: Invoice.ID
  public let mark: DocumentMark
  /// Of Unix time; from this second on the link is closed.
  public let expiresAtSeconds: Int64

  public init(invoice: Invoice.ID, mark: DocumentMark, expiresAtSeconds: Int64) {
    self.invoice = invoice
    self.mark = mark
    self.expiresAtSeconds = expiresAtSeconds
  }
}

/// Writes links' tokens under the newest secret.
public struct DocumentLinkSigner: Sendable {
  private let secret: Secret

  public init(secret: Secret) { self.secret = secret }

  /// 76 letters, digits, `-` and `_`.
  public func token(for link: DocumentLink) -> String {
    let payload = DocumentToken.payload(of: link)
    return DocumentToken.text(of: payload + DocumentToken.code(of: payload, under: secret))
  }
}

/// Reads links' tokens, believing none that isn't ours.
public struct DocumentLinkVerifier: Sendable {
  public enum Verdict: Sendable, Equatable {
    case genuine(DocumentLink)
    case expired
    /// Altered, cut, of another secret, or never a token.
    case forged
  }

  /// Every live one; an old one is kept until its last link has expired.
  private let secrets: [Secret]

  public init(secrets: [Secret]) { self.secrets = secrets }

  public func judge(_ token: String, nowSeconds: Int64) -> Verdict {
    guard let bytes = DocumentToken.bytes(of: token) else { return .forged }
    let payload = Array(bytes.prefix(DocumentToken.payloadBytes))
    let code = Array(bytes.dropFirst(DocumentToken.payloadBytes))
    // Each secret is tried, so that the time doesn't tell which one it was.
    let isGenuine = secrets.reduce(false) { found, secret in
      MessageDigest.areIdentical(code, DocumentToken.code(of: payload, under: secret)) || found
    }
    guard isGenuine, let link = DocumentToken.link(in: payload) else { return .forged }
    return nowSeconds < link.expiresAtSeconds ? .genuine(link) : .expired
  }
}

/// A token's bytes: the version, the invoice's id, its mark, the expiry, and the HMAC-SHA256 of
/// these. They are 57, a multiple of three, so that base64 pads nothing and has one spelling.
private enum DocumentToken {
  static let version: UInt8 = 1
  static let payloadBytes = 1 + 8 + DocumentMark.byteCount + 8
  static let textBytes = (payloadBytes + MessageDigest.byteCount) / 3 * 4
  /// No other use of a secret signs what begins so.
  static let context = Array("punte/documents/".utf8)

  static func payload(of link: DocumentLink) -> [UInt8] {
    [version] + bytes(of: link.invoice) + link.mark.bytes + bytes(of: link.expiresAtSeconds)
  }

  static func code(of payload: [UInt8], under secret: Secret) -> [UInt8] {
    secret.authenticationCode(of: context, payload)
  }

  /// nil for another version's.
  static func link(in payload: [UInt8]) -> DocumentLink? {
    guard payload.count == payloadBytes, payload[0] == version else { return nil }
    let mark = payload[9..<9 + DocumentMark.byteCount]
    return DocumentLink(
      invoice: number(in: payload[1..<9]), mark: DocumentMark(bytes: Array(mark)),
      expiresAtSeconds: number(in: payload[mark.endIndex...]))
  }

  /// RFC 4648 §5: what an address takes as it is.
  static func text(of bytes: [UInt8]) -> String {
    String(CanonicalBase64.encode(bytes).map { urlSafe[$0] ?? $0 })
  }

  static func bytes(of text: String) -> [UInt8]? {
    guard text.utf8.count == textBytes else { return nil }
    var digits: [UInt8] = []
    for digit in text.utf8 {
      switch digit {
      case UInt8(ascii: "-"): digits.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): digits.append(UInt8(ascii: "/"))
      case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
      default: digits.append(digit)
      }
    }
    return CanonicalBase64.decode(digits)
  }

  private static let urlSafe: [Character: Character] = ["+": "-", "/": "_"]

  /// Most significant first.
  private static func bytes(of number: Int64) -> [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func number(in bytes: some Collection<UInt8>) -> Int64 {
    bytes.reduce(0) { $0 << 8 | Int64($1) }
  }
}
