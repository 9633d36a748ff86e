import Domain

/// Cancels the invoice that a cancel was bound to, as soon as it is clear what became of it.
struct CancelPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource
  let calling: DocumentCaller

  func perform(_ command: Command.CancelInvoice, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .cancel)
    else {
      return try await outOfReach(command, claim)
    }
    let invoice = bound.invoice
    switch invoice.state {
    case .issued:
      guard let number = invoice.document?.number else {
        return .conflict("no number", claim)
      }
      if command.reach == .unsent {
        return Settlement(
          claim.fence, .completed(note: JobNote(.sentBefore)),
          changes: [.cancelRefused(invoice.id, of: asked.event)])
      }
      // A replay of a cancel that SmartBill refused, and the shop asked for the invoice since.
      guard invoice.cancelling != nil else {
        return Settlement(
          claim.fence, .completed(note: JobNote(.invoiceStands)))
      }
      return try await cancel(number, bound, command, claim)
    case .planned, .refused, .provenAbsent:
      return Settlement(
        claim.fence, .completed(note: JobNote(.nothingIssued)),
        changes: [.withdrawn(invoice.id)], notices: [invoice.cancelledNotice(asked: asked)])
    case .withdrawn, .abandoned:
      return Settlement(
        claim.fence, .completed(note: JobNote(.nothingIssued)),
        notices: [invoice.cancelledNotice(asked: asked)])
    case .cancelled where invoice.cancelling == asked.event:
      // A restore before it may have been sent, and its answer be lost.
      guard let number = invoice.document?.number else { fallthrough }
      return try await annul(number, of: invoice, command, claim)
    case .cancelled:
      return Settlement(claim.fence, .completed, notices: [invoice.cancelledNotice(asked: asked)])
    case .reversed:
      return reversed(bound, command, claim)
    case .sending, .inDoubt, .needsPerson:
      return Settlement.cancelWaits(for: invoice, claim, at: time.now())
    }
  }

  /// The order was asked for anew since the cancel, or it has nothing that the cancel is for.
  private func outOfReach(_ command: Command.CancelInvoice, _ claim: Claim)
    async throws(StoreError) -> Settlement
  {
    let overtaken = Failure(.eventOvertaken)
    switch command.reach {
    case .order: return .failed(overtaken, of: .cancel, for: command.order, claim)
    case .unsent:
      return Settlement(claim.fence, .completed(note: JobNote(.nothingToIssue)))
    case .invoice:
      let hasInvoice = try await store.hasInvoice(of: command.order, in: command.asked.shop)
      let failure =
        hasInvoice ? overtaken : Failure(.draftMode, detail: "the order has no invoice")
      return .failed(failure, of: .cancel, for: command.order, claim)
    }
  }

  /// As the shop's settings say, unless a part of it was taken back already.
  private func cancel(
    _ number: InvoiceNumber, _ bound: BoundInvoice, _ command: Command.CancelInvoice,
    _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let invoice = bound.invoice
    // What is only planned isn't sent any more, but for a storno, which may answer this cancel, and for
    // what may be there already.
    let waited = bound.reversals.first { reversal in
      reversal.state.isUnclear
        || reversal.state == .planned
          && (reversal.key.kind == .storno || bound.reversalsMayExist)
    }
    if let waited {
      return Settlement.cancelWaits(for: waited, claim, at: time.now())
    }
    let refunds = bound.reversals.filter { $0.key.kind == .refund && $0.state == .issued }
    guard refunds.isEmpty else {
      return refused(
        ReversalRule.refundsStand(refunds), invoice, claim,
        changes: [.cancelRefused(invoice.id, of: command.asked.event)])
    }
    switch command.mode {
    case .annul: return try await annul(number, of: invoice, command, claim)
    case .storno: return reverse(bound, command, claim)
    }
  }

  /// Asks for the storno, and waits for what becomes of it.
  private func reverse(
    _ bound: BoundInvoice, _ command: Command.CancelInvoice, _ claim: Claim
  ) -> Settlement {
    let invoice = bound.invoice
    let storno = bound.reversals.first { $0.key.kind == .storno && $0.state != .cancelled }
    // One that was refused, or given up, is tried again when this cancel begins anew, and tried where
    // that was before this cancel.
    // What was proven absent again and again is a person's.
    if let storno,
      storno.state == .provenAbsent
        || claim.tries > 1 && storno.updatedAt >= claim.job.createdAt
    {
      let failure = storno.failure ?? Failure(.reverseRefused, detail: storno.state.rawValue)
      return refused(
        failure, invoice, claim, changes: [.cancelRefused(invoice.id, of: command.asked.event)])
    }
    let reverse = Command.ReverseInvoice(
      asked: command.asked, cause: .cancel(attempt: claim.job.attempt), of: invoice,
      extent: .whole(total: nil))
    var settlement = Settlement.cancelWaits(for: invoice, claim, at: time.now())
    settlement.commands = [.reverseInvoice(reverse)]
    return settlement
  }

  /// By the storno that this cancel asked for, or by another.
  private func reversed(
    _ bound: BoundInvoice, _ command: Command.CancelInvoice, _ claim: Claim
  ) -> Settlement {
    let storno = bound.reversals.first { $0.key.kind == .storno && $0.state == .issued }?
      .document?.number
    switch command.mode {
    case .storno:
      let notice = bound.invoice.cancelledNotice(asked: command.asked, storno: storno)
      return Settlement(claim.fence, .completed, notices: [notice])
    case .annul:
      return refused(
        Failure(.stornoStands, detail: storno?.description), bound.invoice, claim)
    }
  }

  private func annul(
    _ number: InvoiceNumber, of invoice: Invoice, _ command: Command.CancelInvoice,
    _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let permit: SendPermit
    switch try await calling.admission(of: .cancel, of: invoice, for: command.account, claim) {
    case .granted(let given): permit = given
    case .ended(let settlement): return settlement
    }
    let reading = await invoicing.cancel(
      number, of: invoice.series.cif, for: command.account, permit: permit, at: time.now())
    switch ChangeEnd(reading, of: command.account, claim, at: time.now()) {
    case .done:
      return Settlement(
        claim.fence, .completed, changes: [.cancelled(invoice.id)],
        notices: [invoice.cancelledNotice(asked: command.asked)])
    case .refused(let failure):
      return refused(
        failure, invoice, claim,
        changes: [.cancelRefused(invoice.id, of: command.asked.event)])
    case .later(let settlement): return settlement
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

extension InvoiceLedgerQueries {
  /// Whether an invoice of the order was ever asked for.
  func hasInvoice(of order: OrderID, in shop: ShopID) async throws(StoreError) -> Bool {
    try await invoices(InvoiceFilter(shop: shop, order: order)).contains { $0.key.kind == .invoice }
  }
}
