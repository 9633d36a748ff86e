/// What tells products apart.
public enum ProductIdentity: String, Codable, Sendable, CaseIterable {
  /// The product's code, to the letter.
  case code
  /// Its name, as the accounting service spells it.
  case title
}
