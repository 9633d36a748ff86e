/// How the accounting service tells goods apart, and whose name of them is printed.
public struct ProductTerms: Codable, Sendable, Equatable {
  public enum Identifier: String, Codable, Sendable, CaseIterable {
    /// By the product's code, to the letter.
    case code
    /// By its name, as the service spells it.
    case title
  }

  public enum PrintedName: String, Codable, Sendable, CaseIterable {
    case shop
    case smartBill = "smartbill"
  }

  public var identifiedBy: Identifier
  /// Of goods that are told apart by their titles the service's own is printed, always.
  public var printedName: PrintedName

  public init(identifiedBy: Identifier = .code, printedName: PrintedName = .shop) {
    self.identifiedBy = identifiedBy
    self.printedName = printedName
  }
}
