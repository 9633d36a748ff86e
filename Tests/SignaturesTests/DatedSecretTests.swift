import TestKit
import Testing

@testable import Signatures

@Suite struct DatedSecretTests {
  private let old: Secret
  private let new: Secret

  init() throws {
    old = try Secret(standardWebhooks: Secret.generate())
    new = try Secret(standardWebhooks: Secret.generate())
  }

  private func verdict(
    of signers: [Secret], by verifier: Verifier, at now: Int64
  ) -> Verdict {
    let signatures = signers.map {
      Signer(secret: $0).headers(id: "evt_1", timestampSeconds: now, body: [1, 2])[2].value
    }
    return verifier.judge(
      headers: [
        ("webhook-id", "evt_1"), ("webhook-timestamp", "\(now)"),
        ("webhook-signature", signatures.joined(separator: " ")),
      ], body: [1, 2], nowSeconds: now)
  }

  @Test func `a secret counts in its last second, and not in the next`() throws {
    let verifier = try Verifier(
      scheme: .standardWebhooks,
      secrets: [DatedSecret(new), DatedSecret(old, notAfterSeconds: 5000)])
    expectEqual(
      verdict(of: [old], by: verifier, at: 5000), .genuine(eventID: "evt_1", secretIndex: 1))
    expectEqual(verdict(of: [old], by: verifier, at: 5001), .retired(secretIndex: 1))
    expectEqual(
      verdict(of: [new], by: verifier, at: 5001), .genuine(eventID: "evt_1", secretIndex: 0))
  }

  @Test func `a live secret's signature counts beside a retired one's`() throws {
    let verifier = try Verifier(
      scheme: .standardWebhooks,
      secrets: [DatedSecret(old, notAfterSeconds: 5000), DatedSecret(new)])
    expectEqual(
      verdict(of: [old, new], by: verifier, at: 6000), .genuine(eventID: "evt_1", secretIndex: 1))
  }

  @Test(arguments: [SignatureScheme.hmacHex(header: "X-Sig"), .hmacBase64(header: "X-Sig")])
  func `a scheme that signs no time goes by ours`(scheme: SignatureScheme) throws {
    let verifier = try Verifier(
      scheme: scheme, secrets: [DatedSecret(new), DatedSecret(old, notAfterSeconds: 5000)])
    let headers = ShopSigner(scheme: scheme, secret: old)
      .headers(id: "evt_1", timestampSeconds: 0, body: [7])
    guard
      case .genuine(_, secretIndex: 1) = verifier.judge(
        headers: headers, body: [7], nowSeconds: 5000)
    else {
      Issue.record("the last second is refused")
      return
    }
    expectEqual(
      verifier.judge(headers: headers, body: [7], nowSeconds: 5001), .retired(secretIndex: 1))
  }

  @Test func `what is sent is signed with each live secret, the newest's signature first`() throws {
    let signer = Signer(secrets: [DatedSecret(new), DatedSecret(old, notAfterSeconds: 5000)])
    func signatures(at now: Int64) -> [Substring] {
      signer.headers(id: "evt_1", timestampSeconds: now, body: [1])[2].value.split(separator: " ")
    }
    func alone(_ secret: Secret, at now: Int64) -> Substring {
      Signer(secret: secret).headers(id: "evt_1", timestampSeconds: now, body: [1])[2].value[...]
    }
    expectEqual(signatures(at: 5000), [alone(new, at: 5000), alone(old, at: 5000)])
    expectEqual(signatures(at: 5001), [alone(new, at: 5001)])
  }

  @Test func `a fingerprint tells secrets apart, and is the same for the same key`() throws {
    let text = try Secret.generate()
    let one = try Secret(standardWebhooks: text).fingerprint
    expectEqual(one, (try Secret(standardWebhooks: text).fingerprint))
    #expect(one != new.fingerprint)
    #expect(one.count == 8 && one.allSatisfy { "0123456789abcdef".contains($0) })
  }

  @Test func `a plain secret has letters and digits alone`() {
    let one = Secret.generatePlain()
    #expect(one.count == 43 && one.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) })
    #expect(one != Secret.generatePlain())
  }
}
