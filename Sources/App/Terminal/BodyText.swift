import FoundationEssentials

/// A body that was stored as bytes, as far as it can be shown.
enum BodyText {
  /// The text, or base64 after a word that says so.
  static func text(of body: [UInt8]) -> String {
    String(validating: body, as: UTF8.self) ?? "base64:" + Data(body).base64EncodedString()
  }
}
