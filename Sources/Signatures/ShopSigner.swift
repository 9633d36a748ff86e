/// Signs a delivery as a shop of any scheme does: for samples and tests.
public struct ShopSigner: Sendable {
  private let scheme: SignatureScheme
  private let secret: Secret

  public init(scheme: SignatureScheme, secret: Secret) {
    self.scheme = scheme
    self.secret = secret
  }

  /// - Parameters:
  ///   - id: as `Signer` takes it; the other schemes send none.
  ///   - timestampSeconds: signed by Standard Webhooks alone.
  public func headers(
    id: String, timestampSeconds: Int64, body: [UInt8]
  ) -> [(name: String, value: String)] {
    switch scheme {
    case .standardWebhooks:
      Signer(secret: secret).headers(id: id, timestampSeconds: timestampSeconds, body: body)
    case .hmacHex(let header):
      [(header, Hexadecimal.encodeLowercase(secret.authenticationCode(of: body)))]
    case .hmacBase64(let header):
      [(header, CanonicalBase64.encode(secret.authenticationCode(of: body)))]
    }
  }
}
