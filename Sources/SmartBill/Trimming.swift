import Domain

extension StringProtocol {
  /// Without white space around it.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension String? {
  /// Trimmed, and nil for what is blank: shops send empty fields for missing ones.
  var nonBlank: String? {
    guard let text = self?.trimmed, !text.isBlankToTheEye else { return nil }
    return text
  }
}
