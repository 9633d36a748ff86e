import Domain
import GRDB

/// What a database that was restored from a copy must know of itself.
enum Restoring {
  /// Far more callbacks than an order gets: what was told after the copy was made had sequences
  /// below it.
  static let sequencesSkipped = 1_000

  /// Makes it ask SmartBill, before it sends anything on a series, what was issued there since the
  /// copy was made; and never use a callback's id or sequence again.
  static func mark(_ db: Database, instance: String, at now: Timestamp) throws {
    try db.run(
      """
      UPDATE meta SET instance = ?, restored_at = ?,
        sequence_floor = \(sequencesSkipped)
          + MAX(sequence_floor, (SELECT COALESCE(MAX(sequence), 0) FROM notices))
      """, [instance, now.milliseconds])
    try db.run("DELETE FROM verified_series")
  }
}

extension SQLiteStore {
  /// Marks the store, before anything else is done with it, as restored from a copy.
  public func markRestored(at now: Timestamp) async throws(StoreError) {
    let instance = Self.newInstance()
    try await writer.perform { db in try Restoring.mark(db, instance: instance, at: now) }
  }
}
