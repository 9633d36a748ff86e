import Domain

extension SQLiteStore {
  // MARK: Inbox

  public func accept(_ delivery: Delivery) async throws(StoreError) -> Acceptance {
    let asked = Asking(shop: delivery.shop, event: delivery.event)
    let job: NewJob
    do {
      job = try NewJob(.handleEvent(.init(asked: asked)))
    } catch {
      throw StoreError(error)
    }
    try requirePlace()
    let acceptance = try await writer.perform(isDelivery: true) { db in
      try EventTable(db: db).accept(delivery, handledBy: job)
    }
    // What was written a moment ago must still be there when the shop is told so.
    try requirePlace()
    return acceptance
  }

  public func note(_ uses: [SecretUse]) async throws(StoreError) {
    try await writer.perform { db in
      for use in uses { try SecretUseTable(db: db).note(use) }
    }
  }

  /// The key of the tags that tell our printed references from what strangers write.
  public func referenceKey() async throws(StoreError) -> [UInt8] {
    try await reader.read { db in try Schema.referenceKey(of: db) ?? [] }
  }

  // MARK: Outbox

  public func recover(at now: Timestamp) async throws(StoreError) -> Recovery {
    try await writer.perform { db in try Claiming(db: db, now: now).recover() }
  }

  public func clockWasSet(by shift: Duration, at now: Timestamp) async throws(StoreError) {
    try await writer.perform { db in try ClockShift(db: db, now: now).follow(shift) }
  }

  public func claim(_ room: [Pool: Int], at now: Timestamp, lease: Duration)
    async throws(StoreError) -> [Claim]
  {
    try requirePlace()
    return try await writer.perform { db in
      try Claiming(db: db, now: now).claim(room, lease: lease)
    }
  }

  public func nextDue(in pools: Set<Pool>) async throws(StoreError) -> Timestamp? {
    try await reader.read { db in try JobTable(db: db).nextDue(in: pools) }
  }

  public func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    let prepared = settlements.map(PreparedSettlement.init)
    return try await writer.perform { db in
      try prepared.map(Settling(db: db, now: now).settle)
    }
  }

  // MARK: Invoice ledger

  public func invoice(boundTo event: EventID, of shop: ShopID, as verb: BindingVerb)
    async throws(StoreError) -> BoundInvoice?
  {
    try await reader.read { db in try InvoiceTable(db: db).bound(to: event, of: shop, as: verb) }
  }

  public func refund(
    _ refund: RefundID, of order: OrderID, in shop: ShopID, of account: AccountID
  ) async throws(StoreError) -> RefundStanding? {
    try await reader.read { db in
      try RefundTable(db: db).standing(of: refund, of: order, in: shop, of: account)
    }
  }

  public func reserve(_ request: ReservationRequest, at now: Timestamp)
    async throws(StoreError) -> ReservationResult
  {
    try requirePlace()
    return try await writer.perform { db in try Ledger(db: db, now: now).reserve(request) }
  }

  public func verify(company cif: String, _ listed: [Series: Int], at now: Timestamp)
    async throws(StoreError) -> [Series]
  {
    try await writer.perform { db in
      try SeriesTable(db: db).verify(company: cif, listed, at: now)
    }
  }

  /// By the writer, behind whatever is to be written before it.
  public func permission(for call: DocumentCall, at now: Timestamp)
    async throws(StoreError) -> CallPermission
  {
    try await writer.perform { db in try Ledger(db: db, now: now).permission(for: call) }
  }

  public func record(_ evidence: Evidence) async throws(StoreError) {
    try await writer.perform { db in try EvidenceTable(db: db).add(evidence) }
  }

  // MARK: Payment ledger

  public func payment(boundTo event: EventID, of shop: ShopID)
    async throws(StoreError) -> BoundPayment?
  {
    try await reader.read { db in try PaymentTable(db: db).bound(to: event, of: shop) }
  }

  public func reserve(_ request: PaymentReservationRequest, at now: Timestamp)
    async throws(StoreError) -> PaymentReservationResult
  {
    try requirePlace()
    return try await writer.perform { db in try PaymentBook(db: db, now: now).reserve(request) }
  }

  public func record(_ evidence: PaymentEvidence) async throws(StoreError) {
    try await writer.perform { db in try EvidenceTable(db: db).add(evidence) }
  }

  public func payments(_ filter: PaymentFilter) async throws(StoreError) -> [Payment] {
    try await reader.payments(filter)
  }

  public func payment(_ id: Payment.ID) async throws(StoreError) -> PaymentDetail? {
    try await reader.payment(id)
  }

  // MARK: Operations

  public func perform(_ act: OperatorAct, by person: Operator, at now: Timestamp)
    async throws(StoreError) -> ActResult
  {
    try requirePlace()
    let result = try await writer.perform { db in
      try Acts(db: db, person: person, now: now).perform(act)
    }
    try requirePlace()
    return result
  }

  // MARK: Queries

  public func secretUses() async throws(StoreError) -> [SecretUse] {
    try await reader.secretUses()
  }

  public func blockedAccounts(at now: Timestamp) async throws(StoreError)
    -> [AccountID: Timestamp]
  {
    try await reader.blockedAccounts(at: now)
  }

  public func events(_ filter: EventFilter) async throws(StoreError) -> [EventRecord] {
    try await reader.events(filter)
  }

  public func event(_ id: EventID, of shop: ShopID) async throws(StoreError) -> EventDetail? {
    try await reader.event(id, of: shop)
  }

  public func jobs(_ filter: JobFilter) async throws(StoreError) -> [JobRecord] {
    try await reader.jobs(filter)
  }

  public func job(_ id: Job.ID) async throws(StoreError) -> JobDetail? {
    try await reader.job(id)
  }

  public func notice(_ id: String) async throws(StoreError) -> StoredNotice? {
    try await reader.notice(id)
  }

  public func notice(telling fact: String) async throws(StoreError) -> StoredNotice? {
    try await reader.notice(telling: fact)
  }

  public func invoices(_ filter: InvoiceFilter) async throws(StoreError) -> [Invoice] {
    try await reader.invoices(filter)
  }

  public func invoice(_ id: Invoice.ID) async throws(StoreError) -> InvoiceDetail? {
    try await reader.invoice(id)
  }

  public func stoppedSeries() async throws(StoreError) -> [StoppedSeries] {
    try await reader.stoppedSeries()
  }

  public func record(of series: Series, unknownMax: Int) async throws(StoreError)
    -> SeriesRecord
  {
    try await reader.record(of: series, unknownMax: unknownMax)
  }

  public func replays(limit: Int) async throws(StoreError) -> [Replay] {
    try await reader.replays(limit: limit)
  }

  public func replay(_ id: Replay.ID) async throws(StoreError) -> ReplayDetail? {
    try await reader.replay(id)
  }

  public func tally(_ selection: EventSelection) async throws(StoreError) -> [EventTally] {
    try await reader.tally(selection)
  }

  public func events(
    _ selection: EventSelection, after cursor: Int64, through last: Int64, limit: Int
  ) async throws(StoreError) -> [SelectedEvent] {
    try await reader.events(selection, after: cursor, through: last, limit: limit)
  }

  public func standing(of series: [Series]) async throws(StoreError) -> Standing {
    try await reader.standing(of: series)
  }

  public func foreignDocuments(limit: Int) async throws(StoreError) -> [ForeignDocument] {
    try await reader.foreignDocuments(limit: limit)
  }

  /// For whom there may be documents, which the settings must go on naming.
  public func documentOwners() async throws(StoreError) -> [DocumentOwner] {
    try await reader.documentOwners()
  }
}
