/// All that decides what a call that records a payment says, before it is in any service's words.
public struct PaymentDraft: Sendable, Equatable {
  public var key: PaymentKey
  public var invoice: InvoiceNumber
  /// The company's.
  public var cif: String
  public var value: Money
  public var currency: String
  public var terms: PaymentTerms
  /// `yyyy-MM-dd`.
  public var issuedOn: String

  public init(
    key: PaymentKey, invoice: InvoiceNumber, cif: String, value: Money, currency: String,
    terms: PaymentTerms, issuedOn: String
  ) {
    self.key = key
    self.invoice = invoice
    self.cif = cif
    self.value = value
    self.currency = currency
    self.terms = terms
    self.issuedOn = issuedOn
  }
}
