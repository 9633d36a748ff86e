import FoundationEssentials

/// A Standard Webhooks secret, `whsec_<base64>`. It never prints.
struct ShopSecret: Sendable, CustomStringConvertible, CustomReflectable {
  let key: [UInt8]

  static let prefix = "whsec_"
  /// What the specification allows.
  static let keyBytes = 24...64

  init?(_ text: String) {
    guard
      text.hasPrefix(Self.prefix),
      let key = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
      Self.keyBytes.contains(key.count)
    else { return nil }
    self.key = [UInt8](key)
  }

  var description: String { "whsec_…" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
