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
      #expect(try Schema.version(of: db) == Schema.version)
      #expect(try !db.tableExists("second"))
      try Schema.migrate(db, instance: "second", at: .sample, by: steps)
      #expect(try Schema.version(of: db) == Schema.version + 2)
      #expect(try db.columns(in: "second").map(\.name) == ["a", "b"])
      // It is the same database as before.
      #expect(try String.fetchOne(db, sql: "SELECT instance FROM meta") == "first")
    }
  }

  @Test func `what a file's schema is, can be asked while it is in use`() async throws {
    try await SQLiteStore.use { _, path in
      let standing = try SchemaStanding.read(path: path)
      #expect(standing.isCurrent)
      #expect(standing.known == Schema.version)
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
      #expect(try await migration.backUp(into: file).rows["events"] == 1)
      try file.finish()
      try migration.run()
      // It lets go of the database.
      let again = try SQLiteStore.open(path: path, at: .sample)
      #expect(try await again.events(EventFilter()).count == 1)
      await again.close()
    }
  }
}
