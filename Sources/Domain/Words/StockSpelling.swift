/// The names that an accounting service gives the goods of a warehouse, to find a shop's titles in.
public struct StockSpelling: Sendable, Equatable {
  public enum Match: Sendable, Equatable {
    case name(String)
    case none
    /// Names that differ by case, diacritics or spaces alone.
    case several([String])
  }

  private let names: Set<String>
  private let byFolded: [String: [String]]

  public init(_ names: some Sequence<String>) {
    self.names = Set(names)
    byFolded = Dictionary(grouping: self.names.sorted(), by: Self.folded)
  }

  /// One that is written alike, else the only one that differs by case, diacritics or spaces.
  public func match(for title: String) -> Match {
    // Its own bytes: the title's may differ where its letters are composed otherwise.
    if let index = names.firstIndex(of: title) { return .name(names[index]) }
    let found = byFolded[Self.folded(title)] ?? []
    guard let name = found.first else { return .none }
    return found.count == 1 ? .name(name) : .several(found)
  }

  /// Punctuation counts: “M-1” and “M1” may be two products.
  static func folded(_ text: String) -> String {
    PlainText.withoutDiacritics(text).lowercased().split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
