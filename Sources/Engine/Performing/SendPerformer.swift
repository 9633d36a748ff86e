import Domain

/// Has SmartBill e-mail an order's invoice. A mail can't be taken back, so it is never sent again by
/// itself where it may have gone out, nor by a replay.
struct SendPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource

  func perform(_ command: Command.SendInvoice, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    guard command.asked.run == 0 else { return try await tellAgain(command, claim) }
    let filter = InvoiceFilter(shop: command.asked.shop, order: command.order)
    let revisions = try await store.invoices(filter)
      .filter { $0.key.account == command.account && $0.key.kind == .invoice }
    switch SendStep.next(for: revisions) {
    case .send(let invoice, let number):
      guard try await !wasInterrupted(claim) else {
        return failed(Failure(.mailUnconfirmed, detail: "Punte was interrupted"), command, claim)
      }
      return await send(invoice, number, command, claim)
    case .wait(let invoice):
      let failure = Failure(.mailWaits, detail: "invoice \(invoice)")
      return retry(failure, after: RetryPolicy.ledgerDelay(after: claim.tries), claim)
    case .nothingToSend(let failure):
      return failed(failure, command, claim)
    }
  }

  private func send(
    _ invoice: Invoice, _ number: InvoiceNumber, _ command: Command.SendInvoice, _ claim: Claim
  ) async -> Settlement {
    let reading = await invoicing.email(
      number, of: invoice.series.cif, as: command.mail, for: command.account, at: time.now())
    switch reading {
    case .sent:
      let content = Notice.Content.sent(number, command.mail, revision: invoice.key.revision)
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

  /// Whether a claim of the job was lost since a person last asked for it: its call may have gone
  /// out, and nobody kept the answer.
  private func wasInterrupted(_ claim: Claim) async throws(StoreError) -> Bool {
    let attempts = try await store.job(claim.job.id)?.attempts ?? []
    let isRequeue = { (record: AttemptRecord) in record.outcome == AttemptRecord.requeue }
    return attempts.reversed().prefix { !isRequeue($0) }
      .contains { $0.outcome == AttemptRecord.interrupted }
  }

  private func tellAgain(_ command: Command.SendInvoice, _ claim: Claim)
    async throws(StoreError) -> Settlement
  {
    let told = try await store.notice(telling: Self.sentFact(of: command.asked))
    return Settlement(
      claim.fence, .completed(note: "a replay sends no e-mail again"),
      notices: told.map { [sentNotice($0.notice.content, command)] } ?? [])
  }

  // MARK: Endings

  private func failed(_ failure: Failure, _ command: Command.SendInvoice, _ claim: Claim)
    -> Settlement
  {
    let notice = Notice(
      fact: "send/job/\(claim.job.id)/\(claim.job.attempt)/failed", asked: command.asked,
      order: command.order, content: .failed(.send, failure))
    return Settlement(claim.fence, .held(failure), notices: [notice])
  }

  private func retry(_ failure: Failure, after delay: Duration, _ claim: Claim) -> Settlement {
    Settlement(claim.fence, .retry(failure, at: time.now() + delay))
  }

  private func sentNotice(_ content: Notice.Content, _ command: Command.SendInvoice) -> Notice {
    Notice(
      fact: Self.sentFact(of: command.asked), asked: command.asked, order: command.order,
      content: content)
  }

  /// Whatever its run: a replay tells the same fact.
  private static func sentFact(of asked: Asking) -> String {
    "event/\(asked.shop)/\(asked.event)/sent"
  }
}
