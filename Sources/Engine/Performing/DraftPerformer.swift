import Domain
import Logging

/// Makes drafts instead of invoices. A draft takes no number, so no series tells what became of a
/// call whose answer was lost: that one is a person's, and is never repeated by itself.
struct DraftPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let preparing: DocumentPreparer
  let settings: EngineSettings
  let time: any TimeSource

  private var replanning: Replanning {
    Replanning(store: store, policies: settings.policies, time: time)
  }

  func perform(_ command: Command.IssueInvoice, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .issue)
    else {
      return .overtaken(command, of: .issue, claim)
    }
    let invoice = bound.invoice
    let reservation = Reservation(invoice: invoice.id, attempt: invoice.attempt)
    switch invoice.state {
    case _ where invoice.key.kind != .draft:
      return Settlement(
        claim.fence, .completed(note: JobNote(.fromBeforeTrial, detail: "\(invoice.id)")))
    case .planned, .refused:
      if let end = try await replanning.end(at: .send, of: command, bound, claim) { return end }
      if bound.obstacle == .unverified {
        let search = CompanySearch(store: store, invoicing: invoicing, time: time)
        let step = try await search.step(
          before: invoice, SeriesObstacle.unverified.failure, DocumentRequest(command), claim)
        if case .ended(let settlement) = step { return settlement }
      }
      // Another database had the order drafted or invoiced.
      if let seen = bound.seen {
        return Settlement(claim.fence, .held(Failure(.documentDiffers, detail: "\(seen)")))
      }
      return try await send(invoice, command, claim, logger)
    case .issued:
      let notice = try await toldNotice(of: invoice, asked)
      return Settlement(
        claim.fence, .completed(note: JobNote(.draftedAlready)), notices: notice.map { [$0] } ?? [])
    case .sending:
      // Of a lane one job runs: so the claim that reserved it is over.
      let failure = Failure(.draftInDoubt, detail: "Punte was interrupted")
      return retry(failure, after: .zero, claim, change: .inDoubt(reservation, failure))
    case .inDoubt:
      return try await look(at: invoice, reservation, command, claim)
    case .needsPerson, .provenAbsent:
      return Settlement(claim.fence, .held(invoice.failure ?? Failure(.draftInDoubt)))
    case .cancelled, .reversed, .withdrawn, .abandoned:
      return Settlement(
        claim.fence, .completed(note: JobNote(.stateIs, detail: invoice.state.rawValue)))
    }
  }

  /// What was told first, link included; else what a person said.
  private func toldNotice(of invoice: Invoice, _ asked: Asking) async throws(StoreError)
    -> Notice?
  {
    guard let notice = invoice.draftedNotice(editURL: nil, asked: asked) else { return nil }
    guard var told = try await store.notice(telling: notice.fact)?.notice else { return notice }
    told.asked = asked
    return told
  }

  private func send(
    _ invoice: Invoice, _ command: Command.IssueInvoice, _ claim: Claim, _ logger: Logger
  ) async throws(StoreError) -> Settlement {
    let call = SingleCall(settings, time, claim)
    let (draft, prepared): (DocumentDraft, PreparedInvoice)
    switch await preparing.result(for: DocumentRequest(command), of: invoice, claim) {
    case .ready(let spelled, let words): (draft, prepared) = (spelled, words)
    case .ended(let settlement): return settlement
    }
    if case .blocked(let until) = await invoicing.turn(for: command.account) {
      return Settlement.blocked(command.account, until: until, claim)
    }
    var request = ReservationRequest(
      invoice: invoice.id, fence: claim.fence, body: prepared.body, expectedNumber: 0,
      total: prepared.total, currency: command.order.currency, issuedOn: draft.issuedOn,
      mends: prepared.mends)
    request.content = command.contentEvent
    let result = try await invoicing.onTurn(for: command.account) {
      () async throws(StoreError) in try await store.reserve(request, at: time.now())
    }
    guard case .reserved(let reservation) = result else {
      return retry(Failure(.ledgerConflict, detail: "not reserved"), after: .zero, claim)
    }
    let answer = await invoicing.create(
      prepared.body, for: command.account, permit: call.permit)
    logger.info("called SmartBill", metadata: ["draft": "\(invoice.id)"])
    let evidence = Evidence(of: answer, to: reservation, at: time.now())
    try await call.keep { () async throws(StoreError) in try await store.record(evidence) }
    let reading = invoicing.reading(of: answer, draft: draft, at: time.now())
    return settlement(of: reading, reservation, invoice, command, on: draft.issuedOn, claim)
      ?? retry(
        inDoubt(reading), after: .zero, claim, change: .inDoubt(reservation, inDoubt(reading)))
  }

  /// An answer may have been stored and not read; without one, nothing can be looked up.
  private func look(
    at invoice: Invoice, _ reservation: Reservation, _ command: Command.IssueInvoice,
    _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let draft = DocumentRequest(command).draft(of: invoice, on: invoice.reserved?.issuedOn ?? "")
    let evidence = try await store.invoice(invoice.id)?.evidence ?? []
    for kept in evidence where kept.attempt == invoice.attempt {
      let reading = invoicing.reading(of: kept.answer, draft: draft, at: kept.at)
      if let settlement = settlement(
        of: reading, reservation, invoice, command, on: draft.issuedOn, claim)
      {
        return settlement
      }
    }
    let failure = invoice.failure ?? Failure(.draftInDoubt)
    return Settlement(
      claim.fence, .held(failure), changes: [.needsPerson(reservation, failure, [])],
      notices: [invoice.failureNotice(failure, of: .issue, claim)])
  }

  /// nil where the answer proves nothing.
  private func settlement(
    of reading: CreateReading, _ reservation: Reservation, _ invoice: Invoice,
    _ command: Command.IssueInvoice, on day: String, _ claim: Claim
  ) -> Settlement? {
    switch reading {
    case .drafted(let editURL):
      let drafted = DraftedInvoice(
        series: invoice.series.name, total: command.order.total, currency: command.order.currency,
        issuedOn: day, editURL: editURL)
      let notice = invoice.draftedNotice(drafted, asked: command.asked)
      return Settlement(
        claim.fence, .completed, changes: [.drafted(reservation, editURL: editURL)],
        notices: [notice])
    case .refused(let failure) where failure.code == .seriesUnknown,
      .accountRefused(let failure):
      return retry(
        failure, after: RetryPolicy.accountRefusedDelay, claim,
        change: .nothingIssued(reservation))
    case .refused(let failure):
      return DocumentRequest(command).failed(
        failure, of: invoice, claim, change: .refused(reservation, failure))
    case .notSent(let failure):
      return retry(
        failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim,
        change: .nothingIssued(reservation))
    case .blocked(let until):
      var settlement = Settlement.blocked(command.account, until: until, claim)
      settlement.changes.append(.nothingIssued(reservation))
      return settlement
    // A number for what was to be a draft is a person's too.
    case .inDoubt, .issued: return nil
    }
  }

  private func inDoubt(_ reading: CreateReading) -> Failure {
    switch reading {
    case .inDoubt(let failure): Failure(.draftInDoubt, detail: failure.detail)
    case .issued(let document): Failure(.draftInDoubt, detail: "it got number \(document.number)")
    default: Failure(.draftInDoubt)
    }
  }

  private func retry(
    _ failure: Failure, after delay: Duration, _ claim: Claim, change: LedgerChange? = nil
  ) -> Settlement {
    Settlement(
      claim.fence, .retry(failure, at: time.now() + delay), changes: change.map { [$0] } ?? [])
  }
}
