/// How a shop proves that a delivery is its own.
public enum SignatureScheme: Sendable, Equatable {
  /// `webhook-id`, `webhook-timestamp` and `webhook-signature: v1,<base64>`, the timestamp signed.
  case standardWebhooks
  /// Hexadecimal HMAC-SHA256 of the raw body, with or without `sha256=` before it (GitHub's way).
  ///
  /// No timestamp is signed, so a captured request stays genuine: only the event's id defends.
  case hmacHex(header: String)
  /// Base64 HMAC-SHA256 of the raw body (WooCommerce's and Shopify's way), without a timestamp.
  case hmacBase64(header: String)
}
