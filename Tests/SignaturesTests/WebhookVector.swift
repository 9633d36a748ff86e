import Signatures
import Testing

/// Published and recomputed signatures of the schemes built (`v1a` and Stripe's are not).
struct WebhookVector: Sendable, CustomTestStringConvertible {
  var source: String
  var scheme: SignatureScheme
  var secret: String
  var id: String?
  var timestampSeconds: Int64 = 0
  var body: [UInt8]
  var signature: String
  var isGenuine = true

  var testDescription: String { source }

  static let orderBody =
    Array(
      #"{"id":820982911946154508,"status":"processing","total":"149.90","currency":"RON","#.utf8)
    + Array(#""note":"Ștefan – 2 buc"}"#.utf8)

  var headers: [(name: String, value: String)] {
    switch scheme {
    case .standardWebhooks:
      [
        ("webhook-id", id ?? ""), ("webhook-timestamp", String(timestampSeconds)),
        ("webhook-signature", signature),
      ]
    case .hmacHex(let header), .hmacBase64(let header): [(header, signature)]
    }
  }

  func verifier() throws -> Verifier {
    let key =
      scheme == .standardWebhooks
      ? try Secret(standardWebhooks: secret) : try Secret(bytes: Array(secret.utf8))
    return try Verifier(scheme: scheme, secrets: [key])
  }

  static let all: [WebhookVector] = [
    WebhookVector(
      source: "reference libraries (all languages)",
      scheme: .standardWebhooks,
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1_614_265_330,
      body: Array(#"{"test": 2432232314}"#.utf8),
      signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
    WebhookVector(
      source: "svix/standard-webhooks examples",
      scheme: .standardWebhooks,
      secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
      id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", timestampSeconds: 1_649_367_553,
      body: Array(#"{"email":"test@example.com","username":"test_user"}"#.utf8),
      signature: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="),
    WebhookVector(
      source: "ours: empty body",
      scheme: .standardWebhooks,
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1_614_265_330,
      body: [],
      signature: "v1,v48jdbgvh29KJz2Qc+ghw8G6vG3nAKnujWBg8oM/62A="),
    WebhookVector(
      source: "ours: not UTF-8",
      scheme: .standardWebhooks,
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1_614_265_330,
      body: [0x00, 0xff, 0xfe],
      signature: "v1,ZxcSxyXqw3j8w3DRc04MpX2YDEYSvtILplNchVqAf+A="),
    WebhookVector(
      source: "ours: multi-byte UTF-8",
      scheme: .standardWebhooks,
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1_614_265_330,
      body: Array(#"{"n":"Brânză ș"}"#.utf8),
      signature: "v1,RF+R+7HkpVsBGRK6VMxEsUe6q6A99eoWCn9qBaykhZQ="),
    WebhookVector(
      source: "ours: shop order",
      scheme: .standardWebhooks,
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1_700_000_000,
      body: orderBody,
      signature: "v1,s2TqL2I5US2vp4ERyAK8sCyYKmaGl6hYKs/Wk2s1CKs="),
    WebhookVector(
      source: "GitHub docs",
      scheme: .hmacHex(header: "X-Hub-Signature-256"),
      secret: "It's a Secret to Everybody",
      body: Array(#"Hello, World!"#.utf8),
      signature: "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
    WebhookVector(
      source: "ours; same bytes are the Shopify answer",
      scheme: .hmacBase64(header: "X-WC-Webhook-Signature"),
      secret: "hush-woo-secret",
      body: orderBody,
      signature: "saswTEPe+ejM2BtaOw+/PjzOIoq/f/fbgajXwpGssQ4="),
    WebhookVector(
      source: "ours: secret stored HTML-escaped by WordPress",
      scheme: .hmacBase64(header: "X-WC-Webhook-Signature"),
      secret: "a&b",
      body: orderBody,
      signature: "VtS9YXooLPLzmexIDeWL07tK/ub3e8iO9iDGmmGdT2U="),
    WebhookVector(
      source: "ours",
      scheme: .hmacBase64(header: "X-Shopify-Hmac-SHA256"),
      secret: "hush-woo-secret",
      body: orderBody,
      signature: "saswTEPe+ejM2BtaOw+/PjzOIoq/f/fbgajXwpGssQ4="),
    WebhookVector(
      source: "ours: a verifier that forgets to base64-decode the secret computes this",
      scheme: .standardWebhooks,
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestampSeconds: 1_700_000_000,
      body: orderBody,
      signature: "v1,Tsfsb3XSiiqC6v++nD3wmwL2YOsZa6q+HUCqQWYares=",
      isGenuine: false),
  ]
}
