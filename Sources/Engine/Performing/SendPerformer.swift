import Domain

/// Has SmartBill e-mail an order's invoice. A mail can't be taken back, so it is never sent again by
/// itself where it may have gone out, nor by a replay.
struct SendPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource
  let calling: DocumentCaller

  func perform(_ command: Command.SendInvoice, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    guard command.asked.run == 0 || command.invoice != nil else {
      return try await tellAgain(command, claim)
    }
    let filter = InvoiceFilter(shop: command.asked.shop, order: command.order)
    let revisions = try await store.invoices(filter)
      .filter { invoice in
        // The settings name the document that they have mailed: it may be a proforma.
        invoice.key.account == command.account
          && (command.invoice.map { $0 == invoice.id } ?? (invoice.key.kind == .invoice))
      }
    switch SendStep.next(for: revisions) {
    case .send(let invoice, let number):
      let attempts = try await attempts(of: claim)
      guard !attempts.sinceRequeue.contains(where: { $0.outcome == AttemptRecord.interrupted })
      else {
        return failed(Failure(.mailUnconfirmed, detail: "Punte was interrupted"), command, claim)
      }
      let mayHaveGone = command.mayHaveGone == true || invoice.isAdopted
      guard !mayHaveGone || attempts.wereRequeued else {
        let detail = "\(number) was there before this database knew of it"
        return failed(Failure(.mailUnconfirmed, detail: detail), command, claim)
      }
      return try await send(invoice, number, command, claim)
    case .wait(let invoice):
      let failure = Failure(.mailWaits, detail: "invoice \(invoice)")
      return retry(failure, after: RetryPolicy.ledgerDelay(after: claim.tries), claim)
    case .nothingToSend(let failure) where command.invoice != nil:
      // Nobody asked for it, and so nobody waits for it.
      return Settlement(claim.fence, .completed(note: JobNote(.noMail, detail: failure.detail)))
    case .nothingToSend(let failure):
      return failed(failure, command, claim)
    }
  }

  private func send(
    _ invoice: Invoice, _ number: InvoiceNumber, _ command: Command.SendInvoice, _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let (cif, mail, isProforma) = (
      invoice.series.cif, command.mail, invoice.key.kind == .proforma
    )
    let permit: SendPermit
    switch try await calling.admission(of: .mail, of: invoice, for: command.account, claim) {
    case .granted(let given): permit = given
    case .ended(let settlement): return settlement
    }
    let reading =
      isProforma
      ? await invoicing.emailProforma(
        number, of: cif, as: mail, for: command.account, permit: permit, at: time.now())
      : await invoicing.email(
        number, of: cif, as: mail, for: command.account, permit: permit, at: time.now())
    switch reading {
    case .sent:
      let revision = invoice.key.revision
      let content: Notice.Content =
        isProforma
        ? .proformaSent(number, mail, revision: revision)
        : .sent(number, mail, revision: revision)
      return Settlement(claim.fence, .completed, notices: [sentNotice(content, command)])
    case .refused(let failure), .unconfirmed(let failure):
      return failed(failure, command, claim)
    case .notSent(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .accountRefused(let failure):
      return retry(failure, after: RetryPolicy.accountRefusedDelay, claim)
    case .blocked(let until):
      return Settlement.blocked(command.account, until: until, claim)
    }
  }

  /// A claim that was lost may have had its call sent, and nobody kept the answer.
  private func attempts(of claim: Claim) async throws(StoreError) -> [AttemptRecord] {
    try await store.job(claim.job.id)?.attempts ?? []
  }

  private func tellAgain(_ command: Command.SendInvoice, _ claim: Claim)
    async throws(StoreError) -> Settlement
  {
    let told = try await store.notice(telling: Self.sentFact(of: command))
    return Settlement(
      claim.fence, .completed(note: JobNote(.noMailAgain)),
      notices: told.map { [sentNotice($0.notice.content, command)] } ?? [])
  }

  // MARK: Endings

  private func failed(_ failure: Failure, _ command: Command.SendInvoice, _ claim: Claim)
    -> Settlement
  {
    .failed(failure, of: .send, for: command.order, claim)
  }

  private func retry(_ failure: Failure, after delay: Duration, _ claim: Claim) -> Settlement {
    Settlement(claim.fence, .retry(failure, at: time.now() + delay))
  }

  private func sentNotice(_ content: Notice.Content, _ command: Command.SendInvoice) -> Notice {
    Notice(
      fact: Self.sentFact(of: command), asked: command.asked, order: command.order,
      content: content)
  }

  /// Whatever its run: a replay tells the same fact.
  private static func sentFact(of command: Command.SendInvoice) -> String {
    command.invoice.map { "invoice/\($0)/mailed" }
      ?? "event/\(command.asked.shop)/\(command.asked.event)/sent"
  }
}

extension [AttemptRecord] {
  private static func isRequeue(_ record: AttemptRecord) -> Bool {
    record.outcome == AttemptRecord.requeue
  }

  fileprivate var wereRequeued: Bool { contains(where: Self.isRequeue) }

  /// The newest first.
  fileprivate var sinceRequeue: [AttemptRecord] {
    Array(reversed().prefix { !Self.isRequeue($0) })
  }
}
