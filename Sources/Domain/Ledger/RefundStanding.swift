/// What a refund was bound to when it was handled, and what takes that invoice back.
public struct RefundStanding: Sendable, Equatable {
  public let original: Invoice
  /// The refund's own document; nil until it was asked for.
  public let document: Invoice.ID?
  /// The storno and the refunds of the invoice, the refund's own too.
  public let reversals: [Invoice]
  /// What its document says, or is to say; nil where an earlier version kept none.
  public let content: RefundContent?

  public init(
    original: Invoice, document: Invoice.ID?, reversals: [Invoice],
    content: RefundContent? = nil
  ) {
    self.original = original
    self.document = document
    self.reversals = reversals
    self.content = content
  }

  /// The refund's own document, if there is one or may be.
  public var own: Invoice? { reversals.first { $0.id == document && $0.mayStand } }
}
