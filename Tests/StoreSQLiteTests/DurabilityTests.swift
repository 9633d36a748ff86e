import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct DurabilityTests {
  @Test func `the writer syncs every commit and never checkpoints on its own`() async throws {
    try await SQLiteStore.use { store, _ in
      let expected = [
        "synchronous": "2", "journal_mode": "wal", "wal_autocheckpoint": "0",
        "foreign_keys": "1", "mmap_size": "0", "busy_timeout": "5000",
      ]
      for (pragma, value) in expected {
        let found = try store.writeRaw { db in
          try DatabaseValue.fetchOne(db, sql: "PRAGMA \(pragma)")?.description
        }
        expectEqual(found?.replacing("\"", with: ""), value, "\(pragma)")
      }
    }
  }

  @Test func `what was answered is there after a crash`() async throws {
    try await SQLiteStore.use { store, path in
      for result in await store.acceptAtOnce(50) { try expectEqual(result.get(), .new) }
      // The files as a dead process leaves them.
      let copy = path + ".copy"
      try FileManager.default.copyItem(atPath: path, toPath: copy)
      try FileManager.default.copyItem(atPath: path + "-wal", toPath: copy + "-wal")
      let reader = try SQLiteStore.reader(path: copy)
      try await expectEqual(reader.events(EventFilter()).count, 50)
      reader.close()
      let crashed = try SQLiteStore.open(path: copy, at: .sample)
      try await expectEqual(crashed.events(EventFilter()).count, 50)
      try await expectEqual(crashed.accept("e7"), .duplicate)
      await crashed.close()
    }
  }

  @Test func `a database goes on where it was closed, under its own name`() async throws {
    try await TemporaryFolder.use { folder in
      func told(_ path: String, _ fact: String) async throws -> String {
        let store = try SQLiteStore.open(path: path, at: .sample)
        _ = try await store.accept(fact)
        let claims = try await store.claim([.handling: 1], at: .sample, lease: .seconds(1))
        let notice = Notice(
          fact: fact, asked: Asking(shop: "magazin", event: EventID(fact)), order: "1001",
          content: .cancelled(nil, revision: 0))
        let settlement = Settlement(
          try #require(claims.first).fence, .completed, notices: [notice])
        try await expectEqual(store.settle([settlement], at: .sample), [.settled])
        let notify = try await store.jobs(JobFilter(kind: .notifyShop))
        await store.close()
        return String(try #require(notify.first).key.split(separator: "/")[1])
      }
      let first = try await told(folder.path("one.db"), "f1")
      let second = try await told(folder.path("one.db"), "f2")
      let elsewhere = try await told(folder.path("two.db"), "f1")
      expectEqual(first.split(separator: "_").dropLast(), second.split(separator: "_").dropLast())
      #expect(second.hasSuffix("_2"))
      #expect(elsewhere.hasSuffix("_1"))
      #expect(elsewhere != first)
    }
  }

  @Test func `after closing, nothing is taken and nothing hangs`() async throws {
    try await SQLiteStore.use { store, _ in
      await store.close()
      await #expect(throws: StoreError.closed) { try await store.accept("e1") }
      await #expect(throws: StoreError.closed) { try await store.events(EventFilter()) }
      await store.close()
    }
  }

  @Test func `a failed sync ends the process and answers nobody as done`() async throws {
    let told = Told()
    try await SQLiteStore.use(onFatal: { told.tell($0) }) { store, _ in
      _ = try await store.accept("before")
      let failing = FailingSync()
      store.connection.database.add(transactionObserver: failing, extent: .databaseLifetime)
      await #expect(throws: StoreError.self) { try await store.accept("e1") }
      expectEqual(told.reasons.count, 1)
      expectEqual(told.reasons.first?.contains("1034"), true)
      await #expect(throws: StoreError.closed) { try await store.accept("e2") }
    }
  }

  @Test func `a full disk is answered as such, and mended goes on`() async throws {
    try await SQLiteStore.use { store, _ in
      _ = try await store.accept("before")
      let free = try store.writeRaw { db in
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        return try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages + 2)") ?? 0
      }
      #expect(free > 0)
      // More than two pages hold, and what is free on those that there are.
      let body = String(repeating: "x", count: 400_000)
      for result in await store.acceptAtOnce(20, body: body) {
        guard case .failure(.unavailable(let text)) = result else {
          Issue.record("it was taken: \(result)")
          continue
        }
        #expect(text.contains("full"))
      }
      try await expectEqual(store.events(EventFilter()).count, 1)
      try store.writeRaw { db in try db.execute(sql: "PRAGMA max_page_count = 1000000") }
      for result in await store.acceptAtOnce(20, body: body) {
        try expectEqual(result.get(), .new)
      }
    }
  }
}

/// Makes commits fail as a disk would that can't sync.
private final class FailingSync: TransactionObserver {
  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseWillCommit() throws { throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC) }
  func databaseDidCommit(_ db: Database) {}
  func databaseDidRollback(_ db: Database) {}
}
