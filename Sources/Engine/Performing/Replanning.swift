import Domain
import Handlers

/// Plans a document anew just before it is sent: with the order as its newest event has it, and by the
/// settings of now. What the job does is written down before it is done, so that whoever looks for the
/// document later knows what was sent.
struct Replanning: Sendable {
  let store: any Store
  let policies: [ShopID: ShopPolicy]
  let time: any TimeSource

  /// How the job ends where it isn't to go on as it was planned; nil where it is.
  func end(
    at step: IssueStep, of command: Command.IssueInvoice, _ bound: BoundInvoice, _ claim: Claim
  ) async throws(StoreError) -> Settlement? {
    switch step {
    case .done, .hold, .waitForCancel: return nil
    case .send, .adopt, .look, .doubt, .waitForSeries, .verifySeries: break
    }
    let invoice = bound.invoice
    switch try await plan(command, bound) {
    case .asNow(let plan):
      return plan == command ? nil : anew(plan, invoice, claim)
    case .nothing(let failure):
      return Settlement(
        claim.fence, .completed(note: JobNote(.zeroTotal)),
        changes: [.notInvoiceable(invoice.id, failure)],
        notices: [
          invoice.notice(
            "skipped/\(bound.content ?? command.asked.event)", asked: command.asked,
            .skipped(failure))
        ])
    case .unfit(let failure):
      return Settlement(
        claim.fence, .held(failure),
        notices: [invoice.failureNotice(failure, of: invoice.key.kind.operation, claim)])
    }
  }

  private func anew(_ plan: Command.IssueInvoice, _ invoice: Invoice, _ claim: Claim)
    -> Settlement
  {
    var settlement = Settlement(claim.fence, .retry(Failure(.planRenewed), at: time.now()))
    settlement.successor =
      switch invoice.key.kind {
      case .proforma: .issueProforma(plan)
      case .draft: .draftInvoice(plan)
      case .invoice, .storno, .refund: .issueInvoice(plan)
      }
    if plan.series != invoice.series || plan.account != invoice.key.account {
      settlement.changes = [.moved(invoice.id, plan.series, plan.account)]
    }
    return settlement
  }

  // MARK: Planning

  private enum Plan {
    case asNow(Command.IssueInvoice)
    /// The settings have nothing issued for such an order.
    case nothing(Failure)
    /// The newest event can't be read any more, or no document can be made of what it says.
    case unfit(Failure)
  }

  private func plan(_ command: Command.IssueInvoice, _ bound: BoundInvoice)
    async throws(StoreError) -> Plan
  {
    let (invoice, asked) = (bound.invoice, command.asked)
    var stays = command
    stays.series = invoice.series
    stays.account = invoice.key.account
    // What may have been sent is looked for where it was, and as it was.
    guard invoice.state.isSendable, let policy = policies[asked.shop] else { return .asNow(stays) }

    let content = bound.content ?? command.contentEvent
    var order = command.order
    if content != command.contentEvent {
      guard let newest = try await self.order(of: content, in: asked.shop) else {
        return .unfit(Failure(.eventOvertaken, detail: "event \(content) can't be read any more"))
      }
      order = newest
      // What was asked for is the older event's.
      order.status = command.order.status
    }
    if policy.skips(order) { return .nothing(Failure(.orderTotalZero)) }
    let kind = invoice.key.kind
    if let failure = DocumentPlan.obstacle(to: order, as: kind, under: policy) {
      return .unfit(failure)
    }
    guard
      var plan = DocumentPlan.command(
        for: order, asked: asked, cause: command.cause, as: kind, under: policy)
    else { return .asNow(stays) }
    plan.content = content == asked.event ? nil : content
    if invoice.attempt > 0 {
      plan.series = invoice.series
      plan.account = invoice.key.account
    } else if plan.series != invoice.series {
      plan.series = try await openingSeries(of: invoice, plan, under: policy)
    }
    return .asNow(plan)
  }

  /// An order stays in the series in which its document was opened, whatever rule a later event of it
  /// meets; but it follows the settings where they have another for the event that opened it.
  private func openingSeries(
    of invoice: Invoice, _ plan: Command.IssueInvoice, under policy: ShopPolicy
  ) async throws(StoreError) -> Series {
    if invoice.openedBy == plan.contentEvent { return plan.series }
    if let opening = try await order(of: invoice.openedBy, in: policy.shop),
      let opened = DocumentPlan.command(
        for: opening, asked: plan.asked, cause: plan.cause, as: invoice.key.kind, under: policy)
    {
      return opened.series
    }
    let known = invoice.key.kind == .proforma ? policy.allProformaSeries : policy.allSeries
    return known.contains(invoice.series) ? invoice.series : plan.series
  }

  private func order(of event: EventID, in shop: ShopID) async throws(StoreError) -> Order? {
    try await store.event(event, of: shop).flatMap { DocumentPlan.order(in: $0.body) }
  }
}
