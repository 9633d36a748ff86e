/// Why a text can't serve as a secret; never holds any of it.
public enum SecretError: Error, Sendable, Equatable {
  /// A Standard Webhooks secret begins with `whsec_`.
  case missingPrefix
  /// What follows `whsec_` isn't canonical base64.
  case notBase64
  /// The key's length is out of bounds.
  case keyByteCount(Int, allowed: ClosedRange<Int>)
  /// OpenSSL offers no HMAC-SHA256, or no randomness: which, and its own words on it.
  case cryptographyUnavailable(String)
}
