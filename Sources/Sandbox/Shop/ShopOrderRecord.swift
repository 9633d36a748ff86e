/// An order with its life in the shop: what was asked of Punte, and what Punte has told.
struct ShopOrderRecord: Encodable, Sendable {
  var order: ShopOrder
  /// When it last became "Confirmata" here; nil when it was placed so.
  var confirmedAt: ShopTime?
  /// When the callback with the invoice arrived.
  var issuedAt: ShopTime?
  var pending: ShopRequest?
  var invoice: ShopInvoice?
  var failure: ShopFailure?
  /// Why the invoice takes longer, until it is known what became of it.
  var delay: ShopFailure?
  /// The highest `data.sequence` received for this order.
  var sequence: Int64?

  init(_ order: ShopOrder) {
    self.order = order
  }

  enum CodingKeys: String, CodingKey {
    case order, pending, invoice, failure, delay, sequence
    case confirmedAt = "confirmed_at_ms"
    case issuedAt = "issued_at_ms"
  }

  /// The buttons that the order's page shows.
  var actions: Set<ShopAction> {
    guard pending == nil else { return invoice?.isLive == true ? [.viewInvoice] : [] }
    if invoice?.isLive == true { return [.viewInvoice, .cancelInvoice] }
    let sending: Set<ShopAction> = order.status == .confirmed ? [.sendToERP] : []
    return invoice?.isRestorable == true ? sending.union([.restoreInvoice]) : sending
  }

  mutating func apply(_ news: ShopCallback.News, at now: ShopTime) {
    switch news {
    case .issued(let invoice):
      delay = nil
      self.invoice = invoice
      issuedAt = now
      settle(.issue)
    case .cancelled(let cancelled):
      delay = nil
      invoice = cancelled.keeping(invoice)
      settle(.cancel)
    case .restored(let restored):
      invoice = restored.keeping(invoice)
      settle(.restore)
    case .failed(let failure):
      // A failed issue leaves a live invoice alone, as does a failed cancel.
      if failure.operation == .issue, invoice?.isLive != true {
        invoice = ShopInvoice(state: .failed)
      }
      if failure.operation == .issue { delay = nil }
      settle(failure.operation)
      self.failure = failure
    case .delayed(let delay):
      self.delay = delay
    case .other:
      break
    }
  }

  private mutating func settle(_ request: ShopRequest) {
    failure = nil
    if pending == request { pending = nil }
  }
}
