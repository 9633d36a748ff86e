/// One of the six sectors of Bucharest, which stand for the town in e-Factura
/// (`smartbill-api.md` §10).
public struct BucharestSector: Sendable, Equatable, Hashable {
  public let number: Int

  init?(number: Int) {
    guard (1...6).contains(number) else { return nil }
    self.number = number
  }

  /// As e-Factura wants it: "Sector 3".
  public var name: String { "Sector \(number)" }

  private static let words: Set = ["sector", "sectorul", "sect", "sec"]

  /// The sector that a town's name says, such as "București, sect. 3" or "S3".
  public init?(inTown text: String) { self.init(in: text, Self.words.union(["s"])) }

  /// The sector that an address says; a lone "s" there may be a staircase.
  public init?(inAddress text: String) { self.init(in: text, Self.words) }

  /// - Returns: nil where none is named, or more than one.
  private init?(in text: String, _ words: Set<String>) {
    let tokens = PlainText.tokens(text)
    let found = zip(tokens, tokens.dropFirst()).compactMap { word, number in
      words.contains(word) ? Int(number).flatMap(Self.init(number:)) : nil
    }
    guard let first = found.first, Set(found).count == 1 else { return nil }
    self = first
  }

  /// Whether a town's name is that of Bucharest, a sector named beside it or not.
  public static func isBucharest(_ town: String) -> Bool {
    PlainText.tokens(town).contains { ["bucuresti", "bucharest"].contains($0) }
  }
}
