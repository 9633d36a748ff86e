import Domain

/// Tells the shop of an invoice that is still not issued a while after it was asked for, and why.
struct WatchPerformer: Sendable {
  let store: any Store

  func perform(_ command: Command.WatchInvoice, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .issue),
      bound.invoice.state.isAwaited
    else { return Settlement(claim.fence, .completed) }
    let invoice = bound.invoice
    let (cause, revision) = (try await cause(of: bound, asked), invoice.key.revision)
    let notice = invoice.notice(
      "delayed/\(asked.event)", asked: asked,
      invoice.key.kind == .proforma
        ? .proformaDelayed(cause, revision: revision) : .delayed(cause, revision: revision))
    return Settlement(claim.fence, .completed(note: JobNote(.shopTold)), notices: [notice])
  }

  private func cause(of bound: BoundInvoice, _ asked: Asking) async throws(StoreError) -> Failure {
    if let failure = bound.invoice.failure ?? bound.obstacle?.failure { return failure }
    let jobs = try await store.event(asked.event, of: asked.shop)?.jobs ?? []
    return jobs.last { $0.kind == .issueInvoice || $0.kind == .issueProforma }?.failure
      ?? Failure(.invoiceDelayed)
  }
}

extension InvoiceState {
  /// It may yet be issued, without anybody asking again.
  fileprivate var isAwaited: Bool {
    switch self {
    case .planned, .sending, .inDoubt, .needsPerson: true
    case .issued, .refused, .provenAbsent, .cancelled, .reversed, .withdrawn, .abandoned: false
    }
  }
}
