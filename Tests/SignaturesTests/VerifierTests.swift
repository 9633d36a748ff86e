import Signatures
import TestKit
import Testing

@Suite struct VerifierTests {
  @Test(arguments: WebhookVector.all)
  func `a published vector gets its verdict`(vector: WebhookVector) throws {
    let verdict = try vector.verifier().judge(
      headers: vector.headers, body: vector.body, nowSeconds: vector.timestampSeconds)
    guard vector.isGenuine else {
      expectEqual(verdict, .forged)
      return
    }
    guard case .genuine(let eventID, secretIndex: 0) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    if let id = vector.id { expectEqual(eventID, id) }
  }

  @Test(arguments: WebhookVector.all.filter(\.isGenuine))
  func `one changed bit of the body is a forgery`(vector: WebhookVector) throws {
    var body = vector.body + [0]
    body[0] ^= 1
    let verdict = try vector.verifier().judge(
      headers: vector.headers, body: body, nowSeconds: vector.timestampSeconds)
    expectEqual(verdict, .forged)
  }

  @Test func `the event of a scheme without ids is named by the digest of its body`() throws {
    let vector = try #require(WebhookVector.all.first { $0.id == nil })
    let verdict = try vector.verifier().judge(
      headers: vector.headers, body: vector.body, nowSeconds: 0)
    let digest = "dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f"
    expectEqual(verdict, .genuine(eventID: "sha256-" + digest, secretIndex: 0))
  }

  @Test func `the signed time may differ by the tolerance either way`() throws {
    let delivery = try SignedDelivery()
    func verdict(at seconds: Int64) -> Verdict { delivery.judge(nowSeconds: seconds) }
    let signed = delivery.timestampSeconds
    expectEqual(verdict(at: signed + 300), delivery.genuine)
    expectEqual(verdict(at: signed + 301), .stale)
    expectEqual(verdict(at: signed - 300), delivery.genuine)
    expectEqual(verdict(at: signed - 301), .fromTheFuture)
    expectEqual(verdict(at: .max), .stale)
    expectEqual(verdict(at: .min), .fromTheFuture)
  }

  @Test func `during a rotation either secret is accepted, and the verdict names it`() throws {
    let old = try Secret(standardWebhooks: Secret.generate())
    let new = try Secret(standardWebhooks: Secret.generate())
    let other = try Secret(standardWebhooks: Secret.generate())
    let verifier = try Verifier(scheme: .standardWebhooks, secrets: [new, old])
    func signature(_ secret: Secret) -> String {
      Signer(secret: secret).headers(id: "evt_1", timestampSeconds: 1000, body: [1, 2])[2].value
    }
    func verdict(_ signatures: String) -> Verdict {
      verifier.judge(
        headers: [
          ("webhook-id", "evt_1"), ("webhook-timestamp", "1000"),
          ("webhook-signature", signatures),
        ], body: [1, 2], nowSeconds: 1000)
    }
    expectEqual(verdict(signature(new)), .genuine(eventID: "evt_1", secretIndex: 0))
    expectEqual(verdict(signature(old)), .genuine(eventID: "evt_1", secretIndex: 1))
    let both = "\(signature(old)) \(signature(new))"
    expectEqual(verdict(both), .genuine(eventID: "evt_1", secretIndex: 0))
    expectEqual(verdict(signature(other)), .forged)
    expectEqual(
      verdict("v1a,AAAA \(signature(other)) \(signature(old))"),
      .genuine(eventID: "evt_1", secretIndex: 1))
  }

  @Test func `a hex signature may have either case, with or without its prefix`() throws {
    let vector = try #require(WebhookVector.all.first { $0.signature.hasPrefix("sha256=") })
    let digits = String(vector.signature.dropFirst("sha256=".count))
    let verifier = try vector.verifier()
    for value in [digits, digits.uppercased(), "sha256=" + digits.uppercased()] {
      let verdict = verifier.judge(
        headers: [("x-HUB-signature-256", value)], body: vector.body, nowSeconds: 0)
      guard case .genuine = verdict else {
        Issue.record("\(value): \(verdict)")
        continue
      }
    }
  }

  @Test func `a verifier has one to four secrets`() throws {
    let secret = try Secret(bytes: [1])
    #expect(throws: VerifierError.noSecret) {
      try Verifier(scheme: .standardWebhooks, secrets: [] as [Secret])
    }
    #expect(throws: VerifierError.tooManySecrets(5)) {
      try Verifier(scheme: .standardWebhooks, secrets: Array(repeating: secret, count: 5))
    }
  }
}
