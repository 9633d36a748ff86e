/// What an accounting service must be able to do with proformas: documents with numbers of their own,
/// which oblige nobody, and of which an invoice can be made.
public protocol ProformaIssuing: Sendable {
  /// As `Invoicing.create`, of a proforma.
  func createProforma(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer

  /// Cancels a proforma; as `Invoicing.cancel`.
  func cancelProforma(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading

  /// Has the service e-mail a proforma; as `Invoicing.email`.
  func emailProforma(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading

  /// The number that the next proforma of the series will get.
  func nextProformaNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading

  /// Which invoices were made of a proforma.
  func invoices(
    madeOf proforma: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ConversionReading

  /// The references of ours that are printed on a proforma, which must exist.
  func references(
    onProforma number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading
}

/// What was made of a proforma, by the service's own account.
public enum ConversionReading: Sendable, Equatable {
  /// None where it was not invoiced yet; drafts don't count, for they have no number.
  case invoices([InvoiceNumber])
  /// There is no such proforma.
  case absent
  case unavailable(Failure)
  case blocked(until: Timestamp)
}
