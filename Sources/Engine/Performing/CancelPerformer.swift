import Domain

/// Cancels the invoice that a cancel was bound to, as soon as it is clear what became of it.
struct CancelPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource

  func perform(_ command: Command.CancelInvoice, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .cancel)
    else {
      return Settlement(claim.fence, .held(Failure(.ledgerConflict, detail: "not bound")))
    }
    let invoice = bound.invoice
    switch invoice.state {
    case .issued:
      guard let number = invoice.document?.number else {
        return Settlement(claim.fence, .held(Failure(.ledgerConflict, detail: "no number")))
      }
      // A replay of a cancel that SmartBill refused, and the shop asked for the invoice since.
      guard invoice.cancelling != nil else {
        return Settlement(
          claim.fence, .completed(note: "the invoice was asked for again since, and stands"))
      }
      return await cancel(number, of: invoice, command, claim)
    case .planned, .refused:
      return Settlement(
        claim.fence, .completed(note: "nothing had been issued"),
        changes: [.withdrawn(invoice.id)], notices: [invoice.cancelledNotice(asked: asked)])
    case .withdrawn, .abandoned:
      return Settlement(
        claim.fence, .completed(note: "nothing had been issued"),
        notices: [invoice.cancelledNotice(asked: asked)])
    case .cancelled where invoice.cancelling == asked.event:
      // A restore before it may have been sent, and its answer be lost.
      guard let number = invoice.document?.number else { fallthrough }
      return await cancel(number, of: invoice, command, claim)
    case .cancelled:
      return Settlement(claim.fence, .completed, notices: [invoice.cancelledNotice(asked: asked)])
    case .reversed:
      return refused(Failure(.stornoStands, detail: "reversed already"), invoice, claim)
    case .sending, .inDoubt, .needsPerson:
      let failure = Failure(.cancelWaits, detail: "invoice \(invoice.id)")
      let delay = RetryPolicy.ledgerDelay(after: claim.tries)
      return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    }
  }

  private func cancel(
    _ number: InvoiceNumber, of invoice: Invoice, _ command: Command.CancelInvoice,
    _ claim: Claim
  ) async -> Settlement {
    let reading = await invoicing.cancel(
      number, of: invoice.series.cif, for: command.account, at: time.now())
    switch reading {
    case .done:
      return Settlement(
        claim.fence, .completed, changes: [.cancelled(invoice.id)],
        notices: [invoice.cancelledNotice(asked: command.asked)])
    case .refused(let failure):
      return refused(
        failure, invoice, claim,
        changes: [.cancelRefused(invoice.id, of: command.asked.event)])
    case .unavailable(let failure):
      let delay = RetryPolicy.accountingDelay(after: claim.tries)
      return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    case .accountRefused(let failure):
      let retryAt = time.now() + RetryPolicy.accountRefusedDelay
      return Settlement(claim.fence, .retry(failure, at: retryAt))
    case .blocked(let until):
      return Settlement.blocked(command.account, until: until, claim)
    }
  }

  private func refused(
    _ failure: Failure, _ invoice: Invoice, _ claim: Claim, changes: [LedgerChange] = []
  ) -> Settlement {
    Settlement(
      claim.fence, .held(failure), changes: changes,
      notices: [invoice.failureNotice(failure, of: .cancel, claim)])
  }
}
