import Domain

extension SQLiteReader {
  /// What a prune of what was received before that moment would remove.
  public func pruneTally(before cutoff: Timestamp) async throws(StoreError) -> PruneTally {
    try await read { db in try PruneTable(db: db).tally(before: cutoff) }
  }

  /// The next events whose bodies may go, in the order of acceptance.
  public func prunable(before cutoff: Timestamp, after cursor: Int64, limit: Int)
    async throws(StoreError) -> [Int64]
  {
    try await read { db in
      try PruneTable(db: db).settled(before: cutoff, after: cursor, limit: limit)
    }
  }

  /// Looks into everything that is stored, which takes a while.
  public func record(of person: PersonSelection) async throws(StoreError) -> PersonRecord {
    try await read { db in try PersonSearch(db: db).record(of: person) }
  }

  public func prune(key: String) async throws(StoreError) -> Prune? {
    try await read { db in try PruneTable(db: db).find(key: key) }
  }
}
