/// Signs what is sent to a shop, as Standard Webhooks `v1`.
public struct Signer: Sendable {
  private let secrets: [DatedSecret]

  public init(secret: Secret) {
    self.init(secrets: [DatedSecret(secret)])
  }

  /// Signs with each that is live, so that a shop which changes secrets may know either.
  ///
  /// - Parameter secrets: one of them at least has no end, or there would be times without a
  ///   signature.
  public init(secrets: [DatedSecret]) {
    self.secrets = secrets
  }

  /// The three headers of a delivery; several signatures stand beside each other, the newest
  /// secret's first.
  ///
  /// - Parameter id: 1 to 256 printable ASCII characters without a full stop, the same on a retry.
  public func headers(
    id: String, timestampSeconds: Int64, body: [UInt8]
  ) -> [(name: String, value: String)] {
    assert(StandardWebhook.isID(Array(id.utf8)), "A webhook's id must be readable in one way only.")
    let timestamp = String(timestampSeconds)
    let preamble = StandardWebhook.preamble(id: Array(id.utf8), timestamp: Array(timestamp.utf8))
    let signatures = secrets.filter { $0.isLive(atSeconds: timestampSeconds) }.map {
      let code = $0.secret.authenticationCode(of: preamble, body)
      return StandardWebhook.version + CanonicalBase64.encode(code)
    }
    return [
      (StandardWebhook.family.id, id),
      (StandardWebhook.family.timestamp, timestamp),
      (StandardWebhook.family.signature, signatures.joined(separator: " ")),
    ]
  }
}
