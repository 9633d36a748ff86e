import Domain
import Handlers

/// Leaves an order alone for the time that its shop's settings say, and then has it invoiced, unless
/// it has left the statuses that ask for an invoice by then.
struct WaitPerformer: Sendable {
  private let store: any Store
  private let policies: [ShopID: ShopPolicy]
  private let time: any TimeSource
  private let book: WaitBook

  init(store: any Store, policies: [ShopID: ShopPolicy], time: any TimeSource) {
    self.store = store
    self.policies = policies
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
      return .overtaken(command.issue, of: .issue, claim)
    }
    let invoice = bound.invoice
    // A replay tells again what became of it.
    if asked.run == 0, invoice.state == .issued || invoice.state.isDead {
      return Settlement(
        claim.fence, .completed(note: JobNote(.stateIs, detail: invoice.state.rawValue)))
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
        return Settlement(claim.fence, .completed(note: JobNote(.laterEventAsks)))
      }
      if let status = try await statusLeftFor(command.issue, bound) {
        return Settlement(
          claim.fence, .completed(note: JobNote(.calledOff, detail: status)),
          changes: [.calledOff(invoice.id)], notices: [invoice.cancelledNotice(asked: asked)])
      }
    }
    let watch = Command.WatchInvoice(
      asked: asked, order: command.issue.order.id,
      delay: .milliseconds(command.delayedAfterMilliseconds))
    return Settlement(
      claim.fence, .completed, commands: [.issueInvoice(command.issue), .watchInvoice(watch)])
  }

  /// The status that the order has by its newest event, if that asks for no invoice.
  private func statusLeftFor(_ issue: Command.IssueInvoice, _ bound: BoundInvoice)
    async throws(StoreError) -> String?
  {
    let (event, shop) = (issue.asked.event, issue.asked.shop)
    guard bound.invoice.state == .planned, let policy = policies[shop],
      let newest = bound.content, newest != event,
      let body = try await store.event(newest, of: shop)?.body,
      let status = DocumentPlan.statusReached(in: body), !policy.statuses.contains(status)
    else { return nil }
    return status
  }
}
