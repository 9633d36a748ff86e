import COpenSSL

/// SHA-256, and the comparison that takes as long for a near miss as for a wild guess.
public enum MessageDigest {
  /// Of SHA-256, and so of HMAC-SHA256.
  static let byteCount = 32

  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
      // Whoever has a secret has what is fetched here too, so it only fails for want of memory.
      guard let sha256 = try? Cryptography.shared().sha256 else {
        preconditionFailure("OpenSSL offers no SHA-256.")
      }
      let isDone = EVP_Digest(bytes, bytes.count, digest.baseAddress, nil, sha256, nil)
      precondition(isDone == 1, "OpenSSL ran out of memory in SHA-256.")
      count = byteCount
    }
  }

  /// 64 digits in lower case.
  public static func sha256Text(_ bytes: [UInt8]) -> String {
    Hexadecimal.encodeLowercase(sha256(bytes))
  }

  /// Whether both are the same digest, in a time that doesn't tell where they differ.
  static func areIdentical(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == byteCount && other.count == byteCount
      && CRYPTO_memcmp(one, other, byteCount) == 0
  }
}
