import Domain

/// Leaves an order alone for the time that its shop's settings say, and then has it invoiced.
struct WaitPerformer: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let book: WaitBook

  init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
    book = WaitBook(time)
  }

  func perform(_ command: Command.WaitToIssue, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let settlement = try await settlement(command, claim)
    if case .retry = settlement.outcome {} else { book.forget(claim.job.id) }
    return settlement
  }

  private func settlement(_ command: Command.WaitToIssue, _ claim: Claim)
    async throws(StoreError) -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .issue)
    else {
      return .conflict("not bound", claim)
    }
    let invoice = bound.invoice
    // A replay tells again what became of it.
    if asked.run == 0, invoice.state == .issued || invoice.state.isDead {
      return Settlement(
        claim.fence, .completed(note: "the invoice is \(invoice.state.rawValue) meanwhile"))
    }
    if invoice.state.isSendable {
      let now = time.now()
      let due = IssueMoment(
        wait: .milliseconds(command.waitMilliseconds), monthEnd: command.monthEnd, time: time
      ).due(
        openedAt: invoice.createdAt, askedAt: claim.job.createdAt, at: now,
        waited: book.age(of: claim.job.id))
      if due.moment > now {
        let failure = Failure(.invoiceWaits, detail: "until \(due.moment), for \(due.reason)")
        return Settlement(claim.fence, .retry(failure, at: due.moment))
      }
      // The order may have changed since, and what it was at last is what is invoiced.
      guard bound.later.isDisjoint(with: [.waitToIssue, .issueInvoice]) else {
        return Settlement(claim.fence, .completed(note: "a later event asks for it"))
      }
    }
    let watch = Command.WatchInvoice(
      asked: asked, order: command.issue.order.id,
      delay: .milliseconds(command.delayedAfterMilliseconds))
    return Settlement(
      claim.fence, .completed, commands: [.issueInvoice(command.issue), .watchInvoice(watch)])
  }
}
