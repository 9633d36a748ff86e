/// How the accounting service tells goods apart, and whose name of them is printed.
public struct ProductTerms: Codable, Sendable, Equatable {
  public enum PrintedName: String, Codable, Sendable, CaseIterable {
    case shop
    case smartBill = "smartbill"
  }

  public var identifiedBy: ProductIdentity
  /// Of goods that are told apart by their titles the service's own is printed, always.
  public var printedName: PrintedName

  public init(identifiedBy: ProductIdentity = .code, printedName: PrintedName = .shop) {
    self.identifiedBy = identifiedBy
    self.printedName = printedName
  }
}
