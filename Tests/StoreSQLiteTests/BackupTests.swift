import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// A copy that is made while others write.
@Suite struct BackupTests {
  private func backUp(_ path: String, to copy: String) async throws -> CopyReport {
    let reader = try SQLiteStore.reader(path: path)
    defer { reader.close() }
    let file = try PartialFile(copy, replacing: false)
    let report = try await reader.backUp(into: file)
    try file.finish()
    return report
  }

  @Test func `a copy made under load is whole, and of one moment`() async throws {
    try await SQLiteStore.use { store, path in
      _ = await store.acceptAtOnce(500, prefix: "before")
      let report = try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { _ = await store.acceptAtOnce(2_000, prefix: "during") }
        let report = try await backUp(path, to: path + ".copy")
        try await group.waitForAll()
        return report
      }
      let copy = try SQLiteStore.reader(path: path + ".copy")
      defer { copy.close() }
      let events = try await copy.events(EventFilter(limit: 10_000))
      expectEqual(events.count, report.rows["events"])
      #expect((500...2_500).contains(events.count))
      // No event without its job, nor a job without its event.
      expectEqual(report.rows["jobs"], report.rows["events"])
      // And nothing of it was lost meanwhile.
      try await expectEqual(store.events(EventFilter(limit: 10_000)).count, 2_500)
    }
  }

  @Test func `a copy is its owner's alone, and one file`() async throws {
    try await SQLiteStore.use { store, path in
      _ = try await store.accept("e1")
      _ = try await backUp(path, to: path + ".copy")
      let mode = try FileManager.default.attributesOfItem(atPath: path + ".copy")[
        .posixPermissions]
      expectEqual(mode as? Int, 0o600)
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      expectEqual(files.filter { $0.contains("copy") }, ["punte.db.copy"])
    }
  }

  @Test func `the live log isn't checkpointed by a copy`() async throws {
    try await SQLiteStore.use { store, path in
      _ = await store.acceptAtOnce(200)
      // Whole, so that the writer's own idle checkpoint finds nothing to do meanwhile.
      let database = try DatabaseQueue(path: path)
      try await Polling.until("the log is carried over") {
        try await database.writeWithoutTransaction { db in
          let row = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
          return row.map { $0[1] as Int == $0[2] as Int } ?? false
        }
      }
      let log = try Data(contentsOf: URL(filePath: path + "-wal"))
      let before = try Data(contentsOf: URL(filePath: path))
      _ = try await backUp(path, to: path + ".copy")
      try expectEqual(Data(contentsOf: URL(filePath: path)), before)
      try expectEqual(Data(contentsOf: URL(filePath: path + "-wal")), log)
    }
  }

  @Test func `a file that is there is kept, unless it is to be replaced`() async throws {
    try await SQLiteStore.use { store, path in
      let copy = path + ".copy"
      try Data("mine".utf8).write(to: URL(filePath: copy))
      #expect(throws: CopyError.exists(path: copy)) {
        _ = try PartialFile(copy, replacing: false)
      }
      try expectEqual(String(contentsOfFile: copy, encoding: .utf8), "mine")
      // One that comes while the copy is made, too.
      try FileManager.default.removeItem(atPath: copy)
      let file = try PartialFile(copy, replacing: false)
      try Data("mine".utf8).write(to: URL(filePath: copy))
      #expect(throws: CopyError.exists(path: copy)) { try file.finish() }
      try expectEqual(String(contentsOfFile: copy, encoding: .utf8), "mine")
      #expect(!FileManager.default.fileExists(atPath: file.part))
      let replacing = try PartialFile(copy, replacing: true)
      try replacing.write(Array("other".utf8))
      try replacing.finish()
      try expectEqual(String(contentsOfFile: copy, encoding: .utf8), "other")
    }
  }

  @Test func `two who write one copy don't meet, and what a killed one left is removed`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let path = folder.path("copy")
      let killed = path + ".0123456789abcdef.part"
      try Data("what a killed process left".utf8).write(to: URL(filePath: killed))
      let first = try PartialFile(path, replacing: false)
      #expect(!FileManager.default.fileExists(atPath: killed))
      #expect(throws: CopyError.underWay(path: first.part)) {
        _ = try PartialFile(path, replacing: false)
      }
      try first.write(Array("whole".utf8))
      try first.finish()
      try expectEqual(String(contentsOfFile: path, encoding: .utf8), "whole")
      try expectEqual(FileManager.default.contentsOfDirectory(atPath: folder.path), ["copy"])
    }
  }

  @Test func `a copy that lacks rows, or has broken pages, is found out`() async throws {
    let before = ["events": 10], after = ["events": 12]
    #expect(DatabaseProof.difference(of: ["events": 11], from: before, to: after) == nil)
    #expect(DatabaseProof.difference(of: ["events": 9], from: before, to: after) != nil)
    #expect(DatabaseProof.difference(of: ["events": 13], from: before, to: after) != nil)
    try await SQLiteStore.use { store, path in
      _ = await store.acceptAtOnce(100)
      try store.writeRaw { db in
        #expect(try DatabaseProof.complaint(of: db) == nil)
        try db.execute(
          sql: """
            PRAGMA foreign_keys = OFF;
            INSERT INTO deliveries (event, received_at, differs) VALUES (99999, 0, 0);
            PRAGMA foreign_keys = ON
            """)
        try expectEqual(DatabaseProof.complaint(of: db)?.contains("deliveries"), true)
      }
      await #expect(throws: CopyError.self) { _ = try await backUp(path, to: path + ".copy") }
      #expect(!FileManager.default.fileExists(atPath: path + ".copy"))
    }
  }
}
