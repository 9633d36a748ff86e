import Domain
import GRDB

extension SQLiteReader {
  /// What the commands of replayed events would have done that isn't done yet: as `Ledger.bind` would
  /// decide, with nothing changed.
  public func asks(of commands: [Command]) async throws(StoreError) -> [ReplayAsk] {
    try await read { db in
      let ledger = Ledger(db: db, now: Timestamp(milliseconds: 0))
      return try commands.compactMap { command in
        try ledger.isStillToBeHandled(command.asked) ? nil : ledger.ask(of: command)
      }
    }
  }
}

extension Ledger {
  /// A replay passes such an event over.
  fileprivate func isStillToBeHandled(_ asked: Asking) throws -> Bool {
    try db.number(
      """
      SELECT 1 FROM jobs
      WHERE shop = ? AND event = ? AND kind = 'handle' AND state IN ('available', 'running') LIMIT 1
      """, [asked.shop.rawValue, asked.event.rawValue]) != nil
  }

  fileprivate func ask(of command: Command) throws -> ReplayAsk? {
    switch command {
    case .waitToIssue(let wait): return try ask(for: wait.issue, .invoice, .invoice)
    case .issueInvoice(let issue): return try ask(for: issue, .invoice, .invoice)
    case .draftInvoice(let issue): return try ask(for: issue, .draft, .draft)
    case .issueProforma(let issue): return try ask(for: issue, .proforma, .proforma)
    case .cancelInvoice(let cancel):
      let key = InvoiceKey(
        account: cancel.account, shop: cancel.asked.shop, order: cancel.order, revision: 0)
      // Those of a status cancel only what they met when they were first handled.
      return try ask(
        forCancelOf: key, asked: cancel.asked, .cancel, bindsAnew: cancel.reach != .unsent)
    case .cancelProforma(let cancel):
      return try ask(
        forCancelOf: cancel.key, asked: cancel.asked, .cancelProforma,
        bindsAnew: cancel.cause == .request)
    case .restoreInvoice(let restore): return try ask(for: restore)
    case .refundOrder(let refund): return try ask(for: refund)
    case .recordPayment(let payment):
      let found = try PaymentTable(db: db).find(payment.key)
      guard found?.state.isSendable ?? true else { return nil }
      return ReplayAsk(
        shop: payment.asked.shop, order: payment.order, event: payment.asked.event,
        asks: .payment, state: found?.stateWord)
    // No mail is sent anew by a replay.
    case .handleEvent, .reverseInvoice, .sendInvoice, .notifyShop, .watchInvoice, .auditSeries,
      .confirmTotal, .syncStock, .applyStock:
      return nil
    }
  }

  private func ask(
    for issue: Command.IssueInvoice, _ kind: InvoiceKey.Kind, _ wish: ReplayAsk.Wish
  ) throws -> ReplayAsk? {
    let asked = issue.asked
    let key = InvoiceKey(
      account: issue.account, shop: asked.shop, order: issue.order.id, kind: kind, revision: 0)
    if let bound = try invoices.invoice(boundTo: asked.event, of: asked.shop, as: .issue) {
      guard bound.state.isSendable else { return nil }
      return ask(wish, key, asked, bound)
    }
    guard let met = try invoices.met(key) else { return ask(wish, key, asked, nil) }
    let binding = LedgerRule.binding(
      of: .issue(issue.cause), to: try meeting(met.invoice, met.lastRevision))
    switch binding {
    case .open: return ask(wish, key, asked, met.invoice)
    case .meet where met.invoice.state.isSendable: return ask(wish, key, asked, met.invoice)
    case .meet, .withdraw, .cancel, .restore, .nothing: return nil
    }
  }

  private func ask(
    forCancelOf key: InvoiceKey, asked: Asking, _ verb: BindingVerb, bindsAnew: Bool
  ) throws -> ReplayAsk? {
    let wish: ReplayAsk.Wish = key.kind == .proforma ? .cancelProforma : .cancel
    if let bound = try invoices.invoice(boundTo: asked.event, of: asked.shop, as: verb) {
      guard bound.state.isUnissued || bound.mayStand else { return nil }
      if bound.cancelling == nil,
        try invoices.isOvertaken(asked.event, of: asked.shop, verb, by: [.issue, .restore])
      {
        return nil
      }
      return ask(wish, key, asked, bound)
    }
    guard bindsAnew, let met = try invoices.met(key) else { return nil }
    let binding = LedgerRule.binding(
      of: .cancel, to: try meeting(met.invoice, met.lastRevision))
    switch binding {
    case .withdraw, .cancel: return ask(wish, key, asked, met.invoice)
    case .open, .meet, .restore, .nothing: return nil
    }
  }

  private func ask(for restore: Command.RestoreInvoice) throws -> ReplayAsk? {
    let asked = restore.asked
    let key = InvoiceKey(
      account: restore.account, shop: asked.shop, order: restore.order, revision: 0)
    if let bound = try invoices.invoice(boundTo: asked.event, of: asked.shop, as: .restore) {
      guard bound.state == .cancelled else { return nil }
      let isOver =
        try bound.restoring == nil
        && (invoices.isOvertaken(asked.event, of: asked.shop, .restore, by: [.cancel])
          || invoices.isFollowed(bound.key))
      return isOver ? nil : ask(.restore, key, asked, bound)
    }
    guard let (last, lastRevision) = try invoices.met(key) else { return nil }
    let met = try last.stands ? last : invoices.cancelled(key) ?? last
    guard
      LedgerRule.binding(of: .restore, to: try meeting(met, lastRevision)) == .restore
    else { return nil }
    return ask(.restore, key, asked, met)
  }

  private func ask(for refund: Command.RefundOrder) throws -> ReplayAsk? {
    let asked = refund.asked
    let key = InvoiceKey(
      account: refund.account, shop: asked.shop, order: refund.order, revision: 0)
    guard try invoices.met(key) != nil else { return nil }
    let standing = try RefundTable(db: db).standing(
      of: refund.refund, of: refund.order, in: asked.shop, of: refund.account)
    let document = try standing?.document.flatMap { try invoices.find($0) }
    guard document?.state.isSendable ?? true else { return nil }
    return ask(.refund, key, asked, document)
  }

  private func ask(
    _ wish: ReplayAsk.Wish, _ key: InvoiceKey, _ asked: Asking, _ met: Invoice?
  ) -> ReplayAsk {
    ReplayAsk(
      shop: asked.shop, order: key.order, event: asked.event, asks: wish, state: met?.stateWord)
  }
}
