import Domain
import Logging

/// Issues an invoice: at most one create call goes out until it is proven not to have happened.
struct IssuePerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let settings: EngineSettings
  let time: any TimeSource
  private let doubts: DoubtPerformer
  private let preparing: DocumentPreparer
  private let conversions: ConversionLookup
  private let search: CompanySearch
  let replanning: Replanning
  private let book: SeriesBook

  init(
    store: any Store, invoicing: any Invoicing, preparing: DocumentPreparer, book: SeriesBook,
    settings: EngineSettings, time: any TimeSource
  ) {
    self.store = store
    self.invoicing = invoicing
    self.settings = settings
    self.time = time
    self.preparing = preparing
    self.book = book
    conversions = ConversionLookup(invoicing: invoicing)
    search = CompanySearch(store: store, invoicing: invoicing, time: time)
    replanning = Replanning(store: store, policies: settings.policies, time: time)
    doubts = DoubtPerformer(
      store: store, invoicing: invoicing, timings: settings.doubtTimings, time: time,
      book: WaitBook(time))
  }

  func perform(_ command: Command.IssueInvoice, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .issue)
    else {
      return .overtaken(command, of: .issue, claim)
    }
    guard bound.invoice.key.kind == .invoice else {
      let note = JobNote(.madeOtherwise, detail: bound.invoice.key.kind.rawValue)
      return Settlement(claim.fence, .completed(note: note))
    }
    // Whether the cancelled one stands may not be certain: a person asks for another, or doesn't.
    if bound.metRestore, bound.invoice.restoring == nil, command.cause == .request, asked.run == 0 {
      let failure = Failure(.restoreRefused, detail: bound.invoice.document?.number.description)
      return Settlement(
        claim.fence, .held(failure),
        notices: [bound.invoice.failureNotice(failure, of: .issue, claim)])
    }
    // A person's request and a replay are answered; one more status change asks nothing.
    let step = IssueStep.next(for: bound, tellsAgain: command.cause == .request || asked.run > 0)
    if let end = try await replanning.end(at: step, of: command, bound, claim) { return end }
    return try await take(
      step, bound, DocumentRequest(command, from: bound.proforma), claim, logger)
  }

  /// Takes a step towards the document, whatever is asked for.
  func take(
    _ step: IssueStep, _ bound: BoundInvoice, _ request: DocumentRequest, _ claim: Claim,
    _ logger: Logger
  ) async throws(StoreError) -> Settlement {
    switch step {
    case .send:
      let absences = bound.invoice.absences
      if let againAt = absences.againAt(at: time.now()) {
        return .behind(absences, at: againAt, claim)
      }
      // What was proven absent is looked for once more: its number may be the series' next no more.
      if absences.count > 0 { book.forget(bound.invoice.series) }
      return try await send(bound.invoice, request, claim, logger)
    case .adopt(let number):
      return try await adopt(seen: number, for: bound.invoice, request, claim)
    case .look:
      // Whatever it finds, SmartBill is asked for the number of the next.
      book.forget(bound.invoice.series)
      return try await doubts.look(at: bound, request, claim)
    case .doubt(let failure):
      let reservation = Reservation(invoice: bound.invoice.id, attempt: bound.invoice.attempt)
      return retry(failure, after: .zero, claim, change: .inDoubt(reservation, failure))
    case .done(let note, let tellsAgain):
      let document = tellsAgain ? bound.invoice.document : nil
      let notices = document.map { request.news(of: $0, bound.invoice) } ?? []
      return Settlement(claim.fence, .completed(note: note), notices: notices)
    case .waitForCancel(let failure):
      return retry(failure, after: RetryPolicy.ledgerDelay(after: claim.tries), claim)
    case .waitForSeries(let failure):
      return retry(failure, after: RetryPolicy.seriesDelay, claim)
    case .verifySeries(let failure):
      return try await verify(bound, failure, request, claim, logger)
    case .hold(let failure):
      return Settlement(claim.fence, .held(failure))
    }
  }

  // MARK: Verifying

  private func verify(
    _ bound: BoundInvoice, _ failure: Failure, _ request: DocumentRequest, _ claim: Claim,
    _ logger: Logger
  ) async throws(StoreError) -> Settlement {
    switch try await search.step(before: bound.invoice, failure, request, claim) {
    case .ended(let settlement): return settlement
    case .done(let next):
      // It is as good as asked for, for this attempt alone.
      if let next { book.set(next, of: bound.invoice.series, isFresh: true) }
      defer {
        if let next, book.next(of: bound.invoice.series) == next {
          book.forget(bound.invoice.series)
        }
      }
      return try await take(
        bound.seen.map(IssueStep.adopt) ?? .send, bound, request, claim, logger)
    }
  }

  // MARK: Sending

  private func send(
    _ invoice: Invoice, _ request: DocumentRequest, _ claim: Claim, _ logger: Logger
  ) async throws(StoreError) -> Settlement {
    let call = SingleCall(settings, time, claim)
    let (draft, prepared): (DocumentDraft, PreparedInvoice)
    switch await preparing.result(for: request, of: invoice, claim) {
    case .ready(let spelled, let words): (draft, prepared) = (spelled, words)
    case .ended(let settlement): return settlement
    }

    switch await conversions.step(
      of: prepared, request, in: invoice.series, at: time.now())
    {
    case .asPrepared: break
    case .fromOrder(let note):
      return try await send(invoice, request.madeOfOrder(note), claim, logger)
    case .adopt(let number):
      return try await adopt(number, for: invoice, request, claim)
    case .invoicedElsewhere(let failure):
      return request.failed(
        failure, of: invoice, claim, change: .notInvoiceable(invoice.id, failure))
    case .unavailable(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .blocked(let until): return Settlement.blocked(request.account, until: until, claim)
    }

    // Nobody keeps a ledger of a series that people may number proformas in.
    let last =
      request.isProforma
      ? nil : try await store.record(of: invoice.series, unknownMax: 0).last
    let expected: Int
    switch await expectedNumber(of: invoice, after: last, for: request.account) {
    case .next(let number):
      if let last, number != last + 1 {
        let detail = "the next is \(number), though the last known is \(last)"
        return stopped(
          by: Failure(.seriesGap, detail: detail), invoice.series, request, claim)
      }
      expected = number
    case .unknownSeries:
      let failure = Failure(.seriesUnknown, detail: invoice.series.name)
      return retry(failure, after: RetryPolicy.accountRefusedDelay, claim)
    case .unavailable(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .blocked(let until):
      return Settlement.blocked(request.account, until: until, claim)
    }
    if last == nil, let before = invoice.expectedNumber, invoice.absences.count > 0 {
      switch await lateDocument(of: invoice, in: before..<max(before, expected), request) {
      case .found(let number): return try await adopt(number, for: invoice, request, claim)
      case .none: break
      case .unavailable(let failure):
        return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
      case .blocked(let until): return Settlement.blocked(request.account, until: until, claim)
      }
    }
    if case .blocked(let until) = await invoicing.turn(for: request.account) {
      return Settlement.blocked(request.account, until: until, claim)
    }

    let reservationRequest = request.reservation(
      of: prepared, on: draft.issuedOn, for: invoice, expecting: expected, claim)
    let result = try await invoicing.onTurn(for: request.account) {
      () async throws(StoreError) in
      try await store.reserve(reservationRequest, at: time.now())
    }
    guard case .reserved(let reservation) = result else { return notReserved(result, claim) }

    logger.info(
      "reserved",
      metadata: [
        "invoice": "\(invoice.id)", "series": "\(invoice.series.name)", "expected": "\(expected)",
      ])
    let answer = await invoicing.send(
      prepared, of: draft, for: request.account, permit: call.permit)
    logger.info(
      "called SmartBill",
      metadata: ["invoice": "\(invoice.id)", "answer": "\(answer.word)"])
    let evidence = Evidence(of: answer, to: reservation, at: time.now())
    try await call.keep { () async throws(StoreError) in try await store.record(evidence) }
    let reading = invoicing.reading(of: answer, draft: draft, at: time.now())
    return settlement(
      of: reading, reservation, invoice, request, prepared, expected: expected, claim)
  }

  private enum Late {
    case found(InvoiceNumber)
    case none
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// Where the ledger knows no number of the series, as of one that people may number proformas in,
  /// no gap tells that what was proven absent has appeared since: it is looked for, among the first of
  /// the new ones where there are many.
  private func lateDocument(
    of invoice: Invoice, in numbers: Range<Int>, _ request: DocumentRequest
  ) async -> Late {
    let reader = DocumentReader(
      invoicing: invoicing, cif: invoice.series.cif, account: request.account, time: time,
      readsProformas: request.isProforma)
    for value in numbers.prefix(DoubtPerformer.proformasMax) {
      let number = InvoiceNumber(series: invoice.series.name, value: value)
      switch await reader.read(number) {
      case .candidate(let candidate) where candidate.references.contains(invoice.key.reference):
        return .found(number)
      case .candidate: continue
      // It may be the one that was proven absent.
      case .unread(_, let failure), .unavailable(let failure): return .unavailable(failure)
      case .blocked(let until): return .blocked(until: until)
      }
    }
    return .none
  }

  /// A document that bears its reference was made of the order's proforma, or wasn't: only then its
  /// proforma can tell that it is the one.
  private func adopt(
    seen number: InvoiceNumber, for invoice: Invoice, _ request: DocumentRequest, _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    switch await conversions.isMade(
      number, by: request, in: invoice.series, at: time.now())
    {
    case .known(true): return try await adopt(number, for: invoice, request, claim)
    case .known(false):
      return try await adopt(number, for: invoice, request.madeOfOrder(), claim)
    case .unavailable(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .blocked(let until): return Settlement.blocked(request.account, until: until, claim)
    }
  }

  /// Nothing is sent: it is in doubt from now on, with a number to be looked up, and compared with
  /// what was sent. Where nothing is known to have been sent, before the ledger was restored, with
  /// what it would come to by now; today's rules may refuse it, and it exists all the same.
  private func adopt(
    _ number: InvoiceNumber, for invoice: Invoice, _ request: DocumentRequest,
    _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let draft = request.draft(of: invoice, on: time.day(of: time.now()))
    let prepared =
      (try? invoicing.prepare(draft, for: request.account))
      ?? PreparedInvoice(
        body: [], total: request.total, proforma: request.proforma == nil ? nil : .used)
    var reservationRequest = request.reservation(
      of: prepared, on: draft.issuedOn, for: invoice, expecting: number.value ?? 0, claim)
    if let sent = invoice.reserved {
      reservationRequest.body = try await store.invoice(invoice.id)?.request ?? []
      reservationRequest.total = sent.total
      reservationRequest.currency = sent.currency
      reservationRequest.issuedOn = sent.issuedOn
      reservationRequest.mends = invoice.mends
      reservationRequest.paidInside = invoice.paidInside
      reservationRequest.terms = invoice.terms ?? reservationRequest.terms
    }
    reservationRequest.seen = number
    let result = try await store.reserve(reservationRequest, at: time.now())
    guard case .reserved = result else { return notReserved(result, claim) }
    return retry(Failure(.documentSeen, detail: number.description), after: .zero, claim)
  }

  /// Something came between the look at the ledger and the reservation.
  private func notReserved(_ result: ReservationResult, _ claim: Claim) -> Settlement {
    switch result {
    case .reserved: preconditionFailure("a reservation is used")
    case .obstructed(let obstacle):
      return retry(obstacle.failure, after: RetryPolicy.seriesDelay, claim)
    case .stateIs(let state):
      let failure = Failure(.ledgerConflict, detail: "the invoice is now \(state.rawValue)")
      return retry(failure, after: .zero, claim)
    case .originalCancelled:
      // The next attempt tells.
      let failure = Failure(.ledgerConflict, detail: "a cancel came meanwhile")
      return retry(failure, after: .zero, claim)
    case .refundChanged:
      let failure = Failure(.ledgerConflict, detail: "the refund was asked for otherwise meanwhile")
      return retry(failure, after: .zero, claim)
    case .planChanged:
      return retry(Failure(.planRenewed), after: .zero, claim)
    case .proformaGone:
      // The next attempt sees what stands by then.
      let failure = Failure(.ledgerConflict, detail: "the proforma doesn't stand any more")
      return retry(failure, after: .zero, claim)
    case .fenced:
      return retry(Failure(.ledgerConflict, detail: "fenced"), after: .zero, claim)
    }
  }

  private func expectedNumber(of invoice: Invoice, after last: Int?, for account: AccountID)
    async -> NumberReading
  {
    let series = invoice.series
    // Others may issue there, so what was last learned of it says little.
    guard invoice.key.kind != .proforma else {
      return await invoicing.nextProformaNumber(of: series, for: account, at: time.now())
    }
    if let number = book.next(of: series, after: last) { return .next(number) }
    return await invoicing.nextNumber(of: series, for: account, at: time.now())
  }

  /// Nothing is sent; what stands in the series is looked up, and a person decides.
  private func stopped(
    by gap: Failure, _ series: Series, _ request: DocumentRequest, _ claim: Claim
  ) -> Settlement {
    var settlement = retry(
      gap, after: RetryPolicy.seriesDelay, claim, change: .seriesStopped(series, gap))
    settlement.commands = [request.audit(of: series, metBy: claim)]
    return settlement
  }

  private func settlement(
    of reading: CreateReading, _ reservation: Reservation, _ invoice: Invoice,
    _ request: DocumentRequest, _ prepared: PreparedInvoice, expected: Int, _ claim: Claim
  ) -> Settlement {
    switch reading {
    case .issued(let document) where document.number.value == nil:
      book.forget(invoice.series)
      let failure = Failure.unusable(document.number)
      return Settlement(
        claim.fence, .held(failure),
        changes: [
          .inDoubt(reservation, failure), .needsPerson(reservation, failure, []),
        ])
    case .issued(let document):
      var changes = [LedgerChange.issued(reservation, document)]
      var commands: [Command] = []
      if let gap = request.gap(at: document, expecting: expected, in: invoice.series, claim) {
        book.forget(invoice.series)
        changes.append(gap.change)
        commands.append(gap.command)
      } else if !request.isProforma {
        book.set(expected + 1, of: invoice.series)
      }
      commands += request.mail(of: invoice)
      if prepared.confirmsTotal {
        commands.append(
          request.confirmation(of: document, in: invoice.series, total: prepared.total))
      }
      return Settlement(
        claim.fence, .completed(note: prepared.mends.note), changes: changes,
        notices: request.news(of: document, invoice), commands: commands)
    case .refused(let failure) where failure.code == .seriesUnknown,
      .accountRefused(let failure):
      return retry(
        failure, after: RetryPolicy.accountRefusedDelay, claim, change: .nothingIssued(reservation))
    case .refused(let failure):
      return request.failed(failure, of: invoice, claim, change: .refused(reservation, failure))
    case .notSent(let failure):
      let delay = RetryPolicy.accountingDelay(after: claim.tries)
      return retry(failure, after: delay, claim, change: .nothingIssued(reservation))
    case .blocked(let until):
      var settlement = Settlement.blocked(request.account, until: until, claim)
      settlement.changes.append(.nothingIssued(reservation))
      return settlement
    case .drafted:
      // Never of what was not to be a draft.
      let failure = Failure(.invoiceInDoubt, detail: "SmartBill answered with a draft")
      book.forget(invoice.series)
      return retry(failure, after: .zero, claim, change: .inDoubt(reservation, failure))
    case .inDoubt(let failure):
      book.forget(invoice.series)
      return retry(failure, after: .zero, claim, change: .inDoubt(reservation, failure))
    }
  }

  // MARK: Endings

  private func retry(
    _ failure: Failure, after delay: Duration, _ claim: Claim, change: LedgerChange? = nil
  ) -> Settlement {
    Settlement(
      claim.fence, .retry(failure, at: time.now() + delay), changes: change.map { [$0] } ?? [])
  }
}

extension Failure {
  /// Whatever document SmartBill made: it can't be looked up by such a number.
  static func unusable(_ number: InvoiceNumber) -> Failure {
    Failure(.documentNumberUnusable, detail: "SmartBill gave “\(number.text)”")
  }
}

extension [Mend] {
  /// As a job's note has them; nil for none.
  fileprivate var note: JobNote? {
    isEmpty ? nil : JobNote(.mended, detail: map(\.description).joined(separator: "; "))
  }
}

extension RawAnswer {
  /// As the log says it, without a word of the answer itself.
  fileprivate var word: String {
    switch self {
    case .answered(let status, _): "HTTP \(status)"
    case .notSent: "not sent"
    case .unclear: "unclear"
    }
  }
}
