import Signatures

/// A genuine delivery, to be judged as it is or with some of its headers put differently.
struct SignedDelivery {
  let id = "evt_1"
  let timestampSeconds: Int64 = 1_700_000_000
  let body: [UInt8] = Array(#"{"type":"order.status_changed"}"#.utf8)
  let signature: String
  private let verifier: Verifier

  init() throws {
    let secret = try Secret(standardWebhooks: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    verifier = try Verifier(scheme: .standardWebhooks, secrets: [secret])
    signature =
      Signer(secret: secret).headers(
        id: id, timestampSeconds: timestampSeconds, body: body)[2].value
  }

  var genuine: Verdict { .genuine(eventID: id, secretIndex: 0) }
  var headers: [(name: String, value: String)] {
    [
      ("Webhook-ID", id), ("Content-Type", "application/json"),
      ("WEBHOOK-timestamp", String(timestampSeconds)), ("webhook-signature", signature),
    ]
  }

  func judge(nowSeconds: Int64) -> Verdict {
    verifier.judge(headers: headers, body: body, nowSeconds: nowSeconds)
  }

  func judge(id: String? = nil, timestamp: String? = nil, signature: String? = nil) -> Verdict {
    judge(headers: [
      ("webhook-id", id ?? self.id),
      ("webhook-timestamp", timestamp ?? String(timestampSeconds)),
      ("webhook-signature", signature ?? self.signature),
    ])
  }

  func judge(headers: [(name: String, value: String)]) -> Verdict {
    verifier.judge(headers: headers, body: body, nowSeconds: timestampSeconds)
  }
}
