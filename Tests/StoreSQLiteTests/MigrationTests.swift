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

  @Test func `invoices, and what refers to them, outlive the making anew of their table`() throws {
    let db = try DatabaseQueue()
    try db.writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "x", at: .sample, by: [Schema.first, Schema.mends])
      try db.execute(
        sql: """
          INSERT INTO invoices (id, account, shop, order_id, kind, revision, cif, series, state,
            attempt, opened_by, number, total, currency, issued_on, created_at, updated_at)
          VALUES (7, 'firma', 'magazin', '1001', 'invoice', 2, 'RO1', 'FCT', 'issued', 1, 'e',
            '0042', '1.00', 'RON', '2026-11-23', 3, 4);
          INSERT INTO bindings (id, shop, event, verb, invoice, bound_at)
          VALUES (5, 'magazin', 'e', 'issue', 7, 3);
          INSERT INTO evidence (invoice, attempt, at, kind) VALUES (7, 1, 3, 'answered');
          """)
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

  @Test func `what a stock ledger's keys are is read off its rows, and all is told once`() throws {
    let db = try DatabaseQueue()
    try db.writeWithoutTransaction { db in
      let before = try #require(Schema.migrations.firstIndex(of: Schema.stockShops))
      try Schema.migrate(
        db, instance: "x", at: .sample, by: Array(Schema.migrations[..<before]))
      // One product's title is its code too.
      for (shop, key, code) in [("a", "A1", "A1"), ("b", "Ceai", ""), ("b", "Cană", "Cană")] {
        try db.run(
          """
          INSERT INTO stock_products (shop, key, code, name, unit, level, as_of, state,
            acknowledged_at)
          VALUES (?, ?, ?, 'Ceai', 'buc', 1, 1, 'listed', 1)
          """, [shop, key, code])
      }
      try Schema.migrate(db, instance: "x", at: .sample)
      let table = StockShopTable(db: db)
      try expectEqual(table.find("a"), StockStanding(identity: .code, comparedAsOf: nil))
      try expectEqual(table.find("b"), StockStanding(identity: .title, comparedAsOf: nil))
      #expect(try table.find("c") == nil)
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
