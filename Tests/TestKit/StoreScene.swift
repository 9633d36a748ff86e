import Domain
import Testing

/// What the promises are shown on: an empty store, and short ways to bring it where a check begins.
struct StoreScene: Sendable {
  let store: any Store
  let shop: ShopID = "magazin"
  let account: AccountID = "firma"
  let now = Timestamp.sample
  let lease = Duration.seconds(60)
  let person = Operator(name: "Ana", reason: "checked in SmartBill")

  struct NotThere: Error { let what: String }

  // MARK: Events

  func accept(_ event: EventID, body: String = "{}", at moment: Timestamp? = nil) async throws
    -> Acceptance
  {
    try await store.accept(
      Delivery(shop: shop, event: event, receivedAt: moment ?? now, body: Array(body.utf8)))
  }

  /// Accepts and handles an event that gives these commands.
  func handle(_ event: EventID, run: Int = 0, _ commands: [Command]) async throws {
    if run == 0 { _ = try await accept(event) }
    let claim = try await claim(.handleEvent, of: event)
    try await expectEqual(settle(claim, .completed, commands: commands), .settled)
  }

  /// Handles a stored event once more.
  func replay(_ event: EventID, run: Int, _ commands: [Command]) async throws {
    let handling = Command.handleEvent(.init(asked: asked(event, run: run)))
    try await handle("replays \(event), run \(run)", [handling])
    try await handle(event, run: run, commands)
  }

  func asked(_ event: EventID, run: Int = 0) -> Asking {
    Asking(shop: shop, event: event, run: run)
  }

  func issue(
    _ order: OrderID, _ event: EventID, run: Int = 0,
    cause: Command.IssueInvoice.Cause = .request, series: Series = .sample
  ) -> Command {
    .issueInvoice(
      .init(
        asked: asked(event, run: run), cause: cause, account: account, series: series,
        order: .sample(id: order)))
  }

  func cancel(_ order: OrderID, _ event: EventID, run: Int = 0) -> Command {
    .cancelInvoice(
      .init(asked: asked(event, run: run), account: account, series: .sample, order: order))
  }

  func restore(_ order: OrderID, _ event: EventID, run: Int = 0) -> Command {
    .restoreInvoice(.init(asked: asked(event, run: run), account: account, order: order))
  }

  /// Handles an event that asks for the order's invoice; answers what it was bound to.
  func ask(
    _ event: EventID, issuing order: OrderID = "1001",
    cause: Command.IssueInvoice.Cause = .request, series: Series = .sample
  ) async throws -> Invoice {
    try await handle(event, [issue(order, event, cause: cause, series: series)])
    return try await bound(event, as: .issue)
  }

  func ask(_ event: EventID, cancelling order: OrderID) async throws -> Invoice {
    try await handle(event, [cancel(order, event)])
    return try await bound(event, as: .cancel)
  }

  func ask(_ event: EventID, restoring order: OrderID) async throws -> Invoice {
    try await handle(event, [restore(order, event)])
    return try await bound(event, as: .restore)
  }

  func bound(_ event: EventID, as verb: BindingVerb) async throws -> Invoice {
    guard let bound = try await store.invoice(boundTo: event, of: shop, as: verb) else {
      throw NotThere(what: "a binding of \(event)")
    }
    return bound.invoice
  }

  func invoice(_ id: Invoice.ID) async throws -> Invoice {
    guard let detail = try await store.invoice(id) else { throw NotThere(what: "invoice \(id)") }
    return detail.invoice
  }

  // MARK: Jobs

  func claim(_ pool: Pool, room: Int = 100, at moment: Timestamp? = nil) async throws -> [Claim] {
    try await store.claim([pool: room], at: moment ?? now, lease: lease)
  }

  /// Claims one job, whatever stands before it in its lane; what came with it is put back.
  func claim(_ kind: JobKind, of event: EventID) async throws -> Claim {
    var wanted: Claim?
    var others: [Claim] = []
    while wanted == nil {
      let claims = try await claim(kind.pool)
      guard !claims.isEmpty else { throw NotThere(what: "\(kind) of \(event)") }
      for claim in claims {
        if claim.job.command.kind == kind, claim.job.command.asked.event == event {
          wanted = claim
        } else {
          others.append(claim)
          try await expectEqual(settle(claim, .held(Failure(.seriesBusy))), .settled)
        }
      }
    }
    for other in others { try await expectEqual(perform(.requeue(other.job.id)), .done) }
    guard let wanted else { throw NotThere(what: "\(kind) of \(event)") }
    return wanted
  }

  func settle(
    _ claim: Claim, _ outcome: Outcome, changes: [LedgerChange] = [], notices: [Notice] = [],
    commands: [Command] = []
  ) async throws -> SettlementResult {
    let settlement = Settlement(
      claim.fence, outcome, changes: changes, notices: notices, commands: commands)
    return try await store.settle([settlement], at: now)[0]
  }

  func record(_ kind: JobKind, of event: EventID) async throws -> JobRecord {
    let jobs = try await store.event(event, of: shop)?.jobs ?? []
    guard let job = jobs.last(where: { $0.kind == kind }) else {
      throw NotThere(what: "\(kind) of \(event)")
    }
    return job
  }

  /// Makes a lane of callbacks of one order, handled by one event: their jobs, oldest first.
  func callbacks(_ count: Int, order: OrderID = "1001", event: EventID = "lane") async throws
    -> [Job.ID]
  {
    try await handle(
      event,
      (0..<count).map {
        .notifyShop(.init(asked: asked(event), order: order, notice: "notice \(order) \($0)"))
      })
    return try await store.event(event, of: shop)?.jobs.filter { $0.kind == .notifyShop }
      .map(\.id) ?? []
  }

  func standing(of series: Series...) async throws -> Standing {
    try await store.standing(of: series)
  }

  // MARK: The ledger

  static let document = IssuedDocument(
    number: InvoiceNumber(series: Series.sample.name, text: "0042"), total: "131.00",
    currency: "RON", issuedOn: "2026-11-23", viewURL: "https://example.com/view")

  static let candidate = Candidate(
    number: InvoiceNumber(series: Series.sample.name, text: "0042"), total: "99.00",
    references: [])

  /// Changes the ledger by a job that has nothing else to do.
  func apply(_ change: LedgerChange, by event: EventID) async throws -> SettlementResult {
    _ = try await accept(event)
    let claim = try await claim(.handleEvent, of: event)
    let result = try await settle(claim, .completed, changes: [change])
    if result != .settled { try await expectEqual(settle(claim, .completed), .settled) }
    return result
  }

  func request(_ invoice: Invoice.ID, _ claim: Claim) -> ReservationRequest {
    ReservationRequest(
      invoice: invoice, fence: claim.fence, body: Array("request".utf8), expectedNumber: 42,
      total: "131.00", currency: "RON", issuedOn: "2026-11-23")
  }

  /// Reserves the invoice for the event's issue job.
  func send(_ invoice: Invoice.ID, for event: EventID) async throws -> (Claim, Reservation) {
    let claim = try await claim(.issueInvoice, of: event)
    guard case .reserved(let made) = try await store.reserve(request(invoice, claim), at: now)
    else { throw NotThere(what: "a reservation of \(invoice)") }
    return (claim, made)
  }

  /// Brings the invoice that the event was bound to from planned into the state.
  func bring(_ invoice: Invoice.ID, of event: EventID, to state: InvoiceState) async throws {
    switch state {
    case .planned: return
    case .withdrawn: _ = try await ask("\(event) is withdrawn", cancelling: "1001")
    case .needsPerson:
      try await bring(invoice, of: event, to: .inDoubt)
      let change = LedgerChange.needsPerson(
        Reservation(invoice: invoice, attempt: try await self.invoice(invoice).attempt),
        Failure(.documentDiffers), [Self.candidate])
      try await expectEqual(apply(change, by: "\(event) needs a person"), .settled)
    case .abandoned:
      try await bring(invoice, of: event, to: .inDoubt)
      try await expectEqual(perform(.resolve(invoice, .giveUp)), .done)
    case .cancelled:
      try await bring(invoice, of: event, to: .issued)
      _ = try await ask("\(event) is cancelled", cancelling: "1001")
      let claim = try await claim(.cancelInvoice, of: "\(event) is cancelled")
      try await expectEqual(settle(claim, .completed, changes: [.cancelled(invoice)]), .settled)
    default:
      let (claim, reservation) = try await send(invoice, for: event)
      let failure = Failure(.invoiceInDoubt)
      let end: (Outcome, LedgerChange)? =
        switch state {
        case .issued: (.completed, .issued(reservation, Self.document))
        case .refused: (.held(failure), .refused(reservation, failure))
        case .inDoubt: (.held(failure), .inDoubt(reservation, failure))
        default: nil
        }
      guard let (outcome, change) = end else { return }
      try await expectEqual(settle(claim, outcome, changes: [change]), .settled)
    }
    try await expectEqual(self.invoice(invoice).state, state)
  }

  /// Issues an invoice for order 1001, whose cancel SmartBill then refuses: both, the job held.
  func refusedCancel(_ event: EventID) async throws -> (Invoice.ID, cancel: Job.ID) {
    let invoice = try await ask("e1")
    try await bring(invoice.id, of: "e1", to: .issued)
    _ = try await ask(event, cancelling: "1001")
    let claim = try await claim(.cancelInvoice, of: event)
    let result = try await settle(
      claim, .held(Failure(.cancelRefused)), changes: [.cancelRefused(invoice.id, of: event)])
    expectEqual(result, .settled)
    return (invoice.id, claim.job.id)
  }

  func perform(_ act: OperatorAct) async throws -> ActResult {
    try await store.perform(act, by: person, at: now)
  }

  func isRefused(_ act: OperatorAct) async throws -> Bool {
    if case .refused = try await perform(act) { true } else { false }
  }
}

extension EventID: ExpressibleByStringInterpolation {}
