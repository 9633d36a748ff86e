/// What a job does, as listings and the schema name it.
public enum JobKind: String, Codable, Sendable, CaseIterable {
  case handleEvent = "handle"
  case issueInvoice = "issue"
  case waitToIssue = "wait"
  case cancelInvoice = "cancel"
  case restoreInvoice = "restore"
  case refundOrder = "refund"
  case reverseInvoice = "reverse"
  case sendInvoice = "send"
  case notifyShop = "notify"
  case watchInvoice = "watch"
  case auditSeries = "audit"
  case confirmTotal = "confirm"
  case recordPayment = "payment"
  case draftInvoice = "draft"
  case issueProforma = "proforma"
  case cancelProforma = "proforma_cancel"
  case syncStock = "sync"
  case applyStock = "apply"

  public var pool: Pool {
    switch self {
    case .handleEvent: .handling
    case .issueInvoice, .cancelInvoice, .restoreInvoice, .refundOrder, .reverseInvoice,
      .sendInvoice, .auditSeries, .confirmTotal, .recordPayment, .draftInvoice,
      .issueProforma, .cancelProforma:
      .accounting
    case .notifyShop, .watchInvoice, .waitToIssue, .applyStock: .shops
    case .syncStock: .stock
    }
  }
}

/// Jobs that share a kind of bottleneck, and so a limit on how many run at once: a shop that hangs
/// must not keep SmartBill waiting.
public enum Pool: String, Codable, Sendable, CaseIterable {
  case handling, accounting, shops
  /// Apart from the rest of the accounting: a catalogue is large, and an invoice must not wait for it.
  case stock
}

extension Command {
  public var kind: JobKind {
    switch self {
    case .handleEvent: .handleEvent
    case .issueInvoice: .issueInvoice
    case .waitToIssue: .waitToIssue
    case .cancelInvoice: .cancelInvoice
    case .restoreInvoice: .restoreInvoice
    case .refundOrder: .refundOrder
    case .reverseInvoice: .reverseInvoice
    case .sendInvoice: .sendInvoice
    case .notifyShop: .notifyShop
    case .watchInvoice: .watchInvoice
    case .auditSeries: .auditSeries
    case .confirmTotal: .confirmTotal
    case .recordPayment: .recordPayment
    case .draftInvoice: .draftInvoice
    case .issueProforma: .issueProforma
    case .cancelProforma: .cancelProforma
    case .syncStock: .syncStock
    case .applyStock: .applyStock
    }
  }

  public var pool: Pool { kind.pool }

  public var asked: Asking {
    switch self {
    case .handleEvent(let command): command.asked
    case .issueInvoice(let command): command.asked
    case .waitToIssue(let command): command.asked
    case .cancelInvoice(let command): command.asked
    case .restoreInvoice(let command): command.asked
    case .refundOrder(let command): command.asked
    case .reverseInvoice(let command): command.asked
    case .sendInvoice(let command): command.asked
    case .notifyShop(let command): command.asked
    case .watchInvoice(let command): command.asked
    case .auditSeries(let command): command.asked
    case .confirmTotal(let command): command.asked
    case .recordPayment(let command): command.asked
    case .draftInvoice(let command): command.asked
    case .issueProforma(let command): command.asked
    case .cancelProforma(let command): command.asked
    case .syncStock(let command): command.asked
    case .applyStock(let command): command.asked
    }
  }

  /// The order that it is about; nil for an event that is still to be read, a series and a stock.
  public var order: OrderID? {
    switch self {
    case .handleEvent, .auditSeries, .confirmTotal, .syncStock, .applyStock: nil
    case .issueInvoice(let command), .draftInvoice(let command), .issueProforma(let command):
      command.order.id
    case .waitToIssue(let command): command.issue.order.id
    case .cancelInvoice(let command): command.order
    case .restoreInvoice(let command): command.order
    case .refundOrder(let command): command.order
    case .reverseInvoice(let command): command.order
    case .sendInvoice(let command): command.order
    case .notifyShop(let command): command.order
    case .watchInvoice(let command): command.order
    case .recordPayment(let command): command.order
    case .cancelProforma(let command): command.order
    }
  }

  /// How long the job waits before it is due.
  public var delay: Duration {
    if case .watchInvoice(let command) = self {
      .milliseconds(command.delayMilliseconds)
    } else {
      .zero
    }
  }

  /// Unique among jobs: asking twice by the same run of an event is one job.
  public var key: String {
    let asking = "\(asked.shop)/\(asked.event)/\(asked.run)"
    return switch self {
    case .handleEvent, .issueInvoice, .waitToIssue, .cancelInvoice, .restoreInvoice, .refundOrder,
      .watchInvoice, .confirmTotal, .recordPayment, .draftInvoice, .issueProforma,
      .cancelProforma, .syncStock:
      "\(kind.rawValue)/\(asking)"
    // By the settings, once an invoice, whichever event's job issues it.
    case .sendInvoice(let command):
      "\(kind.rawValue)/" + (command.invoice.map { "invoice/\($0)" } ?? asking)
    case .auditSeries(let command):
      // A night's event asks for each series of the shop. One job may meet several gaps, or one
      // again, when what stands there may be another.
      "\(kind.rawValue)/\(command.series.name)/\(asking)" + (command.attempt.map { "/\($0)" } ?? "")
    case .reverseInvoice(let command):
      switch command.cause {
      case .refund: "\(kind.rawValue)/\(asking)"
      case .cancel(let attempt): "\(kind.rawValue)/\(asking)/\(attempt)"
      }
    case .notifyShop(let command): "\(kind.rawValue)/\(command.notice)/\(asking)"
    case .applyStock(let command): "\(kind.rawValue)/\(asking)/\(command.batch)"
    }
  }

  /// It goes before the others of its lane, whatever its age: an invoice there may wait for the
  /// cancel that waits for it.
  public var isUrgent: Bool { kind == .reverseInvoice }

  /// Jobs of one lane run one at a time, oldest first; nil runs freely.
  public var lane: String? {
    switch self {
    case .handleEvent, .waitToIssue, .watchInvoice, .confirmTotal: nil
    case .issueInvoice(let command): "series/\(command.series.cif)/\(command.series.name)"
    // Not the series' own: its head may be what waits for the audit.
    case .auditSeries(let command): "audit/\(command.series.cif)/\(command.series.name)"
    case .cancelInvoice(let command): "order/\(command.asked.shop)/\(command.order)"
    // A series of its own: an invoice never waits behind it.
    case .issueProforma(let command): "series/\(command.series.cif)/\(command.series.name)"
    // Not the invoices' own: it may wait for an invoice that waits for a cancel behind it.
    case .cancelProforma(let command): "proforma/\(command.asked.shop)/\(command.order)"
    // With the cancels: each takes back what came before it.
    case .restoreInvoice(let command): "order/\(command.asked.shop)/\(command.order)"
    // It waits until the invoice is clear, and must not keep the series waiting.
    case .refundOrder(let command): "order/\(command.asked.shop)/\(command.order)"
    // Its document takes a number of the same series.
    case .reverseInvoice(let command): "series/\(command.series.cif)/\(command.series.name)"
    // Not the cancels' own: a mail may wait for an invoice that waits for a cancel behind it.
    case .sendInvoice(let command): "mail/\(command.asked.shop)/\(command.order)"
    // Not the series': a draft takes none of its numbers.
    case .draftInvoice(let command): "draft/\(command.asked.shop)/\(command.order.id)"
    // Not the cancels' own, as for mails. What is paid tells what became of a payment only while
    // no other of the order is under way.
    case .recordPayment(let command): Self.paymentLane(of: command.asked.shop, command.order)
    case .notifyShop(let command): "callback/\(command.asked.shop)/\(command.order)"
    // A pass is compared with what the batches before it left acknowledged.
    case .syncStock, .applyStock: Self.stockLane(of: asked.shop)
    }
  }

  public static func stockLane(of shop: ShopID) -> String { "stock/\(shop)" }

  public static func paymentLane(of shop: ShopID, _ order: OrderID) -> String {
    "payment/\(shop)/\(order)"
  }
}
