/// The `webhook-id` of a sample.
enum SampleID {
  /// As Standard Webhooks has it (`webhooks.md` §1.2).
  private static let bytes = 1...256
  static let rule = "1 to 256 printable ASCII characters without a space or a full stop"

  static func isValid(_ id: String) -> Bool {
    bytes.contains(id.utf8.count)
      && id.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ".") }
  }

  static func fresh() -> String {
    "msg_" + String(UInt64.random(in: .min ... .max), radix: 36)
      + String(UInt64.random(in: .min ... .max), radix: 36)
  }
}
