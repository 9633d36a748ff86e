import Signatures

/// Signs samples as their shop would, or as a forger or a late replay would.
struct SampleSigner: Sendable {
  let signature: SignatureSettings

  /// Past any tolerance that the settings allow.
  private static let staleSecondsMin: Int64 = 3600

  func headers(
    of body: [UInt8], id: String, as kind: SampleDelivery.Signature, nowSeconds: Int64
  ) throws(CommandError) -> [(name: String, value: String)] {
    guard let secret = signature.secrets.first else {
      throw CommandError(
        "the shop has no secret", remedy: "List one under signature: secrets.", .configuration)
    }
    let signer = ShopSigner(scheme: signature.scheme, secret: secret.secret)
    switch kind {
    case .valid:
      return signer.headers(id: id, timestampSeconds: nowSeconds, body: body)
    case .forged:
      // The signature of another body, which no forger could do better than.
      return signer.headers(id: id, timestampSeconds: nowSeconds, body: body + [0])
    case .stale:
      guard signature.scheme == .standardWebhooks else {
        throw CommandError(
          "the shop's scheme signs no time, so nothing can be stale",
          remedy: "Send the sample for a shop with scheme: standard-webhooks.", .badData)
      }
      let age = signature.tolerance.components.seconds + Self.staleSecondsMin
      return signer.headers(id: id, timestampSeconds: nowSeconds - age, body: body)
    }
  }
}
