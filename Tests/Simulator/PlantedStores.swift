import Domain

/// `sending-after-post`.
final class ReservingLate: ForwardingStore, @unchecked Sendable {
  private var pending: [Invoice.ID: ReservationRequest] = [:]

  override func reserve(_ request: ReservationRequest, at now: Timestamp)
    async throws(StoreError) -> ReservationResult
  {
    guard let invoice = try await inner.invoice(request.invoice)?.invoice else {
      return .stateIs(.abandoned)
    }
    pending[request.invoice] = request
    return .reserved(Reservation(invoice: request.invoice, attempt: invoice.attempt + 1))
  }

  override func record(_ evidence: Evidence) async throws(StoreError) {
    if let request = pending.removeValue(forKey: evidence.invoice) {
      _ = try await inner.reserve(request, at: evidence.at)
    }
    try await inner.record(evidence)
  }
}

/// `check-then-insert`.
final class CheckingFirst: ForwardingStore, @unchecked Sendable {
  private var copies = 0

  override func accept(_ delivery: Delivery) async throws(StoreError) -> Acceptance {
    if let known = try await inner.event(delivery.event, of: delivery.shop) {
      return known.body == delivery.body ? .duplicate : .conflict
    }
    let result = try await inner.accept(delivery)
    guard result != .new else { return .new }
    // It came in between: without the unique index it would stand there twice.
    copies += 1
    return try await inner.accept(
      Delivery(
        shop: delivery.shop, event: EventID("\(delivery.event)~\(copies)"),
        receivedAt: delivery.receivedAt, body: delivery.body))
  }
}

/// `fence-off`.
final class Unfenced: ForwardingStore, @unchecked Sendable {
  private var attempts: [Job.ID: Int] = [:]

  override func claim(_ room: [Pool: Int], at now: Timestamp, lease: Duration)
    async throws(StoreError) -> [Claim]
  {
    let claims = try await inner.claim(room, at: now, lease: lease)
    for claim in claims { attempts[claim.job.id] = claim.job.attempt }
    return claims
  }

  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let unfenced = settlements.map { settlement in
      var settlement = settlement
      let job = settlement.fence.job
      settlement.fence = Fence(job: job, attempt: attempts[job] ?? settlement.fence.attempt)
      return settlement
    }
    return try await inner.settle(unfenced, at: now)
  }
}

/// `answer-before-commit`.
final class AnsweringEarly: ForwardingStore, @unchecked Sendable {
  private let world: World

  init(_ inner: any Store, _ world: World) {
    self.world = world
    super.init(inner)
  }

  override func accept(_ delivery: Delivery) async throws(StoreError) -> Acceptance {
    guard try await inner.event(delivery.event, of: delivery.shop) == nil else {
      return try await inner.accept(delivery)
    }
    world.executor.start { [inner] in _ = try? await inner.accept(delivery) }
    return .new
  }
}

/// `forget-binding`.
final class BindingAnew: ForwardingStore, @unchecked Sendable {
  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let bound = settlements.map { settlement in
      var settlement = settlement
      settlement.commands = settlement.commands.map(Self.unbound)
      return settlement
    }
    return try await inner.settle(bound, at: now)
  }

  private static func unbound(_ command: Command) -> Command {
    guard case .issueInvoice(var issue) = command, issue.asked.run > 0 else { return command }
    let (asked, run) = (issue.asked, issue.asked.run)
    issue.asked = Asking(shop: asked.shop, event: EventID("\(asked.event)+\(run)"))
    return .issueInvoice(issue)
  }
}

/// `recover-as-unsent`.
final class RecoveringAsUnsent: ForwardingStore, @unchecked Sendable {
  override func recover(at now: Timestamp) async throws(StoreError) -> Recovery {
    let recovery = try await inner.recover(at: now)
    for invoice in try await inner.invoices(InvoiceFilter(state: .inDoubt)) {
      _ = try await inner.perform(
        .resolve(invoice.id, .sendAgain), by: Operator(name: "nobody", reason: "planted"), at: now)
    }
    return recovery
  }
}

/// `pay-after-crash`.
final class RecoveringAsUnpaid: ForwardingStore, @unchecked Sendable {
  override func recover(at now: Timestamp) async throws(StoreError) -> Recovery {
    let recovery = try await inner.recover(at: now)
    for payment in try await inner.payments(PaymentFilter(state: .inDoubt)) {
      _ = try await inner.perform(
        .resolvePayment(payment.id, .sendAgain),
        by: Operator(name: "nobody", reason: "planted"), at: now)
    }
    return recovery
  }
}

/// `new-id-per-callback`.
final class RenamingNotices: ForwardingStore, @unchecked Sendable {
  private var told = 0

  override func notice(_ id: String) async throws(StoreError) -> StoredNotice? {
    guard let notice = try await inner.notice(id) else { return nil }
    told += 1
    return StoredNotice(
      id: "\(id)-\(told)", sequence: notice.sequence, createdAt: notice.createdAt,
      notice: notice.notice)
  }
}

/// `settle-in-two`: the job ends first, then the ledger changes.
final class SettlingInTwo: ForwardingStore, @unchecked Sendable {
  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    var results: [SettlementResult] = []
    for settlement in settlements {
      guard settlement.notices.isEmpty || settlement.changes.isEmpty else {
        var first = settlement
        first.changes = []
        first.outcome = .retry(Failure(.storeUnavailable), at: now)
        results += try await inner.settle([first], at: now)
        continue
      }
      results += try await inner.settle([settlement], at: now)
    }
    return results
  }
}

/// `audit-off`.
final class NotAuditing: ForwardingStore, @unchecked Sendable {
  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let unaudited = settlements.map { settlement in
      var settlement = settlement
      settlement.commands.removeAll { $0.kind == .auditSeries }
      return settlement
    }
    return try await inner.settle(unaudited, at: now)
  }
}

/// `count-off`: what was proven absent is sent again at once, as if for the first time.
final class NotCounting: ForwardingStore, @unchecked Sendable {
  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let uncounted = settlements.map { settlement in
      var settlement = settlement
      let changes = settlement.changes.map(Self.uncounted)
      guard changes != settlement.changes else { return settlement }
      settlement.changes = changes
      settlement.outcome = .retry(
        settlement.outcome.failure ?? Failure(.invoiceDelayed), at: now)
      return settlement
    }
    return try await inner.settle(uncounted, at: now)
  }

  private static func uncounted(_ change: LedgerChange) -> LedgerChange {
    switch change {
    case .absent(let reservation, _), .parked(let reservation, _): .nothingIssued(reservation)
    case .payment(.absent(let reservation, _)), .payment(.parked(let reservation, _)):
      .payment(.nothingRecorded(reservation))
    default: change
    }
  }
}

/// `wait-after-cancel`: a cancel that meets an order which waits is lost.
final class LosingCancels: ForwardingStore, @unchecked Sendable {
  private var waiting: Set<OrderID> = []

  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let kept = settlements.map { settlement in
      var settlement = settlement
      settlement.commands.removeAll { isLost($0) }
      return settlement
    }
    return try await inner.settle(kept, at: now)
  }

  private func isLost(_ command: Command) -> Bool {
    switch command {
    case .waitToIssue(let wait): waiting.insert(wait.issue.order.id)
    case .issueInvoice(let issue): waiting.remove(issue.order.id)
    case .cancelInvoice(let cancel): return waiting.contains(cancel.order)
    default: break
    }
    return false
  }
}

/// `wait-off`.
final class NotWaiting: ForwardingStore, @unchecked Sendable {
  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let hurried = settlements.map { settlement in
      var settlement = settlement
      settlement.commands = settlement.commands.map { command in
        guard case .waitToIssue(let wait) = command else { return command }
        return .issueInvoice(wait.issue)
      }
      return settlement
    }
    return try await inner.settle(hurried, at: now)
  }
}

/// `trusting-ledger`.
final class TrustingLedger: ForwardingStore, @unchecked Sendable {
  override func invoice(boundTo event: EventID, of shop: ShopID, as verb: BindingVerb)
    async throws(StoreError) -> BoundInvoice?
  {
    guard let bound = try await inner.invoice(boundTo: event, of: shop, as: verb),
      bound.obstacle == .unverified
    else { return try await inner.invoice(boundTo: event, of: shop, as: verb) }
    return BoundInvoice(
      invoice: bound.invoice, previous: bound.previous, original: bound.original,
      reversals: bound.reversals, proforma: bound.proforma, orderInvoice: bound.orderInvoice,
      conversion: bound.conversion, later: bound.later, metRestore: bound.metRestore,
      content: bound.content)
  }
}

/// `words-off`.
final class ForgettingWords: ForwardingStore, @unchecked Sendable {
  override func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let deaf = settlements.map { settlement in
      var settlement = settlement
      settlement.word = nil
      return settlement
    }
    return try await inner.settle(deaf, at: now)
  }
}
