/// Judges deliveries of one shop.
public struct Verifier: Sendable {
  /// Each secret costs an HMAC over the whole body: the bound keeps a forgery cheap to refuse.
  public static let secretsMax = 4
  /// The tolerance of the Standard Webhooks libraries, both ways.
  public static let defaultToleranceSeconds = 300

  private let scheme: SignatureScheme
  private let secrets: [DatedSecret]
  private let toleranceSeconds: Int64
  /// Of each secret, in their order.
  public let fingerprints: [String]

  public init(
    scheme: SignatureScheme, secrets: [Secret],
    toleranceSeconds: Int = Verifier.defaultToleranceSeconds
  ) throws(VerifierError) {
    try self.init(
      scheme: scheme, secrets: secrets.map { DatedSecret($0) }, toleranceSeconds: toleranceSeconds)
  }

  /// Takes every secret, for a shop that is rotating them signs with either.
  ///
  /// - Parameter toleranceSeconds: how far the signed time may lie from now; not used by a scheme
  ///   that signs no time.
  public init(
    scheme: SignatureScheme, secrets: [DatedSecret],
    toleranceSeconds: Int = Verifier.defaultToleranceSeconds
  ) throws(VerifierError) {
    guard !secrets.isEmpty else { throw .noSecret }
    guard secrets.count <= Self.secretsMax else { throw .tooManySecrets(secrets.count) }
    self.scheme = scheme
    self.secrets = secrets
    fingerprints = secrets.map(\.secret.fingerprint)
    self.toleranceSeconds = Int64(max(0, toleranceSeconds))
  }

  /// The headers, in lower case, of which a signed delivery has one: this scheme's, and those of
  /// Standard Webhooks.
  public var signatureHeaders: [String] {
    let standard = StandardWebhook.families.map(\.signature)
    return switch scheme {
    case .standardWebhooks: standard
    case .hmacHex(let header), .hmacBase64(let header): standard + [header.lowercased()]
    }
  }

  /// Decides from the raw bytes, before anything is parsed; total, whatever was received.
  ///
  /// - Parameter headers: as received: names in any case, in order, duplicates included.
  public func judge(
    headers: [(name: String, value: String)], body: [UInt8], nowSeconds: Int64
  ) -> Verdict {
    do throws(MalformedReason) {
      switch scheme {
      case .standardWebhooks:
        let delivery = try StandardWebhook(headers: headers)
        return judge(delivery, body: body, nowSeconds: nowSeconds)
      case .hmacHex(let header):
        let value = try HeaderValue.single(header, in: headers)
        let prefix = "sha256=".utf8
        let digits = value.starts(with: prefix) ? value.dropFirst(prefix.count) : value[...]
        return try judge(Hexadecimal.decode(digits), body: body, nowSeconds: nowSeconds)
      case .hmacBase64(let header):
        let value = try HeaderValue.single(header, in: headers)
        return try judge(CanonicalBase64.decode(value), body: body, nowSeconds: nowSeconds)
      }
    } catch {
      return .malformed(error)
    }
  }

  private func judge(
    _ delivery: StandardWebhook, body: [UInt8], nowSeconds: Int64
  ) -> Verdict {
    let (age, overflow) = nowSeconds.subtractingReportingOverflow(delivery.timestampSeconds)
    guard !overflow, age >= -toleranceSeconds else { return .fromTheFuture }
    guard age <= toleranceSeconds else { return .stale }

    let preamble = StandardWebhook.preamble(id: delivery.id, timestamp: delivery.timestamp)
    let expected = secrets.map { $0.secret.authenticationCode(of: preamble, body) }
    return verdict(
      on: secretIndices(of: delivery.digests, among: expected), nowSeconds: nowSeconds,
      eventID: { String(decoding: delivery.id, as: UTF8.self) })
  }

  private func judge(
    _ digest: [UInt8]?, body: [UInt8], nowSeconds: Int64
  ) throws(MalformedReason) -> Verdict {
    guard let digest, digest.count == MessageDigest.byteCount else { throw .signatureEncoding }
    let expected = secrets.map { $0.secret.authenticationCode(of: body) }
    return verdict(
      on: secretIndices(of: [digest], among: expected), nowSeconds: nowSeconds,
      eventID: { "sha256-" + MessageDigest.sha256Text(body) })
  }

  /// A live secret's signature counts, whatever stands beside it.
  private func verdict(
    on matched: [Int], nowSeconds: Int64, eventID: () -> String
  ) -> Verdict {
    if let index = matched.first(where: { secrets[$0].isLive(atSeconds: nowSeconds) }) {
      return .genuine(eventID: eventID(), secretIndex: index)
    }
    return matched.first.map { .retired(secretIndex: $0) } ?? .forged
  }

  /// Compares everything with everything: an early exit would tell by time which secret is live.
  private func secretIndices(of digests: [[UInt8]], among expected: [[UInt8]]) -> [Int] {
    var isMatched = [Bool](repeating: false, count: expected.count)
    for digest in digests {
      for (index, code) in expected.enumerated() {
        let isIdentical = MessageDigest.areIdentical(digest, code)
        isMatched[index] = isIdentical || isMatched[index]
      }
    }
    return isMatched.indices.filter { isMatched[$0] }
  }
}
