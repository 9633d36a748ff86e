import COpenSSL
import FoundationEssentials

/// Signs and verifies by Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`.
enum ShopSignature {
  /// How far a delivery's time may be from ours, as the specification's libraries have it.
  static let toleranceSeconds: Int64 = 300
  /// A header names one signature a secret; more than this many is no shop's rotation.
  static let signaturesMax = 16

  private static let version = "v1,"
  private static let digestBytes = 32

  /// The value of `webhook-signature`.
  static func sign(id: String, timestamp: Int64, body: Data, with secret: ShopSecret) -> String {
    version + Data(digest(id: id, timestamp: timestamp, body: body, secret)).base64EncodedString()
  }

  /// Whether one of the header's signatures is ours, and the time near enough.
  static func isGenuine(
    id: String?, timestamp: String?, signature: String?, body: Data, secret: ShopSecret,
    at now: ShopTime
  ) -> Bool {
    guard
      let id, !id.isEmpty, let signature, let timestamp,
      timestamp.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let seconds = Int64(timestamp),
      (now.seconds - toleranceSeconds...now.seconds + toleranceSeconds).contains(seconds)
    else { return false }
    let expected = digest(id: id, timestamp: seconds, body: body, secret)
    return signature.split(separator: " ").prefix(signaturesMax).contains { one in
      guard one.hasPrefix(version), let given = Data(base64Encoded: String(one.dropFirst(3)))
      else { return false }
      return areEqual([UInt8](given), expected)
    }
  }

  private static func digest(
    id: String, timestamp: Int64, body: Data, _ secret: ShopSecret
  ) -> [UInt8] {
    let content = Array("\(id).\(timestamp).".utf8) + body
    var digest = [UInt8](repeating: 0, count: digestBytes)
    var count = 0
    let made = EVP_Q_mac(
      nil, "HMAC", nil, "SHA256", nil, secret.key, secret.key.count, content, content.count,
      &digest, digest.count, &count)
    precondition(made != nil && count == digestBytes, "libcrypto has no HMAC-SHA256")
    return digest
  }

  /// Compares in a time that does not tell where they differ.
  private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
  }
}
