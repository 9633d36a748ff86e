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
    PlainText.tokens(town).contains(where: ownNames.contains)
  }

  private static let ownNames: Set = ["bucuresti", "bucharest", "bukarest", "bucarest"]
  private static let titles: Set = ["municipiul", "municipiu", "mun", "orasul", "oras"]

  /// Whether a town's name is Bucharest's or a sector's and nothing else, such as "Sector 3", but not
  /// "Craiova, Calea București".
  public static func isNothingElse(_ town: String) -> Bool {
    guard isBucharest(town) || BucharestSector(inTown: town) != nil else { return false }
    let words = words.union(ownNames).union(titles).union(["s"])
    return PlainText.tokens(town).allSatisfy { words.contains($0) || Int($0) != nil }
  }
}
