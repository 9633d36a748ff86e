/// All that decides what a document will say, before it is in any service's words.
public struct InvoiceDraft: Sendable, Equatable {
  public var key: InvoiceKey
  public var series: Series
  public var order: Order
  public var terms: DocumentTerms
  /// `yyyy-MM-dd`, sent explicitly: midnight must not decide it.
  public var issuedOn: String
  /// What a refund takes a part of back; nil for an invoice.
  public var corrects: IssuedDocument?
  /// The bytes of the call that made what a refund takes a part of back, where they are at hand.
  public var correctedRequest: [UInt8]?
  /// What an invoice is to be made from, if it still says the same as the order; nil where the order
  /// has no proforma.
  public var proforma: StandingProforma?

  public init(
    key: InvoiceKey, series: Series, order: Order, terms: DocumentTerms = DocumentTerms(),
    issuedOn: String, corrects: IssuedDocument? = nil, proforma: StandingProforma? = nil
  ) {
    self.key = key
    self.series = series
    self.order = order
    self.terms = terms
    self.issuedOn = issuedOn
    self.corrects = corrects
    self.proforma = proforma
  }
}

/// A draft in the service's words, found to come to the order's total.
public struct PreparedInvoice: Sendable, Equatable {
  public var body: [UInt8]
  public var total: Money
  /// What was put right in the order for it.
  public var mends: [Mend]
  /// Whether the service is to be asked for the total after it was issued.
  public var confirmsTotal: Bool
  /// What the document says to be paid of it; nil if it says nothing of that.
  public var paidInside: Money?
  /// nil where the draft names no proforma.
  public var proforma: ProformaUse?

  public init(
    body: [UInt8], total: Money, mends: [Mend] = [], confirmsTotal: Bool = false,
    paidInside: Money? = nil, proforma: ProformaUse? = nil
  ) {
    self.body = body
    self.total = total
    self.mends = mends
    self.confirmsTotal = confirmsTotal
    self.paidInside = paidInside
    self.proforma = proforma
  }
}
