import Domain
import Logging

/// Issues what takes an invoice back, a storno or a refund, as any invoice is issued: reserved
/// before it is sent, sent at most once, looked for where nobody knows.
struct ReversePerformer: Sendable {
  let store: any Store
  let issuing: IssuePerformer

  func perform(_ command: Command.ReverseInvoice, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    let asked = command.asked
    guard
      let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .reverse),
      let original = bound.original, let document = original.document
    else {
      return .conflict("not bound", claim)
    }
    var request = DocumentRequest(
      command, of: original, document, waitingCancel: waitingCancel(of: original))
    let invoice = bound.invoice
    if case .refund(let id) = command.cause,
      let content = try await store.refund(
        id, of: command.order, in: asked.shop, of: command.account)?.content
    {
      guard content.asksTheSame(as: RefundContent(command.extent), of: document.total) else {
        return overtaken(by: content, invoice, request, claim)
      }
      request.refund = AskedRefund(id, content)
    }
    if case .part = command.extent, invoice.state.isSendable {
      request.parts = try await parts(of: original, document, bound.reversals)
    }
    // Of a cancel that was refused, or let go, since.
    if case .cancel = command.cause, invoice.state.isSendable, original.cancelling == nil {
      // Planned it would be waited for, and nobody would send it.
      return Settlement(
        claim.fence, .completed(note: JobNote(.cancelIsOver)),
        changes: invoice.state == .planned ? [.withdrawn(invoice.id)] : [])
    }
    // What exists is taken over, whatever may be sent by now.
    if invoice.state.isSendable, bound.seen == nil,
      let failure = overtaken(request, bound, document)
        ?? ReversalRule.obstacle(to: command.extent, of: original, beside: bound.reversals)
    {
      return request.failed(
        failure, of: invoice, claim, change: .notInvoiceable(invoice.id, failure))
    }
    var step = IssueStep.next(for: bound, tellsAgain: true)
    if step == .send {
      switch await storno(among: bound.lookalikes, of: document.number, invoice, command.account) {
      case .there(let number): step = .adopt(number)
      case .none: break
      case .unavailable(let failure):
        let delay = RetryPolicy.accountingDelay(after: claim.tries)
        return Settlement(claim.fence, .retry(failure, at: issuing.time.now() + delay))
      case .blocked(let until):
        return Settlement.blocked(command.account, until: until, claim)
      }
    }
    return try await issuing.take(step, bound, request, claim, logger)
  }

  private enum Lookup {
    case there(InvoiceNumber)
    case none
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// The storno that was made after the copy of a restored database, or before a new one: it names
  /// the invoice that it takes back.
  private func storno(
    among lookalikes: [InvoiceNumber], of original: InvoiceNumber, _ storno: Invoice,
    _ account: AccountID
  ) async -> Lookup {
    for number in lookalikes {
      let reading = await issuing.invoicing.naming(
        of: original, on: number, of: storno.series.cif, for: account, at: issuing.time.now())
      switch reading {
      case .named(true): return .there(number)
      case .named(false): continue
      case .unavailable(let failure): return .unavailable(failure)
      case .blocked(let until): return .blocked(until: until)
      }
    }
    return .none
  }

  /// What the refund is held against. What was made from a proforma has its lines.
  private func parts(
    of original: Invoice, _ document: IssuedDocument, _ reversals: [Invoice]
  ) async throws(StoreError) -> RefundedParts {
    let request = try await store.invoice(original.proforma ?? original.id)?.request
    var parts = RefundedParts(
      invoice: .init(number: document.number.description, request: request), refunds: [])
    for refund in reversals where refund.key.kind == .refund && refund.mayStand {
      let number = refund.document?.number.description ?? "invoice \(refund.id)"
      let request = try await store.invoice(refund.id)?.request
      parts.refunds.append(.init(number: number, request: request))
    }
    return parts
  }

  /// A later event asked for the refund otherwise, before it was sent: that one's job sends it. What
  /// was sent meanwhile is another than this event's.
  private func overtaken(
    by content: RefundContent, _ invoice: Invoice, _ request: DocumentRequest, _ claim: Claim
  ) -> Settlement {
    let failure = RefundPerformer.differs(from: content, invoice)
    if invoice.state.isSendable {
      // A cancel may wait for what is planned, and nobody would send it.
      return Settlement(
        claim.fence, .completed(note: JobNote(.asksOtherwise)),
        changes: [.notInvoiceable(invoice.id, failure)])
    }
    guard claim.job.command.asked.run == 0 else {
      return Settlement(claim.fence, .completed(note: JobNote(.asksOtherwise)))
    }
    return Settlement(
      claim.fence, .held(failure),
      notices: [invoice.failureNotice(failure, of: .refund, claim)])
  }

  /// A cancel may have annulled the invoice already, and its answer be lost. What may be there already
  /// is looked for first: the cancel waits for that.
  private func overtaken(
    _ request: DocumentRequest, _ bound: BoundInvoice, _ document: IssuedDocument
  ) -> Failure? {
    guard bound.original?.cancelling != nil, !request.answersCancel,
      bound.obstacle != .unverified
    else { return nil }
    return Failure(.refundWithoutInvoice, detail: "\(document.number) is being cancelled")
  }

  /// One that is to be done by annulment is refused instead: it tells that itself.
  private func waitingCancel(of original: Invoice) -> Asking? {
    let shop = original.key.shop
    guard issuing.settings.policies[shop]?.cancel == .storno else { return nil }
    return original.cancelling.map { Asking(shop: shop, event: $0, run: 0) }
  }
}
