/// A token that a caller shows as it is, kept as a digest, so that it never prints and is compared
/// in a time that tells nothing of it.
public struct BearerToken: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  private let digest: [UInt8]

  /// SmartBill's own plugin compares it without regard to case (`smartbill-api.md` §11), so whoever
  /// sends it may have changed that.
  public init(_ text: String) { digest = Self.digest(of: text) }

  /// Whether an `Authorization` header shows it. Another scheme, and no header, take as long.
  public func isShown(by header: String?) -> Bool {
    let prefix = "bearer "
    let text = header ?? ""
    let isBearer = text.prefix(prefix.count).lowercased() == prefix
    let shown = Self.digest(of: String(text.dropFirst(prefix.count)))
    return MessageDigest.areIdentical(shown, digest) && isBearer
  }

  private static func digest(of text: String) -> [UInt8] {
    let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
    return MessageDigest.sha256(Array(String(trimmed).lowercased().utf8))
  }

  public var description: String { "BearerToken(redacted)" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
