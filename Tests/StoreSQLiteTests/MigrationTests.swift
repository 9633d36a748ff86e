import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct MigrationTests {
  @Test func `an older schema is brought up to date, step by step, or not at all`() throws {
    let db = try DatabaseQueue()
    try db.writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "first", at: .sample)
      let steps = Schema.migrations + ["CREATE TABLE second (a)", "ALTER TABLE second ADD b"]
      #expect(throws: DatabaseError.self) {
        try Schema.migrate(db, instance: "x", at: .sample, by: steps + ["nonsense"])
      }
      try expectEqual(Schema.version(of: db), Schema.version)
      #expect(try !db.tableExists("second"))
      try Schema.migrate(db, instance: "second", at: .sample, by: steps)
      try expectEqual(Schema.version(of: db), Schema.version + 2)
      try expectEqual(db.columns(in: "second").map(\.name), ["a", "b"])
      // It is the same database as before.
      try expectEqual(String.fetchOne(db, sql: "SELECT instance FROM meta"), "first")
    }
  }

  /// A database of the oldest version that is brought up to date.
  private func oldest() throws -> String {
    let path = Repository.path("Tests/StoreSQLiteTests/Fixtures/version-12.sql")
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// A line for each table, index and trigger, without comments.
  private func schema(of db: Database) throws -> Set<String> {
    let rows = try Row.fetchAll(db, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master")
    return Set(
      rows.map { row in
        let (type, name, table): (String, String, String) = (row[0], row[1], row[2])
        let sql: String? = row[3]
        return "\(type) \(name) of \(table): " + normalized(sql ?? "made by SQLite")
      })
  }

  /// SQLite keeps a statement as it was written, and puts what a migration adds into it.
  private func normalized(_ sql: String) -> String {
    var text = sql.replacing(/--[^\n]*/, with: "").replacing("\"", with: "")
    for sign in ["(", ")", ","] { text = text.replacing(sign, with: " \(sign) ") }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `a database of the oldest version comes to have the tables of a new one`() throws {
    let new = try DatabaseQueue().writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "x", at: .sample)
      try expectEqual(Schema.version(of: db), Schema.version)
      return try schema(of: db)
    }
    #expect(new.contains { $0.hasPrefix("table invoices of invoices: CREATE TABLE invoices (") })
    let oldest = try oldest()
    try DatabaseQueue().writeWithoutTransaction { db in
      try db.execute(sql: oldest)
      try expectEqual(Schema.version(of: db), Schema.oldestVersion)
      try Schema.migrate(db, instance: "x", at: .sample)
      try expectEqual(Schema.version(of: db), Schema.version)
      try expectEqual(schema(of: db).symmetricDifference(new), [])
      try expectEqual(Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count, 0)
    }
  }

  @Test func `no row is lost or changed on the way, and what is new is read off the rows`() throws {
    let oldest = try oldest()
    try DatabaseQueue().writeWithoutTransaction { db in
      try db.execute(sql: oldest)
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      let questions = try tables.map { table in
        let columns = try db.columns(in: table).map(\.name).joined(separator: ", ")
        return "SELECT \(columns) FROM \(table) ORDER BY 1, 2"
      }
      let before = try questions.map { try Row.fetchAll(db, sql: $0) }
      #expect(before.count > 20 && before.allSatisfy { !$0.isEmpty })
      try Schema.migrate(db, instance: "x", at: .sample)
      try expectEqual(questions.map { try Row.fetchAll(db, sql: $0) }, before)

      func texts(_ sql: String) throws -> [String] { try String.fetchAll(db, sql: sql) }
      try expectEqual(
        texts("SELECT cif || ' ' || verified_at FROM verified_companies ORDER BY cif"),
        ["RO1 2", "RO2 5"])
      try expectEqual(
        texts("SELECT series || ' ' || noted_at FROM document_owners ORDER BY series"),
        ["ALT 5", "FCT 2", "PRO 1"])
      try expectEqual(Int.fetchAll(db, sql: "SELECT id FROM jobs WHERE sent = 1"), [3])
      for table in ["invoices", "payments"] {
        let differing = "SELECT id FROM \(table) WHERE doubted_at IS NOT doubt_since"
        try expectEqual(Int.fetchAll(db, sql: differing), [])
      }
    }
  }

  @Test func `invoices, and what refers to them, outlive the making anew of their table`() throws {
    let db = try DatabaseQueue()
    let oldest = try oldest()
    try db.writeWithoutTransaction { db in
      try db.execute(sql: oldest)
      try Schema.migrate(db, instance: "x", at: .sample)
      let bound = try #require(try InvoiceTable(db: db).bound(to: "e", of: "magazin", as: .issue))
      let key = InvoiceKey(account: "firma", shop: "magazin", order: "1001", revision: 2)
      expectEqual(bound.invoice.id, 7)
      expectEqual(bound.invoice.key, key)
      expectEqual(bound.invoice.document?.number.text, "0042")
      try expectEqual(Bool.fetchOne(db, sql: "PRAGMA foreign_keys"), true)
      // No id is given twice, and what hangs on an invoice still does.
      let next = try InvoiceTable(db: db).open(
        InvoiceKey(account: "firma", shop: "magazin", order: "1002", revision: 0),
        Series(cif: "RO1", name: "FCT"), .planned, by: "f", at: .sample)
      expectEqual(next, 8)
      #expect(throws: DatabaseError.self) {
        try db.execute(sql: "DELETE FROM invoices WHERE id = 7")
      }
    }
  }

  @Test func `a database from before the oldest version is refused, and nothing changed`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let oldest = try oldest()
      try await DatabaseQueue(path: path).write { db in
        try db.execute(sql: oldest)
        try db.execute(sql: "PRAGMA user_version = 11")
      }
      let refusal = OpenError.schemaForgotten(path: path, found: 11, oldest: 12)
      #expect(throws: refusal) { try SQLiteStore.open(path: path, at: .sample) }
      #expect(throws: refusal) { try SQLiteStore.reader(path: path) }
      #expect(throws: refusal) { try SchemaStanding.read(path: path) }
      #expect(throws: refusal) { try Migration(of: path, at: .sample).run() }
      #expect(refusal.description.contains("version 11") && refusal.description.contains("12;"))

      try await DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 12") }
      let standing = try SchemaStanding.read(path: path)
      expectEqual(standing, SchemaStanding(found: 12, known: Schema.version))
      let store = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(store.events(EventFilter()).map(\.id), ["e", "d"])
      await store.close()
      #expect(try SchemaStanding.read(path: path).isCurrent)
    }
  }

  @Test func `what a file's schema is, can be asked while it is in use`() async throws {
    try await SQLiteStore.use { _, path in
      let standing = try SchemaStanding.read(path: path)
      #expect(standing.isCurrent)
      expectEqual(standing.known, Schema.version)
      #expect(throws: OpenError.self) { _ = try Migration(of: path, at: .sample) }
      #expect(throws: OpenError.missing(path: path + "x")) {
        _ = try SchemaStanding.read(path: path + "x")
      }
    }
  }

  @Test func `a migration makes a copy that can be restored`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let store = try SQLiteStore.open(path: path, at: .sample)
      _ = try await store.accept("e1")
      await store.close()
      let migration = try Migration(of: path, at: .sample)
      let file = try PartialFile(folder.path("copy"), replacing: false)
      try await expectEqual(migration.backUp(into: file).rows["events"], 1)
      try file.finish()
      try migration.run()
      // It lets go of the database.
      let again = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(again.events(EventFilter()).count, 1)
      await again.close()
    }
  }
}
