import Domain

/// Looks a document up at the accounting service: whether it exists, what it comes to, and which
/// references of ours it carries.
struct DocumentReader: Sendable {
  let invoicing: any Invoicing
  let cif: String
  let account: AccountID
  let time: any TimeSource
  var readsProformas = false

  enum Reading {
    case candidate(Candidate)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// The existence is asked first: the PDF of an unknown number looks like an outage
  /// (`webhooks.md` §4.5).
  func read(_ number: InvoiceNumber) async -> Reading {
    readsProformas ? await readProforma(number) : await readInvoice(number)
  }

  private func readInvoice(_ number: InvoiceNumber) async -> Reading {
    let total: Money
    switch await invoicing.document(number, of: cif, for: account, at: time.now()) {
    case .exists(let found): total = found
    case .absent:
      return .candidate(Candidate(number: number, total: nil, references: []))
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
    switch await invoicing.references(on: number, of: cif, for: account, at: time.now()) {
    case .printed(let references):
      return .candidate(
        Candidate(number: number, total: total, references: references.sorted()))
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
  }

  /// SmartBill tells no total of a proforma, but which invoices were made of it.
  private func readProforma(_ number: InvoiceNumber) async -> Reading {
    switch await invoicing.invoices(madeOf: number, of: cif, for: account, at: time.now()) {
    case .invoices: break
    case .absent:
      return .candidate(
        Candidate(number: number, total: nil, references: [], isProforma: false))
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
    switch await invoicing.references(onProforma: number, of: cif, for: account, at: time.now()) {
    case .printed(let references):
      return .candidate(
        Candidate(
          number: number, total: nil, references: references.sorted(), isProforma: true))
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
  }
}
