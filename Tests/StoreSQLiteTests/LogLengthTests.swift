import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// The write-ahead log's file, after what made it long.
@Suite struct LogLengthTests {
  /// So many that the log is several times as long as it may stay.
  private static let count = 2_000
  private static let body = String(repeating: "x", count: 8_000)

  private func logBytes(_ path: String) -> Int { DatabaseFiles.size(of: path + "-wal") }

  /// Fills the log while a reader keeps an old snapshot.
  private func fillPinned(_ store: SQLiteStore, _ path: String) async throws -> DatabaseQueue {
    _ = try await store.accept("first")
    var configuration = Configuration()
    configuration.readonly = true
    configuration.allowsUnsafeTransactions = true
    let reader = try DatabaseQueue(path: path, configuration: configuration)
    try await reader.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN")
      _ = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM sqlite_master")
    }
    _ = await store.acceptAtOnce(Self.count, body: Self.body)
    #expect(logBytes(path) > 2 * CheckpointPolicy.fileBytesMax)
    return reader
  }

  @Test func `a log that a reader kept long is cut once the reader is gone`() async throws {
    try await SQLiteStore.use { store, path in
      let reader = try await fillPinned(store, path)
      // The writer looks while the reader is there, and is not kept waiting by it.
      try await expectEqual(store.accept("second"), .new)
      try await reader.writeWithoutTransaction { db in try db.execute(sql: "COMMIT") }
      try reader.close()
      try await Polling.until("the log is short") {
        logBytes(path) <= CheckpointPolicy.fileBytesMax
      }
      try await expectEqual(store.accept("third"), .new)
      try await expectEqual(store.accept("first"), .duplicate)
    }
  }

  @Test func `a log that a dead process left long is cut after the start, without any work`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let (live, copy) = (folder.path("live.db"), folder.path("copy.db"))
      let store = try SQLiteStore.open(path: live, at: .sample)
      let reader = try await fillPinned(store, live)
      // As a process that was killed leaves them.
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: live + suffix, toPath: copy + suffix)
      }
      try reader.close()
      await store.close()
      expectEqual(logBytes(live), 0)

      #expect(logBytes(copy) > 2 * CheckpointPolicy.fileBytesMax)
      let next = try SQLiteStore.open(path: copy, at: .sample)
      try await Polling.until("the log is short") {
        logBytes(copy) <= CheckpointPolicy.fileBytesMax
      }
      try await expectEqual(next.events(EventFilter(limit: 10_000)).count, Self.count + 1)
      await next.close()
    }
  }
}
