/// A fact that a shop is to be told. The store gives it an id and a sequence, once.
public struct Notice: Codable, Sendable, Equatable {
  /// Names the fact, such as `invoice/17/issued`: told again, it keeps its id and sequence.
  public var fact: String
  public var asked: Asking
  public var order: OrderID
  public var content: Content

  public init(fact: String, asked: Asking, order: OrderID, content: Content) {
    self.fact = fact
    self.asked = asked
    self.order = order
    self.content = content
  }

  public enum Content: Codable, Sendable, Equatable {
    case issued(IssuedDocument, revision: Int)
    /// The number is nil where the cancel came before anything was issued; the storno's, where it
    /// was reversed by one.
    case cancelled(InvoiceNumber?, revision: Int, storno: InvoiceNumber? = nil)
    /// It was taken back, or a part of it, for a refund.
    case reversed(Reversal)
    /// It was cancelled, and stands again.
    case restored(InvoiceNumber?, revision: Int)
    case failed(Operation, Failure)
    /// It was e-mailed; without an address of the request's own, to the customer's on the invoice.
    case sent(InvoiceNumber, InvoiceMail, revision: Int)
    /// It was asked for a while ago and isn't issued yet: why.
    case delayed(Failure, revision: Int)
    case drafted(DraftedInvoice, revision: Int)
    /// None is issued, as the shop's settings have it for such an order.
    case skipped(Failure)
    /// The order isn't any more what its invoice says.
    case orderChanged(IssuedDocument, revision: Int, total: Money, currency: String)
    case paymentRecorded(RecordedPayment)
    case paymentFailed(PaymentID, Failure)
    case proformaIssued(IssuedDocument, revision: Int)
    /// The number is nil where the cancel came before anything was issued.
    case proformaCancelled(InvoiceNumber?, revision: Int)
    case proformaSent(InvoiceNumber, InvoiceMail, revision: Int)
    case proformaDelayed(Failure, revision: Int)
  }

  public enum Operation: String, Codable, Sendable {
    case issue, cancel, send, restore, refund, payment, proforma
    case cancelProforma = "proforma_cancel"
  }

  /// Whether a shop may refuse it: it only points out what a shop that doesn't know such news did
  /// itself.
  public var isOptional: Bool { if case .orderChanged = content { true } else { false } }

  /// The event type that the shop sees.
  public var type: String {
    switch content {
    case .issued: "invoice.issued"
    case .cancelled: "invoice.cancelled"
    case .restored: "invoice.restored"
    case .reversed: "invoice.reversed"
    case .failed, .paymentFailed: "invoice.failed"
    case .sent: "invoice.sent"
    case .delayed: "invoice.delayed"
    case .drafted: "invoice.drafted"
    case .skipped: "invoice.skipped"
    case .orderChanged: "order.changed_after_invoice"
    case .paymentRecorded: "payment.recorded"
    case .proformaIssued: "proforma.issued"
    case .proformaCancelled: "proforma.cancelled"
    case .proformaSent: "proforma.sent"
    case .proformaDelayed: "proforma.delayed"
    }
  }
}

/// A notice as it is kept: the same at each attempt to deliver it.
public struct StoredNotice: Sendable, Equatable {
  /// The `webhook-id`; stable over retries and replays.
  public let id: String
  /// Rises per order, so that the shop can tell a late retry from news.
  public let sequence: Int
  public let createdAt: Timestamp
  public let notice: Notice
  /// Of the event that first gave cause to it.
  public let trace: TraceID?

  public init(
    id: String, sequence: Int, createdAt: Timestamp, notice: Notice, trace: TraceID? = nil
  ) {
    self.id = id
    self.sequence = sequence
    self.createdAt = createdAt
    self.notice = notice
    self.trace = trace
  }
}
