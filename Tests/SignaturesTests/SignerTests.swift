import Signatures
import TestKit
import Testing

@Suite struct SignerTests {
  @Test(
    arguments: WebhookVector.all.filter { $0.isGenuine && $0.scheme == .standardWebhooks })
  func `a delivery is signed as the reference libraries sign it`(vector: WebhookVector) throws {
    let signer = Signer(secret: try Secret(standardWebhooks: vector.secret))
    let headers = signer.headers(
      id: try #require(vector.id), timestampSeconds: vector.timestampSeconds, body: vector.body)
    expectEqual(headers.map(\.name), ["webhook-id", "webhook-timestamp", "webhook-signature"])
    expectEqual(headers.map(\.value), vector.headers.map(\.value))
  }
}
