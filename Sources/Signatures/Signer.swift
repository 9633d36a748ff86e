/// Signs what is sent to a shop, as Standard Webhooks `v1`.
public struct Signer: Sendable {
  private let secret: Secret

  public init(secret: Secret) {
    self.secret = secret
  }

  /// The three headers of a delivery.
  ///
  /// - Parameter id: 1 to 256 printable ASCII characters without a full stop, the same on a retry.
  public func headers(
    id: String, timestampSeconds: Int64, body: [UInt8]
  ) -> [(name: String, value: String)] {
    assert(StandardWebhook.isID(Array(id.utf8)), "A webhook's id must be readable in one way only.")
    let timestamp = String(timestampSeconds)
    let preamble = StandardWebhook.preamble(id: Array(id.utf8), timestamp: Array(timestamp.utf8))
    let code = secret.authenticationCode(of: preamble, body)
    return [
      (StandardWebhook.idHeader, id),
      (StandardWebhook.timestampHeader, timestamp),
      (StandardWebhook.signatureHeader, StandardWebhook.version + CanonicalBase64.encode(code)),
    ]
  }
}
