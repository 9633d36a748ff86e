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
  /// The oldest first.
  private(set) var payments: [ShopPayment] = []
  /// What took the invoices back, the oldest first.
  var reversals: [ShopReversal] = []
  /// How many refunds were asked for.
  var refunds = 0
  /// The highest `data.sequence` received for this order.
  var sequence: Int64?

  init(_ order: ShopOrder) {
    self.order = order
  }

  enum CodingKeys: String, CodingKey {
    case order, pending, invoice, failure, delay, reversals, refunds, sequence, payments
    case confirmedAt = "confirmed_at_ms"
    case issuedAt = "issued_at_ms"
  }

  /// The buttons that the order's page shows.
  var actions: Set<ShopAction> {
    guard pending == nil else { return invoice?.isLive == true ? [.viewInvoice] : [] }
    if invoice?.isLive == true {
      let paying: Set<ShopAction> = isPaid ? [] : [.recordPayment]
      return paying.union([.viewInvoice, .cancelInvoice, .refund])
    }
    let sending: Set<ShopAction> = order.status == .confirmed ? [.sendToERP] : []
    return invoice?.isRestorable == true ? sending.union([.restoreInvoice]) : sending
  }

  /// Whether a payment of it is booked or on its way.
  var isPaid: Bool { payments.contains { $0.state != .failed } }

  mutating func add(_ payment: ShopPayment) {
    payments.removeAll { $0.id == payment.id }
    payments.append(payment)
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
    case .reversed(let reversal):
      reversals.append(reversal)
      if reversal.kind == .storno { invoice?.state = .reversed }
      settle(.refund)
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
    case .paid(let id, let receipt, let left):
      change(id) { payment in
        payment.state = .recorded
        payment.receipt = receipt
        payment.left = left
        payment.failure = nil
      }
    case .paymentFailed(let id, let reason):
      change(id) { payment in
        payment.state = .failed
        payment.failure = reason
      }
    case .other:
      break
    }
  }

  private mutating func change(_ id: String, _ body: (inout ShopPayment) -> Void) {
    guard let index = payments.firstIndex(where: { $0.id == id }) else { return }
    body(&payments[index])
  }

  private mutating func settle(_ request: ShopRequest) {
    failure = nil
    if pending == request { pending = nil }
  }
}
