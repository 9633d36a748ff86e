import Domain
import GRDB

/// What a database that was restored from a copy must know of itself.
enum Restoring {
  /// Far more callbacks than an order gets, above what is known to have been told: for a clock that
  /// was set back.
  static let sequencesSkipped = 1_000
  /// The last integer that JSON's readers keep exact, 2^53 - 1.
  static let sequenceMax = (1 << 53) - 1

  /// The sequence that no callback may have from now on, nor any below it.
  ///
  /// It is the time in seconds, since no order is told something each second: so that a later
  /// restore is above an earlier one, be it from the same copy, of whose callbacks the copy knows
  /// nothing. Seconds and not milliseconds, for some shops keep 32 bits.
  ///
  /// - Parameter told: the highest sequence that is known to have been used.
  static func floor(above told: Int, at now: Timestamp) throws(StoreError) -> Int {
    let floor = max(Int(now.seconds), told + sequencesSkipped)
    guard floor <= sequenceMax - sequencesSkipped else {
      throw .unavailable("a callback's sequence would be \(floor), which JSON can't carry exactly")
    }
    return floor
  }

  /// The highest sequence that this database knows to have been used, or to be passed over.
  static func sequenceTold(_ db: Database) throws -> Int {
    let told = try db.number(
      """
      SELECT MAX(sequence_floor, (SELECT COALESCE(MAX(sequence), 0) FROM notices)) FROM meta
      """)
    return Int(told ?? 0)
  }

  /// Whether a job's mail may have gone out after the copy was made, which then doesn't know of it.
  ///
  /// Not where the document was opened or issued since the restore, where the event that asks is
  /// newer than the restore, whatever the shop's clock, or where a person had the job requeued since.
  static func mayHaveMailed(_ document: Invoice.ID, by job: StoredJob, _ db: Database) throws
    -> Bool
  {
    guard
      let restored = try db.number("SELECT restored_at FROM meta")
        .map(Timestamp.init(milliseconds:)),
      try db.number(
        """
        SELECT 1 FROM invoices
        WHERE id = ?1 AND created_at <= ?2 AND COALESCE(answered_at, 0) <= ?2
        """, [document, restored.milliseconds]) != nil,
      try db.number(
        "SELECT 1 FROM attempts WHERE job = ? AND outcome = ? AND ended_at >= ? LIMIT 1",
        [job.id, AttemptRecord.requeue, restored.milliseconds]) == nil
    else { return false }
    let place = try EventTable(db: db).place(of: job.asked.event, of: job.asked.shop)
    guard let place, place.isClaimed else { return true }
    return place.moment <= restored + EventPlace.clockAheadMax
  }

  /// Makes it ask SmartBill, before it sends anything on a series, what was issued there since the
  /// copy was made; never use a callback's id or sequence again; and tell each shop all of its stock
  /// once, for what it was told since is not in the copy.
  ///
  /// - Parameter told: what the database that it replaces has used; 0 if that can't be read.
  static func mark(
    _ db: Database, instance: String, above told: Int, by person: Operator, at now: Timestamp
  ) throws {
    let floor = try floor(above: max(told, sequenceTold(db)), at: now)
    try db.run(
      "UPDATE meta SET instance = ?, restored_at = ?, sequence_floor = ?",
      [instance, now.milliseconds, floor])
    try db.run("DELETE FROM verified_series")
    try db.run("DELETE FROM verified_companies")
    try db.run("UPDATE stock_shops SET compared_as_of = NULL")
    try db.run("DELETE FROM stock_batches")
    try db.run(
      "INSERT INTO restores (who, why, restored_at) VALUES (?, ?, ?)",
      [person.name, person.reason, now.milliseconds])
  }
}
