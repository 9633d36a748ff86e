import Domain

/// Whether an invoice may be made from the proforma that it was prepared for. What was made of that
/// already is asked first: no source says that SmartBill refuses a second invoice of one proforma
/// (`smartbill-api.md` §9).
struct ConversionLookup: Sendable {
  let invoicing: any Invoicing

  enum Step: Equatable {
    case asPrepared
    /// The proforma is left aside: why.
    case fromOrder(note: JobNote)
    /// It was invoiced in the invoice's own series: that one is looked up, and taken over.
    case adopt(InvoiceNumber)
    case invoicedElsewhere(Failure)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// - Parameter series: the invoice's.
  func step(
    of prepared: PreparedInvoice, _ request: DocumentRequest, in series: Series, at now: Timestamp
  ) async -> Step {
    guard let proforma = request.proforma, let use = prepared.proforma else { return .asPrepared }
    if case .unlike(let how) = use {
      return .fromOrder(note: JobNote(.proformaDiffers, detail: "\(proforma.number): \(how)"))
    }
    switch await made(of: proforma, request, in: series, at: now) {
    case .invoices(let made): return Self.step(after: made, of: proforma.number, in: series)
    case .absent:
      return .fromOrder(note: JobNote(.proformaGone, detail: proforma.number.description))
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
  }

  enum Finding: Equatable {
    case known(Bool)
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// Whether a document that is there is what was made of the order's proforma.
  func isMade(
    _ number: InvoiceNumber, by request: DocumentRequest, in series: Series, at now: Timestamp
  ) async -> Finding {
    guard let proforma = request.proforma else { return .known(false) }
    switch await made(of: proforma, request, in: series, at: now) {
    case .invoices(let made): return .known(made == [number])
    case .absent: return .known(false)
    case .unavailable(let failure): return .unavailable(failure)
    case .blocked(let until): return .blocked(until: until)
    }
  }

  private func made(
    of proforma: StandingProforma, _ request: DocumentRequest, in series: Series,
    at now: Timestamp
  ) async -> ConversionReading {
    await invoicing.invoices(
      madeOf: proforma.number, of: series.cif, for: request.account, at: now)
  }

  /// - Parameter made: the invoices that were made of the proforma before.
  static func step(
    after made: [InvoiceNumber], of proforma: InvoiceNumber, in series: Series
  ) -> Step {
    guard let first = made.first else { return .asPrepared }
    guard made.count == 1, first.series == series.name, first.value != nil else {
      let numbers = made.map(\.description).joined(separator: ", ")
      return .invoicedElsewhere(
        Failure(.proformaInvoiced, detail: "\(proforma) was invoiced as \(numbers)"))
    }
    return .adopt(first)
  }
}
