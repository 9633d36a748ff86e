/// A secret and the last second in which it counts.
///
/// While a shop changes secrets both are kept: the old one gets an end, so that nobody has to
/// remember to remove it.
public struct DatedSecret: Sendable {
  public let secret: Secret
  /// Seconds since 1970, that one included; nil for a secret without an end.
  public let notAfterSeconds: Int64?

  public init(_ secret: Secret, notAfterSeconds: Int64? = nil) {
    self.secret = secret
    self.notAfterSeconds = notAfterSeconds
  }

  public func isLive(atSeconds now: Int64) -> Bool {
    notAfterSeconds.map { now <= $0 } ?? true
  }
}
