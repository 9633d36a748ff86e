import Domain
import Logging

/// Books a payment: at most one call goes out until it is proven to have recorded nothing.
struct PaymentPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let settings: EngineSettings
  let time: any TimeSource
  private let doubts: PaymentDoubtPerformer
  /// For how long a payment has waited for SmartBill to show what was there before it.
  private let lags: WaitBook

  /// How long a payment waits that nobody has asked an invoice for: its issuing is what ends that.
  static let invoiceDelay = Duration.seconds(600)

  init(
    store: any Store, invoicing: any Invoicing, settings: EngineSettings, time: any TimeSource
  ) {
    self.store = store
    self.invoicing = invoicing
    self.settings = settings
    self.time = time
    doubts = PaymentDoubtPerformer(
      store: store, invoicing: invoicing, settings: settings, time: time, book: WaitBook(time))
    lags = WaitBook(time)
  }

  func perform(_ command: Command.RecordPayment, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.payment(boundTo: asked.event, of: asked.shop) else {
      return .conflict("not bound", claim)
    }
    let payment = bound.payment
    let filter = InvoiceFilter(shop: asked.shop, order: command.order)
    let revisions = try await store.invoices(filter)
      .filter { $0.key.account == command.account && $0.key.kind == .invoice }
    switch PaymentStep.next(for: bound, asked: command, revisions: revisions) {
    case .send(let invoice, let document):
      if let againAt = payment.absences.againAt(at: time.now()) {
        return .paymentBehind(payment.absences, at: againAt, claim)
      }
      return try await send(bound, invoice, document, command, claim, logger)
    case .inside(let invoice):
      let type = settings.terms(of: payment)?.type
      let notice = payment.recordedNotice(
        PaymentResult(left: .zero), of: invoice, type: type, isInside: true, asked: asked)
      return Settlement(
        claim.fence, .completed(note: JobNote(.paidWithinInvoice)),
        changes: [.payment(.inside(payment.id, invoice, type, payment.received))],
        notices: [notice])
    case .look:
      return try await doubts.look(at: bound, revisions, command, claim)
    case .doubt(let failure):
      return retry(
        failure, after: .zero, claim, change: .inDoubt(payment.reservation, failure))
    case .done(let note, let tellsAgain):
      let notice = tellsAgain ? payment.recordedNotice(asked: asked) : nil
      return Settlement(
        claim.fence, .completed(note: note), notices: notice.map { [$0] } ?? [])
    case .wait(let failure):
      return retry(failure, after: RetryPolicy.ledgerDelay(after: claim.tries), claim)
    case .awaitInvoice(let failure):
      return retry(failure, after: Self.invoiceDelay, claim)
    case .refuse(let failure):
      return refused(failure, payment, nil, claim)
    case .correct:
      let failure = Failure(.paymentWaits, detail: "it has the values of an earlier event")
      return retry(
        failure, after: .zero, claim, change: .corrected(payment.id, command.payment))
    case .hold(let failure):
      let isTold = failure.code == .paymentDiffers
      return Settlement(
        claim.fence, .held(failure),
        notices: isTold ? [payment.failureNotice(failure, claim)] : [])
    }
  }

  // MARK: Sending

  private func send(
    _ bound: BoundPayment, _ invoice: Invoice, _ document: IssuedDocument,
    _ command: Command.RecordPayment, _ claim: Claim, _ logger: Logger
  ) async throws(StoreError) -> Settlement {
    let (payment, paidInvoice) = (bound.payment, invoice.paid(document))
    let call = SingleCall(settings, time, claim)
    guard let terms = settings.terms(of: payment) else {
      let failure = Failure(.paymentMethodUnknown, detail: payment.received.method)
      return refused(failure, payment, paidInvoice, claim)
    }
    let objection = PaymentRule.objection(
      toCurrency: payment.received.currency, of: document)
    if let objection { return refused(objection, payment, paidInvoice, claim) }
    let draft = payment.draft(
      of: document, cif: invoice.series.cif, terms,
      on: payment.received.date?.description ?? time.day(of: time.now()))
    let body: [UInt8]
    do {
      body = try invoicing.body(of: draft, for: command.account)
    } catch {
      return refused(error, payment, paidInvoice, claim)
    }

    let paid: PaidAmount
    switch await invoicing.paid(
      of: document.number, of: invoice.series.cif, isDoubt: false, for: command.account,
      at: time.now())
    {
    case .exists(let amount): paid = amount
    case .absent where lagLeft(of: payment, command) > .zero:
      // A read may lag behind the invoice that was just issued.
      let failure = Failure(.paymentWaits, detail: "SmartBill doesn't show \(document.number) yet")
      return retry(failure, after: RetryPolicy.seriesDelay, claim)
    case .absent:
      let failure = Failure(
        .paymentWithoutInvoice, detail: "SmartBill has no \(document.number)")
      return refused(failure, payment, paidInvoice, claim)
    case .unavailable(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .blocked(let until):
      return Settlement.blocked(command.account, until: until, claim)
    }
    // Another database may have booked it, and nobody knows how much of it is shown yet.
    if invoice.isAdopted, !payment.isVouched {
      let detail = "\(document.number) was there before this database knew of it; paid \(paid.paid)"
      return refused(Failure(.paymentRestored, detail: detail), payment, paidInvoice, claim)
    }
    if paid.paid < bound.known(of: invoice), lagLeft(of: payment, command) > .zero {
      // Told from less than was paid, a later payment's fate would be another's.
      let failure = Failure(.paymentWaits, detail: "what was paid before isn't shown yet")
      return retry(failure, after: lagLeft(of: payment, command), claim)
    }
    let amount = payment.received.amount
    if let objection = PaymentRule.objection(
      toSendAgain: payment, with: paid, known: bound.known(of: invoice))
    {
      return refused(objection, payment, paidInvoice, claim)
    }
    if let objection = PaymentRule.objection(
      to: amount, with: paid, known: bound.known(of: invoice),
      isRestored: !payment.isVouched && isRestored(bound, document))
    {
      return refused(objection, payment, paidInvoice, claim)
    }
    if case .blocked(let until) = await invoicing.turn(for: command.account) {
      return Settlement.blocked(command.account, until: until, claim)
    }

    let request = PaymentReservationRequest(
      payment: payment.id, received: payment.received, fence: claim.fence, body: body,
      invoice: paidInvoice, terms: terms, paidBefore: paid.paid)
    let result = try await invoicing.onTurn(for: command.account) {
      () async throws(StoreError) in try await store.reserve(request, at: time.now())
    }
    guard case .reserved(let reservation) = result else { return notReserved(result, claim) }
    let answer = await invoicing.record(body, for: command.account, permit: call.permit)
    logger.info("called SmartBill", metadata: ["payment": "\(payment.id)"])
    let evidence = PaymentEvidence(
      payment: reservation.payment, attempt: reservation.attempt, at: time.now(), answer: answer)
    try await call.keep { () async throws(StoreError) in try await store.record(evidence) }
    let reading = invoicing.reading(of: answer, payment: draft, at: time.now())
    return settlement(
      of: reading, reservation, payment, paidInvoice, terms, left: paid.left - amount, claim)
  }

  /// For how much longer a read may lag behind what was there when the payment was first to be sent;
  /// then what it shows is so, for a person may have deleted something.
  private func lagLeft(of payment: Payment, _ command: Command.RecordPayment) -> Duration {
    (settings.doubtTimings[command.account] ?? DoubtTiming()).quiet
      - lags.age(of: payment.id, attempt: payment.attempt)
  }

  /// Whether the invoice is from before the last restore, after which the ledger may know less of it
  /// than SmartBill.
  private func isRestored(_ bound: BoundPayment, _ document: IssuedDocument) -> Bool {
    bound.restoredAt.map { document.issuedOn <= time.day(of: $0) } ?? false
  }

  /// Something came between the look at the ledger and the reservation.
  private func notReserved(_ result: PaymentReservationResult, _ claim: Claim) -> Settlement {
    switch result {
    case .reserved: preconditionFailure("a reservation is used")
    case .obstructed(let other):
      let failure = Failure(.paymentWaits, detail: "payment \(other)")
      return retry(failure, after: RetryPolicy.ledgerDelay(after: claim.tries), claim)
    case .stateIs(let state):
      let failure = Failure(.ledgerConflict, detail: "the payment is now \(state.rawValue)")
      return retry(failure, after: .zero, claim)
    case .valuesChanged:
      let failure = Failure(.ledgerConflict, detail: "the payment came with other values meanwhile")
      return retry(failure, after: .zero, claim)
    case .fenced:
      return retry(Failure(.ledgerConflict, detail: "fenced"), after: .zero, claim)
    }
  }

  private func settlement(
    of reading: PaymentReading, _ reservation: PaymentReservation, _ payment: Payment,
    _ invoice: PaidInvoice, _ terms: PaymentTerms, left: Money, _ claim: Claim
  ) -> Settlement {
    let asked = claim.job.command.asked
    switch reading {
    case .recorded(let receipt):
      let result = PaymentResult(receipt: receipt, left: left)
      let notice = payment.recordedNotice(result, of: invoice, type: terms.type, asked: asked)
      return Settlement(
        claim.fence, .completed, changes: [.payment(.recorded(reservation, result))],
        notices: [notice])
    case .refused(let failure):
      return Settlement(
        claim.fence, .held(failure), changes: [.payment(.refused(reservation, failure))],
        notices: [payment.failureNotice(failure, claim)])
    case .accountRefused(let failure):
      return retry(
        failure, after: RetryPolicy.accountRefusedDelay, claim,
        change: .nothingRecorded(reservation))
    case .notSent(let failure):
      return retry(
        failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim,
        change: .nothingRecorded(reservation))
    case .blocked(let until):
      var settlement = Settlement.blocked(payment.key.account, until: until, claim)
      settlement.changes.append(.payment(.nothingRecorded(reservation)))
      return settlement
    case .inDoubt(let failure):
      return retry(failure, after: .zero, claim, change: .inDoubt(reservation, failure))
    }
  }

  // MARK: Endings

  private func refused(
    _ failure: Failure, _ payment: Payment, _ invoice: PaidInvoice?, _ claim: Claim
  ) -> Settlement {
    Settlement(
      claim.fence, .held(failure),
      changes: [.payment(.notRecordable(payment.id, failure, invoice))],
      notices: [payment.failureNotice(failure, claim)])
  }

  private func retry(
    _ failure: Failure, after delay: Duration, _ claim: Claim, change: PaymentChange? = nil
  ) -> Settlement {
    Settlement(
      claim.fence, .retry(failure, at: time.now() + delay),
      changes: change.map { [.payment($0)] } ?? [])
  }
}

extension Payment {
  var reservation: PaymentReservation { PaymentReservation(payment: id, attempt: attempt) }

  func draft(
    of document: IssuedDocument, cif: String, _ terms: PaymentTerms, on day: String
  ) -> PaymentDraft {
    PaymentDraft(
      key: key, invoice: document.number, cif: cif, value: received.amount,
      currency: document.currency, terms: terms, issuedOn: day)
  }

  /// Each failed attempt is a fact of its own: its reason may be another.
  func failureNotice(_ failure: Failure, _ claim: Claim) -> Notice {
    failureNotice(
      "failed/job/\(claim.job.id)/\(claim.job.attempt)", failure,
      asked: claim.job.command.asked)
  }
}

extension BoundPayment {
  /// What the ledger knows to be paid of the invoice.
  fileprivate func known(of invoice: Invoice) -> Money {
    recorded(of: invoice).reduce(invoice.paidInside ?? .zero) { $0 + $1.received.amount }
  }

  private func recorded(of invoice: Invoice) -> [Payment] {
    others.filter { $0.state == .recorded && !$0.isInside && $0.invoice?.id == invoice.id }
  }
}

extension EngineSettings {
  /// Today's: a payment that waits for a mended setting is sent by it.
  func terms(of payment: Payment) -> PaymentTerms? {
    policies[payment.key.shop]?.payments[payment.received.method]
  }
}
