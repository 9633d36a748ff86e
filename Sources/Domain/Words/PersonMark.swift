/// What a person is found by: an e-mail address, a telephone number, or a CNP.
public struct PersonMark: Sendable, Equatable {
  public enum Kind: String, Sendable { case email, phone, cnp }

  public let kind: Kind
  /// In the one form that all its spellings have in common.
  private let value: String

  /// The identity number of a Romanian citizen has so many digits.
  private static let cnpDigits = 13
  /// The world's plan of numbers has no longer ones, and Romania's own parts are nine.
  private static let phoneDigits = 9...15

  /// nil if it is none of them.
  public init?(_ text: String) {
    let text = text.filter { !$0.isWhitespace }
    if text.contains("@") {
      guard let only = Self.addresses(in: text).first, only == text.lowercased() else { return nil }
      (kind, value) = (.email, only)
    } else if text.count == Self.cnpDigits, text.allSatisfy(Self.isDigit), text.first != "0" {
      (kind, value) = (.cnp, text)
    } else {
      guard let number = Self.phones(in: text).first,
        text.allSatisfy({ Self.isDigit($0) || Self.phoneMarks.contains($0) })
      else { return nil }
      (kind, value) = (.phone, number)
    }
  }

  /// Whether a text holds it, as a word of its own: `ana@x.ro` isn't in `diana@x.ro`.
  public func isNamed(in text: String) -> Bool {
    switch kind {
    case .email: text.contains("@") && Self.addresses(in: text).contains(value)
    case .cnp: text.split { !Self.isDigit($0) }.contains { $0 == value }
    case .phone: Self.phones(in: text).contains(value)
    }
  }

  private static func addresses(in text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || "@._%+-".contains($0)) }
      .map { word in
        String(word.drop { ".-".contains($0) }.reversed().drop { ".-".contains($0) }.reversed())
      }
      .filter { word in
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      }
  }

  private static let phoneMarks: Set<Character> = ["+", " ", "-", ".", "(", ")"]

  private static func phones(in text: String) -> [String] {
    text.split { !isDigit($0) && !phoneMarks.contains($0) }.compactMap { part in
      var digits = part.filter(isDigit)
      guard phoneDigits.contains(digits.count) else { return nil }
      // With the code of the land, with the zero of a call within it, or bare.
      if digits.hasPrefix("00") { digits = String(digits.dropFirst(2)) }
      if digits.count == 11, digits.hasPrefix("40") { return String(digits.dropFirst(2)) }
      if digits.count == 10, digits.hasPrefix("0") { return String(digits.dropFirst()) }
      return digits
    }
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }
}
