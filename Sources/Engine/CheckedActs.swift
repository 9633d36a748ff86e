import Domain

/// What persons do, with a look in the accounting service before it is believed that a document was
/// deleted there: its number would be given out again, and the order could have two invoices.
public struct CheckedActs: Operations {
  private let store: any Operations & InvoiceLedgerQueries
  private let invoicing: any Invoicing
  private let time: any TimeSource

  public init(
    of store: any Operations & InvoiceLedgerQueries, _ invoicing: any Invoicing,
    time: any TimeSource
  ) {
    self.store = store
    self.invoicing = invoicing
    self.time = time
  }

  public func perform(_ act: OperatorAct, by person: Operator, at now: Timestamp)
    async throws(StoreError) -> ActResult
  {
    if case .resolve(let id, .deleted) = act,
      let invoice = try await store.invoice(id)?.invoice,
      let refusal = await refusal(toForget: invoice)
    {
      return .refused(refusal)
    }
    return try await store.perform(act, by: person, at: now)
  }

  /// nil where the document isn't there, or there is none that could be looked up.
  private func refusal(toForget invoice: Invoice) async -> ActRefusal? {
    guard let document = invoice.document, [.issued, .cancelled].contains(invoice.state) else {
      return nil
    }
    let reader = DocumentReader(
      invoicing: invoicing, cif: invoice.series.cif, account: invoice.key.account, time: time,
      readsProformas: invoice.key.kind == .proforma)
    switch await reader.read(document.number) {
    case .candidate(let candidate):
      guard Self.isStill(candidate, document, of: invoice.key) else { return nil }
      return .stillThere(document.number)
    case .unread(let candidate, let failure):
      return Self.isStill(candidate, document, of: invoice.key)
        ? .stillThere(document.number) : .lookFailed(document.number, failure)
    case .unavailable(let failure): return .lookFailed(document.number, failure)
    case .blocked(let until): return .lookBlocked(document.number, until: until)
    }
  }

  /// Whether what SmartBill shows under the number is the document still. The number may have been
  /// given out again; and where no reference is printed, the total must tell.
  static func isStill(
    _ candidate: Candidate, _ document: IssuedDocument, of key: InvoiceKey
  ) -> Bool {
    guard candidate.exists else { return false }
    if candidate.references.contains(where: { $0.text == key.reference.text }) { return true }
    // A storno bears no reference of its own, but may bear the invoice's.
    guard candidate.references.isEmpty || key.kind == .storno else { return false }
    return candidate.total.map { $0 == document.total } ?? true
  }
}
