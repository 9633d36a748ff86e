import COpenSSL

/// A key shared with a shop, which never prints.
///
/// Only OpenSSL holds the key, inside a keyed HMAC-SHA256 context: it zeroes the key when it frees
/// the context, and the bytes that pass through here are zeroed at once. The context is a template
/// that is only ever duplicated, which is safe from any thread and 1.5 times as fast as keying anew.
public final class Secret: Sendable, CustomStringConvertible, CustomReflectable {
  /// The bounds of the Standard Webhooks specification.
  public static let standardKeyBytes = 24...64
  /// Of the other schemes, which state none: the upper bound only keeps out a file pasted by
  /// mistake.
  public static let rawKeyBytes = 1...1024
  private static let prefix = "whsec_"
  /// A generated key is as long as the digest: a longer one makes HMAC-SHA256 no stronger.
  private static let generatedKeyBytes = 32
  /// What a fingerprint is the code of: no delivery's body, so that it is no signature of one.
  private static let fingerprintText = Array("punte: which secret is this?".utf8)
  /// Tells a handful of secrets apart, and is too short to be a signature.
  private static let fingerprintBytes = 4

  nonisolated(unsafe) private let template: OpaquePointer

  /// `whsec_` and the base64 of the key.
  public convenience init(standardWebhooks text: String) throws(SecretError) {
    guard text.hasPrefix(Self.prefix) else { throw .missingPrefix }
    let digits = text.utf8.dropFirst(Self.prefix.utf8.count)
    guard var key = CanonicalBase64.decode(digits) else { throw .notBase64 }
    defer { Self.cleanse(&key) }
    try self.init(key: key, allowed: Self.standardKeyBytes)
  }

  /// The key as it is: for the schemes that sign with the UTF-8 of a text.
  public convenience init(bytes: [UInt8]) throws(SecretError) {
    try self.init(key: bytes, allowed: Self.rawKeyBytes)
  }

  private init(key: [UInt8], allowed: ClosedRange<Int>) throws(SecretError) {
    guard allowed.contains(key.count) else {
      throw .keyByteCount(key.count, allowed: allowed)
    }
    template = try Cryptography.shared().keyedContext(key)
  }

  deinit { EVP_MAC_CTX_free(template) }

  /// The text of a new Standard Webhooks secret.
  public static func generate() throws(SecretError) -> String {
    var key = [UInt8](repeating: 0, count: generatedKeyBytes)
    defer { cleanse(&key) }
    try Cryptography.shared().fillRandomly(&key)
    return prefix + CanonicalBase64.encode(key)
  }

  /// The text of a new secret for the schemes that sign with a text's bytes: letters and digits
  /// alone, since WooCommerce hashes others in a changed form (`webhooks.md` §1.4).
  public static func generatePlain() -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
    var generator = SystemRandomNumberGenerator()
    return String(
      (0..<plainCharacters).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &generator)]
      })
  }

  /// As strong as a key of 32 bytes: 43 of 62 letters and digits hold 256 bits.
  private static let plainCharacters = 43

  /// Eight hexadecimal digits by which a person tells secrets apart; nothing of the key.
  public var fingerprint: String {
    Hexadecimal.encodeLowercase(
      Array(authenticationCode(of: Self.fingerprintText).prefix(Self.fingerprintBytes)))
  }

  public var description: String { "Secret(redacted)" }
  public var customMirror: Mirror { Mirror(self, children: []) }

  /// HMAC-SHA256 of the parts, one after the other.
  func authenticationCode(of parts: [UInt8]...) -> [UInt8] {
    let context = EVP_MAC_CTX_dup(template)
    defer { EVP_MAC_CTX_free(context) }
    var isDone = context != nil
    for part in parts {
      isDone = isDone && EVP_MAC_update(context, part, part.count) == 1
    }
    return [UInt8](unsafeUninitializedCapacity: MessageDigest.byteCount) { code, count in
      isDone = isDone && EVP_MAC_final(context, code.baseAddress, &count, code.count) == 1
      precondition(isDone && count == MessageDigest.byteCount, "OpenSSL ran out of memory in HMAC.")
    }
  }

  private static func cleanse(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
  }
}
