import Domain

/// Restores the invoice that a restore was bound to, once the cancel before it is done.
struct RestorePerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource
  let calling: DocumentCaller

  func perform(_ command: Command.RestoreInvoice, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .restore)
    else {
      let hasInvoice = try await store.hasInvoice(of: command.order, in: asked.shop)
      let failure =
        hasInvoice
        ? Failure(.eventOvertaken)
        : Failure(.nothingToRestore, detail: "no invoice was asked for")
      return .failed(failure, of: .restore, for: command.order, claim)
    }
    let invoice = bound.invoice
    switch invoice.state {
    case .cancelled:
      // Asked for again where a later cancel, or a later invoice, is what the shop wanted since.
      guard invoice.restoring != nil else {
        return Settlement(
          claim.fence, .completed(note: JobNote(.cancelledOrOther)))
      }
      guard let number = invoice.document?.number else {
        return .conflict("no number", claim)
      }
      return try await restore(number, of: invoice, command, claim)
    case .issued where invoice.restores > 0:
      return Settlement(
        claim.fence, .completed(note: JobNote(.restoredAlready)),
        changes: [.restoreEnded(invoice.id, of: asked.event)],
        notices: [invoice.restoredNotice(times: invoice.restores, asked: asked)])
    case .sending, .inDoubt, .needsPerson:
      guard invoice.restoring == asked.event else { fallthrough }
      // Its cancel waits too.
      let failure = Failure(.cancelWaits, detail: "invoice \(invoice.id)")
      let delay = RetryPolicy.ledgerDelay(after: claim.tries)
      return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    case .issued, .planned, .refused, .provenAbsent, .reversed, .withdrawn, .abandoned:
      let words = [
        "revision \(invoice.key.revision)", invoice.document.map { "\($0.number)" },
        "is \(invoice.state.rawValue)",
      ]
      let detail = words.compactMap(\.self).joined(separator: " ")
      return refused(Failure(.nothingToRestore, detail: detail), invoice, claim)
    }
  }

  private func restore(
    _ number: InvoiceNumber, of invoice: Invoice, _ command: Command.RestoreInvoice,
    _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let permit: SendPermit
    switch try await calling.admission(of: .restore, of: invoice, for: command.account, claim) {
    case .granted(let given): permit = given
    case .ended(let settlement): return settlement
    }
    let reading = await invoicing.restore(
      number, of: invoice.series.cif, for: command.account, permit: permit, at: time.now())
    switch ChangeEnd(reading, of: command.account, claim, at: time.now()) {
    case .done:
      return Settlement(
        claim.fence, .completed, changes: [.restored(invoice.id)],
        notices: [invoice.restoredNotice(times: invoice.restores + 1, asked: command.asked)])
    case .refused(let failure):
      return refused(failure, invoice, claim)
    case .later(let settlement): return settlement
    }
  }

  private func refused(_ failure: Failure, _ invoice: Invoice, _ claim: Claim) -> Settlement {
    Settlement(
      claim.fence, .held(failure),
      changes: [.restoreEnded(invoice.id, of: claim.job.command.asked.event)],
      notices: [invoice.failureNotice(failure, of: .restore, claim)])
  }
}
