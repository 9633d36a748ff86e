import FoundationEssentials

/// The user and token of `Authorization: Basic`. A token holds a vertical bar, never a colon.
struct BasicCredentials: Equatable, Sendable {
  var email: String
  var token: String

  init(email: String, token: String) {
    self.email = email
    self.token = token
  }

  /// Nil unless the header is well-formed.
  init?(header: String) {
    let parts = header.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "basic",
      let data = Data(base64Encoded: String(parts[1]))
    else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    guard let colon = text.firstIndex(of: ":") else { return nil }
    email = String(text[..<colon])
    token = String(text[text.index(after: colon)...])
  }
}
