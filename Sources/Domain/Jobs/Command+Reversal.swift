extension Command {
  /// Take back what an order was invoiced, or a part of it, once it is known what became of the
  /// invoice.
  public struct RefundOrder: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var order: OrderID
    /// There is one document for it, whatever event carries it.
    public var refund: RefundID
    public var extent: RefundExtent

    public init(
      asked: Asking, account: AccountID, order: OrderID, refund: RefundID, extent: RefundExtent
    ) {
      self.asked = asked
      self.account = account
      self.order = order
      self.refund = refund
      self.extent = extent
    }
  }

  /// Issue the document that takes an issued invoice back, or a part of it.
  public struct ReverseInvoice: Codable, Sendable, Equatable {
    public enum Cause: Codable, Sendable, Equatable {
      case refund(RefundID)
      /// At which attempt of its own the cancel asked for it: each is one more try.
      case cancel(attempt: Int)
    }

    public var asked: Asking
    public var cause: Cause
    public var account: AccountID
    public var order: OrderID
    /// The invoice that is taken back.
    public var original: Invoice.ID
    public var revision: Int
    /// The invoice's.
    public var series: Series
    public var extent: RefundExtent

    public init(
      asked: Asking, cause: Cause, of original: Invoice, extent: RefundExtent
    ) {
      self.asked = asked
      self.cause = cause
      account = original.key.account
      order = original.key.order
      self.original = original.id
      revision = original.key.revision
      series = original.series
      self.extent = extent
    }

    /// What the document is for. A storno has the invoice's revision, so that an invoice has one at
    /// the most; a refund has none of its own.
    public var key: InvoiceKey {
      switch (extent, cause) {
      case (.part, .refund(let refund)):
        InvoiceKey(
          account: account, shop: asked.shop, order: order, kind: .refund, item: refund.rawValue,
          revision: 0)
      case (.whole, _), (.part, .cancel):
        InvoiceKey(
          account: account, shop: asked.shop, order: order, kind: .storno, revision: revision)
      }
    }
  }
}
