/// What took an invoice back, or a part of it, as the shop is told.
public struct Reversal: Codable, Sendable, Equatable {
  public var document: IssuedDocument
  public var refund: RefundID
  /// A storno of the whole; else a negative invoice.
  public var isWhole: Bool
  /// The invoice that was taken back.
  public var original: InvoiceNumber
  /// The invoice's.
  public var revision: Int

  public init(
    document: IssuedDocument, refund: RefundID, isWhole: Bool, original: InvoiceNumber,
    revision: Int
  ) {
    self.document = document
    self.refund = refund
    self.isWhole = isWhole
    self.original = original
    self.revision = revision
  }
}
