/// A country, by the code that ISO 3166 gives it.
public struct Country: Sendable, Hashable {
  /// Two letters, such as `HU`.
  public let code: String

  public static let romania = Country(code: "RO")

  private init(code: String) { self.code = code }

  /// The country that a text names: by its code of two or three letters, or by its name in Romanian,
  /// English or another language that customers write, whatever the case, the diacritics and the
  /// punctuation.
  public init?(_ text: String) {
    // “N/A” is not Namibia.
    guard !text.contains("/"), let known = Self.byWord[PlainText.folded(text)] else { return nil }
    self = known
  }

  private static let byWord: [String: Country] = {
    var countries: [String: Country] = [:]
    for row in names.split(separator: "\n") + namesAbroad.split(separator: "\n") {
      let words = row.split(separator: "|")
      guard let code = words.first else { continue }
      for word in words { countries[PlainText.folded(String(word))] = Country(code: String(code)) }
    }
    return countries
  }()
}
