import Foundation

enum HexText {
  struct NotASecret: Error {}

  /// The key of a `whsec_…` secret, as wrk's script takes it.
  static func text(ofStandardWebhooks secret: String) throws -> String {
    guard let key = Data(base64Encoded: String(secret.dropFirst("whsec_".count))) else {
      throw NotASecret()
    }
    return key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
