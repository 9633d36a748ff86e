/// Which documents exist, and which may.
public protocol InvoiceLedger: InvoiceLedgerQueries {
  /// The revision that an event was bound to for this, and what stands in its way; nil if it was
  /// never bound so.
  func invoice(boundTo event: EventID, of shop: ShopID, as verb: BindingVerb)
    async throws(StoreError) -> BoundInvoice?

  /// What a refund was bound to; nil if its order had no invoice when it was handled.
  func refund(_ refund: RefundID, of order: OrderID, in shop: ShopID, of account: AccountID)
    async throws(StoreError) -> RefundStanding?

  /// planned, refused → sending, or in doubt if its document was seen, as one that is proven absent
  /// then is; at most one unclear document a series; durable when it returns.
  func reserve(_ request: ReservationRequest, at now: Timestamp) async throws(StoreError)
    -> ReservationResult

  /// Before a company's first document, and its first since a restore: answers which of its series
  /// must be searched for documents of ours. Those that hold none in the service, and none here,
  /// count as compared; where none is left to be searched, and none is stopped by what a search found,
  /// so does the company.
  ///
  /// - Parameter listed: the number that each series' next document will get in the service.
  func verify(company cif: String, _ listed: [Series: Int], at now: Timestamp)
    async throws(StoreError) -> [Series]

  /// Whether a call that changes a document, or has it e-mailed, may be sent now.
  func permission(for call: DocumentCall, at now: Timestamp) async throws(StoreError)
    -> CallPermission

  /// Keeps a call's raw answer, whoever holds the claim by now.
  func record(_ evidence: Evidence) async throws(StoreError)
}

public protocol InvoiceLedgerQueries: Sendable {
  /// The newest first.
  func invoices(_ filter: InvoiceFilter) async throws(StoreError) -> [Invoice]

  func invoice(_ id: Invoice.ID) async throws(StoreError) -> InvoiceDetail?

  /// Series that are stopped.
  func stoppedSeries() async throws(StoreError) -> [StoppedSeries]

  /// What is known of a series' numbers.
  func record(of series: Series, unknownMax: Int) async throws(StoreError) -> SeriesRecord

  /// The documents that were found in our series and aren't ours, the newest first.
  func foreignDocuments(limit: Int) async throws(StoreError) -> [ForeignDocument]

  /// The accounts that SmartBill has blocked, and until when: no call may be made before.
  func blockedAccounts(at now: Timestamp) async throws(StoreError) -> [AccountID: Timestamp]
}

public struct BoundInvoice: Sendable, Equatable {
  public let invoice: Invoice
  /// The newest earlier revision that isn't dead: it must be before this one may be sent.
  public let previous: Invoice?
  /// What keeps its series from being sent on, this invoice itself left out.
  public let obstacle: SeriesObstacle?
  /// A document found in a series of its company that bears its reference, and that no person has
  /// disowned.
  public let seen: InvoiceNumber?
  /// The invoice that it takes back; nil unless it is a storno or a refund.
  public let original: Invoice?
  /// What takes the invoice back; of a storno or a refund, the others of the same original.
  public let reversals: [Invoice]
  /// Of an invoice that may be sent: a proforma of its order that stands, and that no other invoice
  /// was made from. Of one that was: what it is made from.
  public let proforma: StandingProforma?
  /// Of a proforma: the order's invoice, if one stands or may come to.
  public let orderInvoice: Invoice?
  /// Of a proforma: the invoice that is, or was, made from it.
  public let conversion: Invoice?
  /// Of what may be sent: the kinds of the jobs, still to be done, by which later events ask for it.
  public let later: Set<JobKind>
  /// Whether a planned one of the reversals may have been issued already, before the ledger was
  /// restored from a copy.
  public let reversalsMayExist: Bool
  /// Of what may be sent: the newest event of the order that carries the whole of it; nil where none
  /// is known.
  public let content: EventID?
  /// Of a cancelled invoice: whether the event asked for it when it was to be restored.
  public let metRestore: Bool
  /// Of one in doubt: the documents of its series that bear its reference, and that a person has
  /// disowned.
  public let disowned: Set<InvoiceNumber>
  /// Of one in doubt: whether the account has issued another document since its first doubt.
  public let othersIssued: Bool
  /// Of a storno that may be sent, in a database that may not know of one that was made: the
  /// documents found in its series that come to as much, the last first.
  public let lookalikes: [InvoiceNumber]

  public init(
    invoice: Invoice, previous: Invoice?, obstacle: SeriesObstacle? = nil,
    seen: InvoiceNumber? = nil, original: Invoice? = nil, reversals: [Invoice] = [],
    proforma: StandingProforma? = nil, orderInvoice: Invoice? = nil, conversion: Invoice? = nil,
    later: Set<JobKind> = [], reversalsMayExist: Bool = false,
    metRestore: Bool = false, content: EventID? = nil, disowned: Set<InvoiceNumber> = [],
    othersIssued: Bool = false, lookalikes: [InvoiceNumber] = []
  ) {
    self.lookalikes = lookalikes
    self.invoice = invoice
    self.previous = previous
    self.obstacle = obstacle
    self.seen = seen
    self.original = original
    self.reversals = reversals
    self.proforma = proforma
    self.orderInvoice = orderInvoice
    self.conversion = conversion
    self.later = later
    self.reversalsMayExist = reversalsMayExist
    self.metRestore = metRestore
    self.disowned = disowned
    self.othersIssued = othersIssued
    self.content = content
  }
}

public struct InvoiceFilter: Sendable, Equatable {
  public var shop: ShopID?
  public var order: OrderID?
  public var state: InvoiceState?
  public var number: InvoiceNumber?
  public var limit: Int

  public init(
    shop: ShopID? = nil, order: OrderID? = nil, state: InvoiceState? = nil,
    number: InvoiceNumber? = nil, limit: Int = listingLimitDefault
  ) {
    self.shop = shop
    self.order = order
    self.state = state
    self.number = number
    self.limit = limit
  }
}

/// An invoice with the proof of what happened to it.
public struct InvoiceDetail: Codable, Sendable, Equatable {
  public let invoice: Invoice
  /// As its document bears it, with the tag; without one where an earlier version sent it so.
  public let reference: String
  /// The exact bytes of the last create call; nil if none was reserved.
  public let request: [UInt8]?
  public let evidence: [Evidence]
  /// What persons did to it.
  public let acts: [AttemptRecord]

  public init(
    invoice: Invoice, reference: String, request: [UInt8]?, evidence: [Evidence],
    acts: [AttemptRecord]
  ) {
    self.invoice = invoice
    self.reference = reference
    self.request = request
    self.evidence = evidence
    self.acts = acts
  }
}

/// A series on which nothing is sent for now, and that no person has to resume.
public struct WaitingSeries: Codable, Sendable, Equatable {
  public let series: Series
  /// What it waits for: a document that isn't clear, or its comparison with SmartBill.
  public let failure: Failure

  public init(_ series: Series, _ obstacle: SeriesObstacle) {
    self.series = series
    failure = obstacle.failure
  }
}

public struct StoppedSeries: Codable, Sendable, Equatable {
  public let series: Series
  public let failure: Failure
  public let stoppedAt: Timestamp

  public init(series: Series, failure: Failure, stoppedAt: Timestamp) {
    self.series = series
    self.failure = failure
    self.stoppedAt = stoppedAt
  }

  /// Whether a search has stopped it: until a person has answered, no series of its company goes on,
  /// for any order's invoice may be in it.
  public func isOfSearch(in company: String) -> Bool {
    series.cif == company && [.seriesRestored, .seriesJumped].contains(failure.code)
  }
}
