/// What a refund was bound to when it was handled, and what takes that invoice back.
public struct RefundStanding: Sendable, Equatable {
  public let original: Invoice
  /// The refund's own document; nil until it was asked for.
  public let document: Invoice.ID?
  /// The storno and the refunds of the invoice, the refund's own too.
  public let reversals: [Invoice]

  public init(original: Invoice, document: Invoice.ID?, reversals: [Invoice]) {
    self.original = original
    self.document = document
    self.reversals = reversals
  }
}
