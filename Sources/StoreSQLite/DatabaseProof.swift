import GRDB

/// Whether a database is whole: each page, each index, each reference, each row.
enum DatabaseProof {
  /// Tables whose rows are only ever added.
  static let growing = [
    "events", "deliveries", "jobs", "invoices", "bindings", "evidence", "notices", "replays",
    "prunes", "attempts", "payments", "payment_bindings", "payment_evidence",
  ]

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
    var counts: [String: Int] = [:]
    // An older schema may lack one.
    for table in growing where try db.tableExists(table) {
      counts[table] = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)")
    }
    return counts
  }

  /// What a copy lacks, or has too much, of what was there before and after it was made.
  static func difference(
    of copy: [String: Int], from before: [String: Int], to after: [String: Int]
  ) -> String? {
    for table in growing {
      let (count, least, most) = (copy[table] ?? 0, before[table] ?? 0, after[table] ?? 0)
      guard (least...max(least, most)).contains(count) else {
        return "it has \(count) rows of \(table), the database \(most)"
      }
    }
    return nil
  }
}
