/// A proforma of an order that an invoice may be made from, or is being made from.
public struct StandingProforma: Sendable, Equatable {
  public let id: Invoice.ID
  public let number: InvoiceNumber
  /// The exact bytes of the call that made it; nil where they were removed.
  public let request: [UInt8]?

  public init(id: Invoice.ID, number: InvoiceNumber, request: [UInt8]?) {
    self.id = id
    self.number = number
    self.request = request
  }
}

/// Whether an invoice is made from its order's proforma.
public enum ProformaUse: Sendable, Equatable {
  case used
  /// The order, or what is made of it, is another by now: how.
  case unlike(String)
}
