import Domain

/// Finds out what became of a payment in doubt, and never sends: a look at what was kept, then,
/// after the quiet time, at what SmartBill shows as paid.
struct PaymentDoubtPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let settings: EngineSettings
  let time: any TimeSource
  let book: WaitBook

  func look(
    at bound: BoundPayment, _ revisions: [Invoice], _ command: Command.RecordPayment,
    _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let payment = bound.payment
    guard let doubt = payment.doubt, let paid = payment.invoice, let type = payment.type,
      let before = payment.paidBefore,
      let invoice = revisions.first(where: { $0.id == paid.id })
    else {
      return .conflict("nothing reserved", claim)
    }
    let look = Look(
      payment: payment, othersRecorded: bound.othersRecorded, invoice: paid, type: type,
      claim: claim)
    if let settlement = try await lateAnswer(look, invoice) { return settlement }
    let timing = settings.doubtTimings[command.account] ?? DoubtTiming()
    let quietLeft = timing.quiet - book.age(of: payment.id, attempt: payment.attempt)
    guard quietLeft <= .zero else { return look.again(at: time.now() + quietLeft) }
    let reading = await invoicing.paid(
      of: paid.number, of: invoice.series.cif, isDoubt: true, for: command.account, at: time.now())
    switch reading {
    case .exists(let amount):
      let isConfirmed =
        amount.paid == before
        && book.confirmsAbsence(
          of: payment.id, attempt: payment.attempt, absentAt: doubt.unchangedAt,
          after: timing.confirm)
      let verdict = PaymentRule.verdict(
        on: amount.paid, before: before, amount: payment.received.amount,
        isConfirmed: isConfirmed)
      return decide(verdict, amount, before, look, timing)
    case .absent:
      let detail = "SmartBill has no \(paid.number)"
      return look.needsPerson(Failure(.paymentUndecided, detail: detail), seen: nil)
    case .unavailable(let failure):
      // An outage is no evidence.
      return look.again(
        failure, at: time.now() + RetryPolicy.accountingDelay(after: claim.tries))
    case .blocked(let until):
      return Settlement.blocked(command.account, until: until, claim)
    }
  }

  private func decide(
    _ verdict: PaymentRule.Verdict, _ amount: PaidAmount, _ before: Money, _ look: Look,
    _ timing: DoubtTiming
  ) -> Settlement {
    switch verdict {
    case .unchanged(proven: true): return look.provenAbsent(at: time.now(), timing)
    case .unchanged(proven: false):
      var settlement = look.again(at: time.now() + timing.confirm)
      let since = look.payment.doubt?.unchangedAt ?? time.now()
      settlement.changes = [.payment(.unchanged(look.payment.reservation, at: since))]
      return settlement
    case .recorded:
      // SmartBill shows what is paid, and not by which receipt.
      let receipt = look.payment.receipt.map { Receipt(series: $0.series, number: nil) }
      let note = receipt == nil ? JobNote(.foundPaid) : JobNote(.foundPaid, .receiptUnknown)
      return look.recorded(PaymentResult(receipt: receipt, left: amount.left), note: note)
    case .undecided:
      let detail =
        "paid before \(before), now \(amount.paid), the payment \(look.payment.received.amount)"
      return look.needsPerson(Failure(.paymentUndecided, detail: detail), seen: amount.paid)
    }
  }

  /// An answer may have been stored and not read: by a process that died, or by a worker whose
  /// claim had passed to another.
  private func lateAnswer(_ look: Look, _ invoice: Invoice) async throws(StoreError)
    -> Settlement?
  {
    let payment = look.payment
    guard let document = invoice.document else { return nil }
    let terms = PaymentTerms(type: look.type, series: payment.receipt?.series)
    let draft = payment.draft(of: document, cif: invoice.series.cif, terms, on: "")
    let evidence = try await store.payment(payment.id)?.evidence ?? []
    for kept in evidence where kept.attempt == payment.attempt {
      switch invoicing.reading(of: kept.answer, payment: draft, at: kept.at) {
      case .recorded(let receipt):
        let left = payment.paidBefore.map { document.total - $0 - payment.received.amount }
        return look.recorded(
          PaymentResult(receipt: receipt, left: left), note: JobNote(.answerKept))
      case .refused(let failure):
        return Settlement(
          look.claim.fence, .held(failure),
          changes: [.payment(.refused(payment.reservation, failure))],
          notices: [payment.failureNotice(failure, look.claim)])
      case .notSent, .accountRefused, .blocked:
        return look.nothingRecorded(at: time.now())
      case .inDoubt: continue
      }
    }
    return nil
  }

  /// One look, and what is known before it.
  private struct Look {
    let payment: Payment
    let othersRecorded: Bool
    let invoice: PaidInvoice
    let type: PaymentType
    let claim: Claim

    func again(_ failure: Failure? = nil, at moment: Timestamp) -> Settlement {
      let failure = failure ?? payment.failure ?? Failure(.paymentInDoubt)
      return Settlement(claim.fence, .retry(failure, at: moment))
    }

    /// It may have left, and two looks have proven that nothing was booked.
    func provenAbsent(at now: Timestamp, _ timing: DoubtTiming) -> Settlement {
      var absences = payment.absences
      absences.count += 1
      guard AbsenceRule.needsPerson(after: absences.count, others: othersRecorded) else {
        let againAt = now + AbsenceRule.delay(after: absences.count, quiet: timing.quiet)
        var settlement = Settlement.paymentBehind(absences, at: againAt, claim)
        settlement.changes = [.payment(.absent(payment.reservation, againAt: againAt))]
        return settlement
      }
      let failure = Failure(
        .paymentProvenAbsent,
        detail: AbsenceRule.detail(absences.count, since: absences.doubtedAt))
      return Settlement(
        claim.fence, .held(failure),
        changes: [.payment(.parked(payment.reservation, failure))],
        notices: [payment.failureNotice(failure, claim)])
    }

    /// Sent again: not one byte of it had left, or SmartBill had not taken it.
    func nothingRecorded(at moment: Timestamp) -> Settlement {
      Settlement(
        claim.fence, .retry(Failure(.paymentWaits, detail: "nothing was recorded"), at: moment),
        changes: [.payment(.nothingRecorded(payment.reservation))])
    }

    func recorded(_ result: PaymentResult, note: JobNote) -> Settlement {
      let notice = payment.recordedNotice(
        result, of: invoice, type: type, asked: claim.job.command.asked)
      return Settlement(
        claim.fence, .completed(note: note),
        changes: [.payment(.recorded(payment.reservation, result))], notices: [notice])
    }

    func needsPerson(_ failure: Failure, seen: Money?) -> Settlement {
      Settlement(
        claim.fence, .held(failure),
        changes: [.payment(.needsPerson(payment.reservation, failure, seen: seen))])
    }
  }
}
