/// What a verifier makes of a delivery.
///
/// Everything but `genuine` is answered alike, so that nobody learns which check failed; the
/// difference is for the operator.
public enum Verdict: Sendable, Equatable {
  /// Signed with the secret at this index: the event's id is `webhook-id` or, for a scheme that
  /// signs none, `sha256-` and the digest of the body.
  case genuine(eventID: String, secretIndex: Int)
  /// No signature matches a live secret.
  case forged
  /// Signed with the secret at this index, whose time is over: a sender still uses it.
  case retired(secretIndex: Int)
  /// The signed time is older than the tolerance.
  case stale
  /// The signed time lies further ahead than the tolerance: a clock is wrong.
  case fromTheFuture
  /// The headers aren't what the scheme sends.
  case malformed(MalformedReason)
}

/// Which header is wrong, without its value.
public enum MalformedReason: Error, Sendable, Equatable {
  case missing(header: String)
  /// Two values could be read differently here and at a proxy.
  case repeated(header: String)
  /// Not 1 to 256 printable ASCII characters without a full stop.
  case eventID
  /// Not 1 to 15 digits.
  case timestamp
  /// The header of signatures is longer than 4 KiB.
  case signatureTooLong
  /// More than 16 signatures.
  case tooManySignatures
  /// Not the encoding of an HMAC-SHA256.
  case signatureEncoding
}
