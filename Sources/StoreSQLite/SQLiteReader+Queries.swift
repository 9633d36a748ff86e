import Domain

extension SQLiteReader {
  public func events(_ filter: EventFilter) async throws(StoreError) -> [EventRecord] {
    try await read { db in try EventTable(db: db).list(filter) }
  }

  public func event(_ id: EventID, of shop: ShopID) async throws(StoreError) -> EventDetail? {
    try await read { db in try EventTable(db: db).detail(id, of: shop) }
  }

  /// For whom there may be documents, which the settings must go on naming.
  public func documentOwners() async throws(StoreError) -> [DocumentOwner] {
    try await read { db in
      try db.rows("SELECT * FROM document_owners ORDER BY shop, account, cif, series").map { row in
        DocumentOwner(
          shop: ShopID(try row.value("shop")), account: AccountID(try row.value("account")),
          cif: try row.value("cif"), series: try row.value("series"))
      }
    }
  }

  public func secretUses() async throws(StoreError) -> [SecretUse] {
    try await read { db in try SecretUseTable(db: db).list() }
  }

  public func jobs(_ filter: JobFilter) async throws(StoreError) -> [JobRecord] {
    try await read { db in try JobTable(db: db).list(filter) }
  }

  public func job(_ id: Job.ID) async throws(StoreError) -> JobDetail? {
    try await read { db in try JobTable(db: db).detail(id) }
  }

  public func notice(_ id: String) async throws(StoreError) -> StoredNotice? {
    try await read { db in try NoticeTable(db: db).find(id) }
  }

  public func notice(telling fact: String) async throws(StoreError) -> StoredNotice? {
    try await read { db in try NoticeTable(db: db).find(telling: fact) }
  }

  public func invoices(_ filter: InvoiceFilter) async throws(StoreError) -> [Invoice] {
    try await read { db in try InvoiceTable(db: db).list(filter) }
  }

  public func invoice(_ id: Invoice.ID) async throws(StoreError) -> InvoiceDetail? {
    try await read { db in try InvoiceTable(db: db).detail(id) }
  }

  public func payments(_ filter: PaymentFilter) async throws(StoreError) -> [Payment] {
    try await read { db in try PaymentTable(db: db).list(filter) }
  }

  public func payment(_ id: Payment.ID) async throws(StoreError) -> PaymentDetail? {
    try await read { db in try PaymentTable(db: db).detail(id) }
  }

  public func stoppedSeries() async throws(StoreError) -> [StoppedSeries] {
    try await read { db in try SeriesTable(db: db).stopped() }
  }

  /// Series on which nothing is sent for now, though no person has to resume them.
  public func waitingSeries() async throws(StoreError) -> [WaitingSeries] {
    try await read { db in try SeriesTable(db: db).waiting() }
  }

  public func record(of series: Series, unknownMax: Int) async throws(StoreError)
    -> SeriesRecord
  {
    try await read { db in
      try SeriesTable(db: db).record(of: series, unknownMax: unknownMax)
    }
  }

  public func replays(limit: Int) async throws(StoreError) -> [Replay] {
    try await read { db in try ReplayTable(db: db).list(limit: limit) }
  }

  public func replay(_ id: Replay.ID) async throws(StoreError) -> ReplayDetail? {
    try await read { db in try ReplayTable(db: db).detail(id) }
  }

  public func tally(_ selection: EventSelection) async throws(StoreError) -> [EventTally] {
    try await read { db in try EventTable(db: db).tally(selection) }
  }

  public func events(
    _ selection: EventSelection, after cursor: Int64, through last: Int64, limit: Int
  ) async throws(StoreError) -> [SelectedEvent] {
    try await read { db in
      try EventTable(db: db).select(selection, after: cursor, through: last, limit: limit)
    }
  }

  public func standing(of series: [Series]) async throws(StoreError) -> Standing {
    try await read { db in try StandingQuery(db: db).answer(of: series) }
  }

  /// Accounts that may not be called, and until when.
  public func blockedAccounts(at now: Timestamp) async throws(StoreError) -> [AccountID: Timestamp]
  {
    try await read { db in try SeriesTable(db: db).blocked(at: now) }
  }

  public func foreignDocuments(limit: Int) async throws(StoreError) -> [ForeignDocument] {
    try await read { db in try SeriesTable(db: db).foreign(limit: limit) }
  }
}
