/// A Romanian post code, whose first digits tell the county, and in Bucharest the sector.
public struct PostCode: Sendable, Equatable {
  private let digits: [UInt8]

  /// - Returns: nil for what hasn't six digits: one whose zeros were lost can't be trusted.
  public init?(_ text: String) {
    let digits = Array(text.filter { !$0.isWhitespace }.utf8)
    guard digits.count == 6, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    self.digits = digits
  }

  private var prefix: Int { Int(digits[0] - 48) * 10 + Int(digits[1] - 48) }

  /// Bucharest's codes begin with the number of the sector.
  public var sector: BucharestSector? { BucharestSector(number: prefix) }

  public var county: County? {
    sector == nil ? County.all.first { $0.postPrefix == prefix } : .bucharest
  }
}
