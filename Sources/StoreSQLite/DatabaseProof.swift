import GRDB

/// Whether a database is whole: each page, each index, each reference, each row.
enum DatabaseProof {
  /// Tables whose rows are only ever added.
  private static let growing = [
    "events", "invoices", "bindings", "evidence", "notices", "replays", "prunes", "payments",
    "payment_bindings", "payment_evidence",
  ]
  /// Tables whose oldest rows go in time, and whose newest tells how far they have come.
  private static let moving = ["deliveries", "jobs", "attempts"]

  /// Nobody reads more of what is damaged.
  private static let complaintsMax = 3

  /// What is wrong with it; nil if nothing is.
  static func complaint(of db: Database) throws -> String? {
    let pages = try String.fetchAll(db, sql: "PRAGMA integrity_check(\(complaintsMax))")
    guard pages == ["ok"] else { return pages.joined(separator: "; ") }
    let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
    guard let first = orphans.first else { return nil }
    return "\(orphans.count) rows refer to others that aren't there, the first in "
      + (first["table"] as String)
  }

  static func counts(of db: Database) throws -> [String: Int] {
    try measure("COUNT(*)", of: growing + moving, in: db)
  }

  /// How far each table has come, which a copy is held to. Of a table whose oldest rows go, the
  /// newest row counts.
  static func extents(of db: Database) throws -> [String: Int] {
    try measure("COUNT(*)", of: growing, in: db)
      .merging(measure("MAX(id)", of: moving, in: db)) { first, _ in first }
  }

  /// What a copy lacks, or has too much, of what was there before and after it was made.
  static func difference(
    of copy: [String: Int], from before: [String: Int], to after: [String: Int]
  ) -> String? {
    for table in growing + moving {
      let (extent, first, last) = (copy[table] ?? 0, before[table] ?? 0, after[table] ?? 0)
      let least = moving.contains(table) ? min(first, last) : first
      guard (least...max(first, last)).contains(extent) else {
        return "its \(table) come to \(extent), the database's to \(last)"
      }
    }
    return nil
  }

  private static func measure(
    _ expression: String, of tables: [String], in db: Database
  ) throws -> [String: Int] {
    var rows: [String: Int] = [:]
    // An older schema may lack one.
    for table in tables where try db.tableExists(table) {
      rows[table] = try Int.fetchOne(db, sql: "SELECT \(expression) FROM \(table)") ?? 0
    }
    return rows
  }
}
