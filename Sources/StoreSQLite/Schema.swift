import Domain
import GRDB

/// The tables, with every promise that a table can keep (design §5), and how a database comes to have
/// them: a new one by `tables`, an older one by `migrations`.
enum Schema {
  /// What this program reads and writes; kept in SQLite's `user_version`.
  static var version: Int { oldestVersion + migrations.count }

  /// Brings the schema up to date, in one transaction.
  ///
  /// What `WriterConnection.checkSchema` refuses must not come here.
  /// - Parameter migrations: this program's, and what a test appends to them.
  static func migrate(
    _ db: Database, instance: String, at now: Timestamp, by migrations: [String] = migrations
  ) throws {
    let found = try version(of: db)
    let wanted = oldestVersion + migrations.count
    guard found < wanted else { return }
    // A table that others refer to can't be made anew while that is enforced.
    try db.execute(sql: "PRAGMA foreign_keys = OFF")
    defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }
    try db.inTransaction(.immediate) {
      if found == 0 {
        try db.execute(sql: tables)
        try db.run(
          "INSERT INTO meta (one, instance, notices_told, created_at) VALUES (1, ?, 0, ?)",
          [instance, now.milliseconds])
      }
      let reached = found == 0 ? version : found
      for migration in migrations.dropFirst(reached - oldestVersion) {
        try db.execute(sql: migration)
      }
      try db.checkForeignKeys()
      try db.execute(sql: "PRAGMA user_version = \(wanted)")
      return .commit
    }
  }

  static func version(of db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
  }

  /// Whether somebody else's tables are in the file, or a version that we never write.
  static func isForeign(_ db: Database) throws -> Bool {
    let found = try version(of: db)
    guard found == 0 else { return found < 0 }
    return try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master)") ?? false
  }
}
