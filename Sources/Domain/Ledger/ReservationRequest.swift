/// What must be durable before the first byte of a create call leaves.
public struct ReservationRequest: Sendable, Equatable {
  public var invoice: Invoice.ID
  public var fence: Fence
  /// The exact bytes that will be sent.
  public var body: [UInt8]
  public var expectedNumber: Int
  /// What the document will come to; a person who finds its number later needs no more.
  public var total: Money
  public var currency: String
  /// `yyyy-MM-dd`.
  public var issuedOn: String
  /// What was put right in the order for it.
  public var mends: [Mend]
  /// What the document says to be paid of it.
  public var paidInside: Money?
  /// A document that bears its reference already: nothing is sent, and the invoice is in doubt
  /// until that one was looked up. It passes to that document's series.
  public var seen: InvoiceNumber?
  /// The proforma that it is made from: one invoice is, at the most.
  public var proforma: Invoice.ID?
  /// Why it is made of the order, though a proforma of it stands.
  public var proformaNote: String?
  /// What the settings decided about it.
  public var terms: DocumentTerms?
  /// Where it is to be issued, as it was planned; nil asks for no check.
  public var series: Series?
  /// The event whose order it holds: the newest of the order that carries one; nil asks for no check.
  public var content: EventID?
  /// Whether it takes back an invoice for a cancel of it; else none may wait for that invoice.
  public var answersCancel = false
  /// The refund that it is for; it must still be asked for so.
  public var refund: AskedRefund?

  public init(
    invoice: Invoice.ID, fence: Fence, body: [UInt8], expectedNumber: Int, total: Money,
    currency: String, issuedOn: String, mends: [Mend] = [], paidInside: Money? = nil,
    seen: InvoiceNumber? = nil
  ) {
    self.invoice = invoice
    self.fence = fence
    self.body = body
    self.expectedNumber = expectedNumber
    self.total = total
    self.currency = currency
    self.issuedOn = issuedOn
    self.mends = mends
    self.paidInside = paidInside
    self.seen = seen
  }
}

public enum ReservationResult: Sendable, Equatable {
  case reserved(Reservation)
  case obstructed(SeriesObstacle)
  /// The invoice is no longer planned or refused, or a cancel waits to withdraw it.
  case stateIs(InvoiceState)
  /// The invoice that it takes back is being cancelled.
  case originalCancelled
  /// A later event asks for the refund otherwise.
  case refundChanged
  /// A newer event of the order came meanwhile, or the document was moved to another series.
  case planChanged
  /// The proforma doesn't stand any more, is about to be cancelled, or another invoice is made from it.
  case proformaGone
  case fenced
}
