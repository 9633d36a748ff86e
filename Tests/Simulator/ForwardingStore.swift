import Domain

/// A store that passes every call on; what wraps one overrides what it changes.
class ForwardingStore: Store, @unchecked Sendable {
  let inner: any Store

  init(_ inner: any Store) { self.inner = inner }

  /// Around every call that doesn't override it.
  func around<Value: Sendable>(
    _ call: StoreCall, _ body: () async throws(StoreError) -> Value
  ) async throws(StoreError) -> Value {
    try await body()
  }

  // MARK: Writes

  func accept(_ delivery: Delivery) async throws(StoreError) -> Acceptance {
    try await around(.accept(delivery)) { () async throws(StoreError) in
      try await inner.accept(delivery)
    }
  }

  func recover(at now: Timestamp) async throws(StoreError) -> Recovery {
    try await around(.recover) { () async throws(StoreError) in try await inner.recover(at: now) }
  }

  func clockWasSet(by shift: Duration, at now: Timestamp) async throws(StoreError) {
    try await around(.clockWasSet) { () async throws(StoreError) in
      try await inner.clockWasSet(by: shift, at: now)
    }
  }

  func claim(_ room: [Pool: Int], at now: Timestamp, lease: Duration)
    async throws(StoreError) -> [Claim]
  {
    try await around(.claim) { () async throws(StoreError) in
      try await inner.claim(room, at: now, lease: lease)
    }
  }

  func settle(_ settlements: [Settlement], at now: Timestamp)
    async throws(StoreError) -> [SettlementResult]
  {
    try await around(.settle(settlements)) { () async throws(StoreError) in
      try await inner.settle(settlements, at: now)
    }
  }

  func reserve(_ request: ReservationRequest, at now: Timestamp)
    async throws(StoreError) -> ReservationResult
  {
    try await around(.reserve(request)) { () async throws(StoreError) in
      try await inner.reserve(request, at: now)
    }
  }

  func verify(company cif: String, _ listed: [Series: Int], at now: Timestamp)
    async throws(StoreError) -> [Series]
  {
    try await around(.verify) { () async throws(StoreError) in
      try await inner.verify(company: cif, listed, at: now)
    }
  }

  func permission(for call: DocumentCall, at now: Timestamp)
    async throws(StoreError) -> CallPermission
  {
    try await around(.permission(call)) { () async throws(StoreError) in
      try await inner.permission(for: call, at: now)
    }
  }

  func record(_ evidence: Evidence) async throws(StoreError) {
    try await around(.record(evidence)) { () async throws(StoreError) in
      try await inner.record(evidence)
    }
  }

  func reserve(_ request: PaymentReservationRequest, at now: Timestamp)
    async throws(StoreError) -> PaymentReservationResult
  {
    try await around(.reservePayment(request)) { () async throws(StoreError) in
      try await inner.reserve(request, at: now)
    }
  }

  func record(_ evidence: PaymentEvidence) async throws(StoreError) {
    try await around(.recordPayment(evidence)) { () async throws(StoreError) in
      try await inner.record(evidence)
    }
  }

  func perform(_ act: OperatorAct, by person: Operator, at now: Timestamp)
    async throws(StoreError) -> ActResult
  {
    try await around(.perform(act)) { () async throws(StoreError) in
      try await inner.perform(act, by: person, at: now)
    }
  }

  func note(_ uses: [SecretUse]) async throws(StoreError) {
    try await around(.noteSecretUses) { () async throws(StoreError) in try await inner.note(uses) }
  }

  // MARK: Reads

  func secretUses() async throws(StoreError) -> [SecretUse] {
    try await around(.read("secretUses")) { () async throws(StoreError) in
      try await inner.secretUses()
    }
  }

  func blockedAccounts(at now: Timestamp) async throws(StoreError) -> [AccountID: Timestamp] {
    try await around(.read("blockedAccounts")) { () async throws(StoreError) in
      try await inner.blockedAccounts(at: now)
    }
  }

  func nextDue(in pools: Set<Pool>) async throws(StoreError) -> Timestamp? {
    try await around(.read("nextDue")) { () async throws(StoreError) in
      try await inner.nextDue(in: pools)
    }
  }

  func invoice(boundTo event: EventID, of shop: ShopID, as verb: BindingVerb)
    async throws(StoreError) -> BoundInvoice?
  {
    try await around(.read("bound")) { () async throws(StoreError) in
      try await inner.invoice(boundTo: event, of: shop, as: verb)
    }
  }

  func payment(boundTo event: EventID, of shop: ShopID)
    async throws(StoreError) -> BoundPayment?
  {
    try await around(.read("boundPayment")) { () async throws(StoreError) in
      try await inner.payment(boundTo: event, of: shop)
    }
  }

  func payments(_ filter: PaymentFilter) async throws(StoreError) -> [Payment] {
    try await around(.read("payments")) { () async throws(StoreError) in
      try await inner.payments(filter)
    }
  }

  func payment(_ id: Payment.ID) async throws(StoreError) -> PaymentDetail? {
    try await around(.read("payment")) { () async throws(StoreError) in
      try await inner.payment(id)
    }
  }

  func refund(_ refund: RefundID, of order: OrderID, in shop: ShopID, of account: AccountID)
    async throws(StoreError) -> RefundStanding?
  {
    try await around(.read("refund")) { () async throws(StoreError) in
      try await inner.refund(refund, of: order, in: shop, of: account)
    }
  }

  func notice(_ id: String) async throws(StoreError) -> StoredNotice? {
    try await around(.read("notice")) { () async throws(StoreError) in try await inner.notice(id) }
  }

  func notice(telling fact: String) async throws(StoreError) -> StoredNotice? {
    try await around(.read("notice")) { () async throws(StoreError) in
      try await inner.notice(telling: fact)
    }
  }

  func invoice(_ id: Invoice.ID) async throws(StoreError) -> InvoiceDetail? {
    try await around(.read("invoice")) { () async throws(StoreError) in
      try await inner.invoice(id)
    }
  }

  func invoices(_ filter: InvoiceFilter) async throws(StoreError) -> [Invoice] {
    try await around(.read("invoices")) { () async throws(StoreError) in
      try await inner.invoices(filter)
    }
  }

  func stoppedSeries() async throws(StoreError) -> [StoppedSeries] {
    try await around(.read("stoppedSeries")) { () async throws(StoreError) in
      try await inner.stoppedSeries()
    }
  }

  func record(of series: Series, unknownMax: Int) async throws(StoreError) -> SeriesRecord {
    try await around(.read("seriesRecord")) { () async throws(StoreError) in
      try await inner.record(of: series, unknownMax: unknownMax)
    }
  }

  func standing(of series: [Series]) async throws(StoreError) -> Standing {
    try await around(.read("standing")) { () async throws(StoreError) in
      try await inner.standing(of: series)
    }
  }

  func foreignDocuments(limit: Int) async throws(StoreError) -> [ForeignDocument] {
    try await around(.read("foreignDocuments")) { () async throws(StoreError) in
      try await inner.foreignDocuments(limit: limit)
    }
  }

  func replays(limit: Int) async throws(StoreError) -> [Replay] {
    try await around(.read("replays")) { () async throws(StoreError) in
      try await inner.replays(limit: limit)
    }
  }

  func replay(_ id: Replay.ID) async throws(StoreError) -> ReplayDetail? {
    try await around(.read("replay")) { () async throws(StoreError) in try await inner.replay(id) }
  }

  func tally(_ selection: EventSelection) async throws(StoreError) -> [EventTally] {
    try await around(.read("tally")) { () async throws(StoreError) in
      try await inner.tally(selection)
    }
  }

  func events(
    _ selection: EventSelection, after cursor: Int64, through last: Int64, limit: Int
  ) async throws(StoreError) -> [SelectedEvent] {
    try await around(.read("selectedEvents")) { () async throws(StoreError) in
      try await inner.events(selection, after: cursor, through: last, limit: limit)
    }
  }

  func events(_ filter: EventFilter) async throws(StoreError) -> [EventRecord] {
    try await around(.read("events")) { () async throws(StoreError) in
      try await inner.events(filter)
    }
  }

  func event(_ id: EventID, of shop: ShopID) async throws(StoreError) -> EventDetail? {
    try await around(.read("event")) { () async throws(StoreError) in
      try await inner.event(id, of: shop)
    }
  }

  func jobs(_ filter: JobFilter) async throws(StoreError) -> [JobRecord] {
    try await around(.read("jobs")) { () async throws(StoreError) in try await inner.jobs(filter) }
  }

  func job(_ id: Job.ID) async throws(StoreError) -> JobDetail? {
    try await around(.read("job")) { () async throws(StoreError) in try await inner.job(id) }
  }

  // MARK: Stock

  func begin(_ pass: NewStockPass, at now: Timestamp) async throws(StoreError) -> StockPass.ID {
    try await around(.stock("begin")) { () async throws(StoreError) in
      try await inner.begin(pass, at: now)
    }
  }

  func plan(_ batches: [StockBatch.Content], for pass: StockPass.ID, at now: Timestamp)
    async throws(StoreError) -> [StockBatch.ID]
  {
    try await around(.stock("plan")) { () async throws(StoreError) in
      try await inner.plan(batches, for: pass, at: now)
    }
  }

  func rename(_ products: [StockChange], of shop: ShopID) async throws(StoreError) {
    try await around(.stock("rename")) { () async throws(StoreError) in
      try await inner.rename(products, of: shop)
    }
  }

  func stockProducts(of shop: ShopID, after key: StockKey?, limit: Int)
    async throws(StoreError) -> [StockProduct]
  {
    try await around(.read("stockProducts")) { () async throws(StoreError) in
      try await inner.stockProducts(of: shop, after: key, limit: limit)
    }
  }

  func stockProducts(of shop: ShopID, named keys: [StockKey])
    async throws(StoreError) -> [StockProduct]
  {
    try await around(.read("stockProducts")) { () async throws(StoreError) in
      try await inner.stockProducts(of: shop, named: keys)
    }
  }

  func stockProductsInStock(of shop: ShopID) async throws(StoreError) -> Int {
    try await around(.read("stockProductsInStock")) { () async throws(StoreError) in
      try await inner.stockProductsInStock(of: shop)
    }
  }

  func stockProducts(of shop: ShopID, in state: StockProduct.State, limit: Int)
    async throws(StoreError) -> [StockProduct]
  {
    try await around(.read("stockProducts")) { () async throws(StoreError) in
      try await inner.stockProducts(of: shop, in: state, limit: limit)
    }
  }

  func stockSyncWaits(behind job: Job.ID, of shop: ShopID) async throws(StoreError) -> Bool {
    try await around(.read("stockSyncWaits")) { () async throws(StoreError) in
      try await inner.stockSyncWaits(behind: job, of: shop)
    }
  }

  func stockBatch(_ id: StockBatch.ID) async throws(StoreError) -> StockBatch? {
    try await around(.read("stockBatch")) { () async throws(StoreError) in
      try await inner.stockBatch(id)
    }
  }

  func stockStanding(of shop: ShopID) async throws(StoreError) -> StockStanding? {
    try await around(.read("stockStanding")) { () async throws(StoreError) in
      try await inner.stockStanding(of: shop)
    }
  }

  func stockBatches(of shop: ShopID, after id: StockBatch.ID?, limit: Int)
    async throws(StoreError) -> [StockBatch]
  {
    try await around(.read("stockBatches")) { () async throws(StoreError) in
      try await inner.stockBatches(of: shop, after: id, limit: limit)
    }
  }

  func stockPasses(of shop: ShopID?, limit: Int) async throws(StoreError) -> [StockPass] {
    try await around(.read("stockPasses")) { () async throws(StoreError) in
      try await inner.stockPasses(of: shop, limit: limit)
    }
  }

  func stockHistory(of shop: ShopID, _ key: StockKey, limit: Int)
    async throws(StoreError) -> [StockHistoryEntry]
  {
    try await around(.read("stockHistory")) { () async throws(StoreError) in
      try await inner.stockHistory(of: shop, key, limit: limit)
    }
  }

  func stockReserved(of shop: ShopID, by identity: ProductIdentity)
    async throws(StoreError) -> [StockKey: Quantity]
  {
    try await around(.read("stockReserved")) { () async throws(StoreError) in
      try await inner.stockReserved(of: shop, by: identity)
    }
  }
}

/// A call of the store, as far as a trace tells of it.
enum StoreCall {
  case accept(Delivery)
  case recover
  case clockWasSet
  case claim
  case settle([Settlement])
  case reserve(ReservationRequest)
  case verify
  case permission(DocumentCall)
  case record(Evidence)
  case reservePayment(PaymentReservationRequest)
  case recordPayment(PaymentEvidence)
  case perform(OperatorAct)
  case noteSecretUses
  case stock(String)
  case read(String)

  var name: String {
    switch self {
    case .accept: "accept"
    case .recover: "recover"
    case .clockWasSet: "clock was set"
    case .claim: "claim"
    case .settle: "settle"
    case .reserve: "reserve"
    case .verify: "verify"
    case .permission: "permission"
    case .record: "record"
    case .reservePayment: "reserve payment"
    case .recordPayment: "record payment"
    case .perform: "perform"
    case .noteSecretUses: "noteSecretUses"
    case .stock(let name): name
    case .read(let name): name
    }
  }

  var isWrite: Bool { if case .read = self { false } else { true } }
}
