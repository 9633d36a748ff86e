import Domain

/// Finds out what became of an invoice in doubt, and never sends: a look at what was kept, then,
/// after the quiet time, at SmartBill (design §6, steps 4 and 5).
struct DoubtPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let timings: [AccountID: DoubtTiming]
  let time: any TimeSource
  let book: WaitBook

  func look(at bound: BoundInvoice, _ request: DocumentRequest, _ claim: Claim)
    async throws(StoreError) -> Settlement
  {
    let invoice = bound.invoice
    guard let doubt = invoice.doubt, let reserved = invoice.reserved,
      let expected = invoice.expectedNumber
    else {
      return .conflict("nothing reserved", claim)
    }
    let kept = try await store.invoice(invoice.id)
    // What an audit saw, this ledger didn't send.
    let isSent = invoice.failure?.code != .documentSeen
    let look = Look(
      invoice: invoice, disowned: bound.disowned, othersIssued: bound.othersIssued, doubt: doubt,
      reserved: reserved, expected: expected, request: request,
      isUntagged: isSent && kept?.request?.hold(invoice.key.reference) ?? false, claim: claim,
      timing: timings[request.account] ?? DoubtTiming())
    // A person who has answered knows more than an answer that the ledger could not take.
    if doubt.namedNumber == nil, let settlement = lateAnswer(look, kept?.evidence ?? []) {
      return settlement
    }
    let quietLeft = look.timing.quiet - book.age(of: invoice.id, attempt: invoice.attempt)
    do {
      if let named = doubt.namedNumber { return try await check(named: named, look) }
      guard quietLeft <= .zero else { return look.again(at: time.now() + quietLeft) }
      return request.isProforma
        ? try await lookForProforma(look) : try await lookAtSeries(look)
    } catch {
      return error.settlement
    }
  }

  /// A look that ends early: SmartBill did not answer, which is no evidence.
  struct Unanswered: Error { let settlement: Settlement }

  /// One look, and what is known before it.
  struct Look {
    let invoice: Invoice
    /// Documents that bear its reference, and that a person said are not it.
    let disowned: Set<InvoiceNumber>
    let othersIssued: Bool
    let doubt: Doubt
    let reserved: ReservedDocument
    let expected: Int
    let request: DocumentRequest
    /// The request holds its reference without a tag: it is from before references had any.
    let isUntagged: Bool
    let claim: Claim
    let timing: DoubtTiming

    func expectation(isNamed: Bool) -> DoubtRule.Expectation {
      DoubtRule.Expectation(
        reference: invoice.key.reference, isUntagged: isUntagged, isNamed: isNamed)
    }

    var reservation: Reservation {
      Reservation(invoice: invoice.id, attempt: invoice.attempt)
    }

    func number(_ value: Int) -> InvoiceNumber {
      InvoiceNumber(series: invoice.series.name, value: value)
    }

    func again(_ failure: Failure? = nil, at moment: Timestamp, knowing doubt: Doubt? = nil)
      -> Settlement
    {
      let failure = failure ?? invoice.failure ?? Failure(invoice.key.kind.doubtCode)
      return Settlement(
        claim.fence, .retry(failure, at: moment),
        changes: doubt.map { [.looked(reservation, $0)] } ?? [])
    }

    /// It may have left, and two looks have proven that it doesn't exist.
    func provenAbsent(at now: Timestamp) -> Settlement {
      var absences = invoice.absences
      absences.count += 1
      guard AbsenceRule.needsPerson(after: absences.count, others: othersIssued) else {
        let againAt = now + AbsenceRule.delay(after: absences.count, quiet: timing.quiet)
        var settlement = Settlement.behind(absences, at: againAt, claim)
        settlement.changes = [.absent(reservation, againAt: againAt)]
        return settlement
      }
      let failure = Failure(
        .invoiceProvenAbsent,
        detail: AbsenceRule.detail(absences.count, since: absences.doubtedAt))
      return request.failed(
        failure, of: invoice, claim, change: .parked(reservation, failure))
    }

    /// Sent again: not one byte of it had left, or SmartBill had not taken it.
    func nothingIssued(at moment: Timestamp) -> Settlement {
      Settlement(
        claim.fence, .retry(Failure(.invoiceDelayed), at: moment),
        changes: [.nothingIssued(reservation)])
    }

    func adopted(_ document: IssuedDocument, note: JobNote) -> Settlement {
      Settlement(
        claim.fence, .completed(note: note), changes: [.issued(reservation, document)],
        notices: request.news(of: document, invoice), commands: request.mail(of: invoice))
    }

    /// Others are in the series too: a person must see them before it goes on.
    func adoptedBesideOthers(_ number: InvoiceNumber, note: JobNote, next: Int) -> Settlement {
      var settlement = adopted(reserved.document(number), note: note)
      let detail = "expected \(expected), got \(number.text), the next is \(next)"
      settlement.changes.append(
        .seriesStopped(invoice.series, Failure(.seriesGap, detail: detail)))
      settlement.commands.append(request.audit(of: invoice.series, metBy: claim))
      return settlement
    }

    /// As if its answer had come just now; whether its total was to be confirmed isn't known any
    /// more, so it is.
    func answered(_ document: IssuedDocument) -> Settlement {
      var settlement = adopted(document, note: JobNote(.answerKept))
      let series = invoice.series
      if let gap = request.gap(at: document, expecting: expected, in: series, claim) {
        settlement.changes.append(gap.change)
        settlement.commands.append(gap.command)
      }
      if !request.isProforma {
        settlement.commands.append(
          request.confirmation(of: document, in: series, total: reserved.total))
      }
      return settlement
    }

    func needsPerson(_ failure: Failure, _ candidates: [Candidate]) -> Settlement {
      Settlement(
        claim.fence, .held(failure), changes: [.needsPerson(reservation, failure, candidates)])
    }
  }

  // MARK: What was kept

  /// An answer may have been stored and not read: by a process that died, or by a worker whose
  /// claim had passed to another.
  private func lateAnswer(_ look: Look, _ evidence: [Evidence]) -> Settlement? {
    let draft = look.request.draft(of: look.invoice, on: look.reserved.issuedOn)
    for kept in evidence where kept.attempt == look.invoice.attempt {
      switch invoicing.reading(of: kept.answer, draft: draft, at: kept.at) {
      case .issued(let document) where document.number.value == nil:
        return look.needsPerson(.unusable(document.number), [])
      case .issued(var document):
        // It is what was sent, whatever the order says by now.
        document.total = look.reserved.total
        document.currency = look.reserved.currency
        document.issuedOn = look.reserved.issuedOn
        return look.answered(document)
      case .refused(let failure):
        return look.request.failed(
          failure, of: look.invoice, look.claim, change: .refused(look.reservation, failure))
      case .notSent, .accountRefused, .blocked:
        return look.nothingIssued(at: time.now())
      case .inDoubt, .drafted: continue
      }
    }
    return nil
  }

  // MARK: SmartBill

  private func lookAtSeries(_ look: Look) async throws(Unanswered) -> Settlement {
    let next = try next(
      in: await invoicing.nextNumber(
        of: look.invoice.series, for: look.request.account, at: time.now()), look)
    let movement = DoubtRule.movement(
      to: next, expecting: look.expected, isConfirmed: next == look.expected && confirms(look))
    if let settlement = try await lookAtConversions(movement, next: next, look) {
      return settlement
    }
    switch movement {
    case .absent(proven: true):
      return look.provenAbsent(at: time.now())
    case .absent(proven: false):
      var doubt = look.doubt
      doubt.absentAt = doubt.absentAt ?? time.now()
      return look.again(at: time.now() + look.timing.confirm, knowing: doubt)
    case .movedByOne:
      return try await decide(on: look.number(look.expected), look)
    case .moved(let new):
      let detail = "expected \(look.expected), the next is \(next)"
      var candidates: [Candidate] = []
      for value in new { candidates.append(try await candidate(look.number(value), look)) }
      let ours = DoubtRule.ours(
        among: candidates, of: next - look.expected, look.expectation(isNamed: false),
        total: look.reserved.total)
      if let ours, !look.disowned.contains(ours) {
        return look.adoptedBesideOthers(ours, note: JobNote(.foundInSmartBill), next: next)
      }
      return look.needsPerson(Failure(.seriesMoved, detail: detail), candidates)
    }
  }

  /// Whether a look that finds nothing is the second one that does.
  func confirms(_ look: Look) -> Bool {
    book.confirmsAbsence(
      of: look.invoice.id, attempt: look.invoice.attempt, absentAt: look.doubt.absentAt,
      after: look.timing.confirm)
  }

  func next(in reading: NumberReading, _ look: Look) throws(Unanswered) -> Int {
    switch reading {
    case .next(let number): return number
    case .unknownSeries:
      let failure = Failure(.seriesUnknown, detail: look.invoice.series.name)
      throw Unanswered(
        settlement: look.again(failure, at: time.now() + RetryPolicy.accountRefusedDelay))
    case .unavailable(let failure): throw unanswered(failure, look)
    case .blocked(let until):
      throw Unanswered(
        settlement: Settlement.blocked(look.request.account, until: until, look.claim))
    }
  }

  /// The one document that appeared is ours, or a person decides.
  private func decide(on number: InvoiceNumber, _ look: Look) async throws(Unanswered)
    -> Settlement
  {
    let candidate = try await self.candidate(number, look)
    switch try await verdict(on: candidate, look, isNamed: false) {
    case .ours:
      return look.adopted(look.reserved.document(number), note: JobNote(.foundInSmartBill))
    case .absent:
      // The series says that it exists, the document that it doesn't: one of them is late.
      var doubt = look.doubt
      doubt.rounds += 1
      guard doubt.rounds <= DoubtRule.roundsMax else {
        let detail = "the series has moved, but \(number) is not there"
        return look.needsPerson(Failure(.doubtUndecided, detail: detail), [candidate])
      }
      return look.again(at: time.now() + look.timing.confirm, knowing: doubt)
    case .differs(let how):
      return look.needsPerson(Failure(.documentDiffers, detail: how), [candidate])
    }
  }

  /// A person's answer is looked up before it is believed, and so is what an audit saw.
  private func check(named text: String, _ look: Look) async throws(Unanswered) -> Settlement {
    let number = InvoiceNumber(series: look.invoice.series.name, text: text)
    let wrong: String
    // What an audit saw is taken over only if it proves itself.
    let isSeen = look.invoice.failure?.code == .documentSeen
    let candidate = try await self.candidate(number, look, evenUnread: !isSeen)
    switch try await verdict(on: candidate, look, isNamed: !isSeen) {
    case .ours:
      return look.adopted(look.reserved.document(number), note: JobNote(.thereAlready))
    case .absent: wrong = "SmartBill has no \(number)"
    case .differs(let how): wrong = how
    }
    return look.needsPerson(
      Failure(isSeen ? .documentDiffers : .namedNumberWrong, detail: wrong), [candidate])
  }

  /// Whether it is the one that was asked for. A storno bears no reference of its own, so its text
  /// must name the invoice that it reverses.
  private func verdict(on candidate: Candidate, _ look: Look, isNamed: Bool)
    async throws(Unanswered) -> DoubtRule.Verdict
  {
    if let proforma = look.conversion,
      case .invoices(let made) = try await conversions(of: proforma, look)
    {
      return ConversionRule.verdict(on: candidate, made: made, total: look.reserved.total)
    }
    if look.request.isProforma {
      return DoubtRule.verdict(onProforma: candidate, look.expectation(isNamed: isNamed))
    }
    guard case .storno(let document) = look.request.content, let original = look.request.original
    else {
      return DoubtRule.verdict(
        on: candidate, look.expectation(isNamed: isNamed), total: look.reserved.total)
    }
    let verdict = DoubtRule.verdict(
      onStorno: candidate, of: .init(reference: original.key.reference, isNamed: isNamed),
      total: look.reserved.total)
    guard verdict == .ours, !isNamed else { return verdict }
    let reading = await invoicing.naming(
      of: document.number, on: candidate.number, of: look.invoice.series.cif,
      for: look.request.account, at: time.now())
    switch reading {
    case .named(true): return .ours
    case .named(false):
      return .differs("\(candidate.number) doesn't name \(document.number)")
    case .unavailable(let failure): throw unanswered(failure, look)
    case .blocked(let until):
      throw Unanswered(
        settlement: Settlement.blocked(look.request.account, until: until, look.claim))
    }
  }

  /// - Parameter evenUnread: what is printed on it decides nothing: a person says that it is the one,
  ///   or what it was made of does.
  func candidate(_ number: InvoiceNumber, _ look: Look, evenUnread: Bool = false)
    async throws(Unanswered) -> Candidate
  {
    let reader = DocumentReader(
      invoicing: invoicing, cif: look.invoice.series.cif, account: look.request.account,
      time: time, readsProformas: look.request.isProforma)
    switch await reader.read(number) {
    case .candidate(let candidate): return candidate
    case .unread(let candidate, _) where evenUnread: return candidate
    case .unread(let candidate, let failure): throw unread(candidate, failure, look)
    case .unavailable(let failure): throw unanswered(failure, look)
    case .blocked(let until):
      throw Unanswered(
        settlement: Settlement.blocked(look.request.account, until: until, look.claim))
    }
  }

  /// It may be the one, or another's: looked at again, and then a person's.
  private func unread(_ candidate: Candidate, _ failure: Failure, _ look: Look) -> Unanswered {
    var doubt = look.doubt
    doubt.rounds += 1
    return Unanswered(
      settlement: doubt.rounds <= DoubtRule.roundsMax
        ? look.again(failure, at: time.now() + look.timing.confirm, knowing: doubt)
        : look.needsPerson(failure, [candidate]))
  }

  func unanswered(_ failure: Failure, _ look: Look) -> Unanswered {
    let delay = RetryPolicy.accountingDelay(after: look.claim.tries)
    return Unanswered(settlement: look.again(failure, at: time.now() + delay))
  }
}

extension [UInt8] {
  /// Whether a request's bytes hold a reference without a tag.
  fileprivate func hold(_ reference: InvoiceReference) -> Bool {
    String(decoding: self, as: UTF8.self).contains(reference.text)
  }
}
