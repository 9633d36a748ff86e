import Domain

/// Looks a document up at the accounting service: whether it exists, what it comes to, and which
/// references of ours it carries.
struct DocumentReader: Sendable {
  let invoicing: any Invoicing
  let cif: String
  let account: AccountID
  let time: any TimeSource
  var readsProformas = false
  /// Whether a number that isn't there is asked for in its other spelling too: nobody has tried if
  /// SmartBill takes `41` for `0041` (`smartbill-api.md` §13.2).
  var asksOtherSpelling = false

  enum Reading {
    case candidate(Candidate)
    /// The document exists, and what is printed on it isn't known: no evidence of anything.
    case unread(Candidate, Failure)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// The existence is asked first: the PDF of an unknown number looks like an outage
  /// (`webhooks.md` §4.5).
  func read(_ number: InvoiceNumber) async -> Reading {
    readsProformas ? await readProforma(number) : await readInvoice(number)
  }

  private func readInvoice(_ number: InvoiceNumber) async -> Reading {
    var spelled = number
    var existence = await invoicing.document(number, of: cif, for: account, at: time.now())
    if existence == .absent, asksOtherSpelling, let other = number.otherSpelling {
      spelled = other
      existence = await invoicing.document(other, of: cif, for: account, at: time.now())
    }
    let total: Money
    switch existence {
    case .exists(let found): total = found
    case .absent:
      return .candidate(Candidate(number: number, total: nil, references: []))
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
    switch await invoicing.references(on: spelled, of: cif, for: account, at: time.now()) {
    case .printed(let references):
      return .candidate(
        Candidate(number: number, total: total, references: references.sorted()))
    case .unread(let failure):
      return .unread(
        Candidate(number: number, total: total, references: [], isUnread: true), failure)
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
    case .unread(let failure):
      return .unread(
        Candidate(number: number, total: nil, references: [], isProforma: true, isUnread: true),
        failure)
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
  }
}

extension InvoiceNumber {
  /// With zeros before it or without; nil where that is the same.
  fileprivate var otherSpelling: InvoiceNumber? {
    guard let value else { return nil }
    let (padded, bare) = (Self.text(of: value), String(value))
    return padded == bare
      ? nil : InvoiceNumber(series: series, text: text == padded ? bare : padded)
  }
}
