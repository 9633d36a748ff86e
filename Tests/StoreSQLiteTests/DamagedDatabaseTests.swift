import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// A file that something else wrote into: the service says so, and goes on as far as it can.
@Suite struct DamagedDatabaseTests {
  /// Makes a database with an event, damages its file, and opens it again.
  private func use(
    damage: (_ path: String) throws -> Void, _ body: (SQLiteStore) async throws -> Void
  ) async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let first = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(first.accept("e1"), .new)
      await first.close()
      try damage(path)
      let store = try SQLiteStore.open(path: path, at: .sample)
      #expect(store.unwritable == nil)
      do {
        try await body(store)
      } catch {
        await store.close()
        throw error
      }
      await store.close()
    }
  }

  private func expectDamage(_ work: () async throws(StoreError) -> Void) async {
    do throws(StoreError) {
      try await work()
      Issue.record("It was done all the same.")
    } catch {
      expectEqual("\(error)".isEmpty, false)
    }
  }

  private static func execute(_ sql: String) -> (String) throws -> Void {
    { path in
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let database = try DatabaseQueue(path: path, configuration: configuration)
      try database.writeWithoutTransaction { try $0.execute(sql: sql) }
      try database.close()
    }
  }

  @Test func `without the table of events a delivery is refused, and the store says why`()
    async throws
  {
    try await use(damage: Self.execute("DROP TABLE deliveries; DROP TABLE events")) { store in
      await expectDamage { () async throws(StoreError) in _ = try await store.accept("e2") }
      // What can be written still is, and changes nothing of it.
      _ = try await store.recover(at: .sample)
      expectEqual(store.unwritable, .unavailable("SQLite error 1: no such table: events"))
    }
  }

  @Test func `pages overwritten are said, and never a trap`() async throws {
    try await use(damage: { path in
      let database = try DatabaseQueue(path: path)
      let (root, size) = try database.read { db in
        (
          try Int.fetchOne(
            db, sql: "SELECT rootpage FROM sqlite_schema WHERE name = 'events'") ?? 0,
          try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        )
      }
      try database.close()
      let file = try FileHandle(forWritingTo: URL(filePath: path))
      try file.seek(toOffset: UInt64((root - 1) * size))
      try file.write(contentsOf: Data(repeating: 0xFF, count: size))
      try file.close()
    }) { store in
      await expectDamage { () async throws(StoreError) in _ = try await store.accept("e2") }
      #expect(store.unwritable != nil)
      await expectDamage { () async throws(StoreError) in
        _ = try await store.event("e1", of: "magazin")
      }
    }
  }

  @Test(arguments: ["received_at = NULL", "received_at = 'ieri'", "body = NULL", "shop = NULL"])
  func `a row that breaks the table's promises is said when it is read`(change: String)
    async throws
  {
    let sql = """
      PRAGMA writable_schema = ON;
      UPDATE sqlite_schema SET sql = replace(replace(sql, 'NOT NULL', ''), 'STRICT', '')
        WHERE name = 'events';
      PRAGMA writable_schema = RESET;
      UPDATE events SET \(change)
      """
    try await use(damage: Self.execute(sql)) { store in
      await expectDamage { () async throws(StoreError) in
        if change.hasPrefix("shop") {
          _ = try await store.events(EventFilter())
          throw .unavailable("no handling job joins it")
        }
        _ = try await store.event("e1", of: "magazin")
      }
      if !change.hasPrefix("shop") { #expect(store.unwritable != nil) }
      let next = try await store.accept("e2")
      expectEqual(next, .new)
    }
  }
}
