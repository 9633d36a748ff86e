import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// A copy in the database's place: what is taken, what is kept, and what is found after a crash.
@Suite struct RestorationTests {
  private static let ana = Operator(name: "Ana", reason: "the disk is lost")

  /// A database with an event “new”, and a copy from before with “old” alone.
  private func stage(_ body: (_ path: String, _ copy: String) async throws -> Void) async throws {
    try await TemporaryFolder.use { folder in
      let (path, copy) = (folder.path("punte.db"), folder.path("copy.db"))
      let store = try SQLiteStore.open(path: path, at: .sample)
      _ = try await store.accept("old")
      let reader = try SQLiteStore.reader(path: path)
      let file = try PartialFile(copy, replacing: false)
      _ = try await reader.backUp(into: file)
      try file.finish()
      reader.close()
      _ = try await store.accept("new")
      await store.close()
      try await body(path, copy)
    }
  }

  @discardableResult private func restore(
    _ copy: String, to path: String, at now: Timestamp = .sample
  ) throws -> Restoration.Report {
    try Restoration(of: path, at: now).restore(from: copy, by: Self.ana)
  }

  private func events(_ path: String) async throws -> [EventID] {
    let reader = try SQLiteStore.reader(path: path)
    defer { reader.close() }
    return try await reader.events(EventFilter()).map(\.id)
  }

  private func value(_ sql: String, in path: String) throws -> Int64? {
    try DatabaseQueue(path: path).read { db in try Int64.fetchOne(db, sql: sql) }
  }

  private func isMarked(_ path: String) throws -> Bool {
    try value("SELECT restored_at IS NOT NULL FROM meta", in: path) == 1
  }

  @Test func `the copy is there, marked, and what it replaced is kept`() async throws {
    try await stage { path, copy in
      let report = try restore(copy, to: path)
      try await expectEqual(events(path), ["old"])
      #expect(try isMarked(path))
      try expectEqual(value("SELECT COUNT(*) FROM restores WHERE who = 'Ana'", in: path), 1)
      let replaced = try #require(report.replaced)
      #expect(replaced.contains(".replaced-2026-11-23T10-00-00"))
      try await expectEqual(events(replaced), ["new", "old"])
      #expect(try !isMarked(replaced))
      // The copy itself is untouched.
      try await expectEqual(events(copy), ["old"])
      #expect(try !isMarked(copy))
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      expectEqual(mode as? Int, 0o600)
    }
  }

  @Test func `the key of the references comes with the copy, and goes nowhere else`() async throws {
    func key(_ path: String) async throws -> [UInt8] {
      let store = try SQLiteStore.open(path: path, at: .sample)
      let key = try await store.referenceKey()
      await store.close()
      return key
    }
    try await stage { path, copy in
      let made = try await key(path)
      expectEqual(made.count, 32)
      try await expectEqual(key(path), made)
      try restore(copy, to: path)
      try await expectEqual(key(path), made)
      // A copy from before there was a key takes over that of the database that it replaces.
      let old = try DatabaseQueue(path: copy)
      try await old.write { try $0.execute(sql: "UPDATE meta SET reference_key = NULL") }
      try old.close()
      try restore(copy, to: path)
      try await expectEqual(key(path), made)
      // Another database has another.
      #expect(try await key(path + ".new") != made)
      let export = try value("SELECT LENGTH(reference_key) FROM meta", in: path)
      expectEqual(export, 32)
    }
  }

  @Test func `a database that is lost is made of the copy`() async throws {
    try await stage { path, copy in
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
      let report = try restore(copy, to: path)
      #expect(report.replaced == nil)
      try await expectEqual(events(path), ["old"])
      #expect(try isMarked(path))
    }
  }

  @Test func `a copy of files, whose log holds the last of it, is taken whole`() async throws {
    try await stage { path, _ in
      let copy = path + ".files"
      let store = try SQLiteStore.open(path: path, at: .sample)
      _ = try await store.accept("in the log")
      for end in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: path + end, toPath: copy + end)
      }
      await store.close()
      try restore(copy, to: path)
      try await expectEqual(events(path), ["in the log", "new", "old"])
    }
  }

  @Test func `what isn't a sound database of ours is refused, and nothing changed`() async throws {
    try await stage { path, copy in
      let broken = path + ".broken"
      var bytes = try Data(contentsOf: URL(filePath: copy))
      // The middle of the pages: an index or a table.
      for index in stride(from: 3 * 4096 + 8, to: bytes.count, by: 4096) {
        bytes[index] = 0xFF
        bytes[index + 1] ^= 0xFF
      }
      try bytes.write(to: URL(filePath: broken))
      let foreign = path + ".foreign"
      try await DatabaseQueue(path: foreign).write { db in
        try db.execute(sql: "CREATE TABLE theirs (a)")
      }
      let newer = path + ".newer"
      try FileManager.default.copyItem(atPath: copy, toPath: newer)
      try await DatabaseQueue(path: newer).write { db in
        try db.execute(sql: "PRAGMA user_version = 99")
      }
      let forgotten = path + ".forgotten"
      try FileManager.default.copyItem(atPath: copy, toPath: forgotten)
      try await DatabaseQueue(path: forgotten).write { db in
        try db.execute(sql: "PRAGMA user_version = 11")
      }
      let empty = path + ".empty"
      try Data().write(to: URL(filePath: empty))
      let text = path + ".text"
      try Data("not a database".utf8).write(to: URL(filePath: text))
      for file in [broken, foreign, newer, forgotten, empty, text, path, path + ".missing"] {
        #expect(throws: CopyError.self, "\(file)") { try restore(file, to: path) }
        try await expectEqual(events(path), ["new", "old"])
        #expect(try !isMarked(path))
        #expect(!FileManager.default.fileExists(atPath: path + ".restoring"))
        #expect(!FileManager.default.fileExists(atPath: path + ".restored"))
      }
    }
  }

  @Test func `a database that is in use is not replaced`() async throws {
    try await stage { path, copy in
      let store = try SQLiteStore.open(path: path, at: .sample)
      #expect(throws: CopyError.self) { try restore(copy, to: path) }
      try await expectEqual(store.events(EventFilter()).count, 2)
      await store.close()
    }
  }

  @Test func `one that can't be opened any more is kept with its log`() async throws {
    try await stage { path, copy in
      let damaged = Data("what is left of it".utf8)
      let log = Data("and of its log".utf8)
      try damaged.write(to: URL(filePath: path))
      try log.write(to: URL(filePath: path + "-wal"))
      let replaced = try #require(try restore(copy, to: path).replaced)
      try await expectEqual(events(path), ["old"])
      try expectEqual(Data(contentsOf: URL(filePath: replaced)), damaged)
      try expectEqual(Data(contentsOf: URL(filePath: replaced + "-wal")), log)
    }
  }

  @Test(arguments: ["ready", "log moved", "linked"])
  func `interrupted once the copy is ready, whoever opens it next goes on`(at point: String)
    async throws
  {
    try await stage { path, copy in
      // As the restore leaves it at these points.
      try restore(copy, to: copy + ".marked")
      try FileManager.default.moveItem(atPath: copy + ".marked", toPath: path + ".restored")
      if point == "log moved" { try FileManager.default.removeItem(atPath: path + "-wal") }
      let files = DatabaseFiles(path: path)
      if point == "linked" {
        let attributes = try FileManager.default.attributesOfItem(atPath: files.restored)
        let date = try #require(attributes[.modificationDate] as? Date)
        let milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
        let name = "\(Timestamp(milliseconds: milliseconds))".replacing(":", with: "-")
        try FileManager.default.linkItem(atPath: path, toPath: path + ".replaced-" + name)
      }
      // Until then the old one is there to be read.
      try await expectEqual(events(path), ["new", "old"])
      let store = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(store.events(EventFilter()).map(\.id), ["old"])
      await store.close()
      #expect(try isMarked(path))
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let replaced = try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { $0.contains(".replaced-") && !$0.contains("-wal") && !$0.contains("-shm") }
      expectEqual(replaced.count, 1)
      try await expectEqual(events(folder + "/" + #require(replaced.first)), ["new", "old"])
    }
  }

  @Test func `a copy that wasn't ready is cleared away, and the old one goes on`() async throws {
    try await stage { path, copy in
      try FileManager.default.copyItem(atPath: copy, toPath: path + ".restoring")
      let store = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(store.events(EventFilter()).map(\.id), ["new", "old"])
      await store.close()
      #expect(!FileManager.default.fileExists(atPath: path + ".restoring"))
    }
  }

  @Test func `restored twice from one copy, callbacks go on above those of the first time`()
    async throws
  {
    try await stage { path, copy in
      let first = try restore(copy, to: path)
      expectEqual(first.sequenceFloor, Int(Timestamp.sample.seconds))
      // The second time nothing is known of the first: the database is lost.
      for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) }
      let second = try restore(copy, to: path, at: .sample + .seconds(86_400))
      #expect(second.sequenceFloor >= first.sequenceFloor + 86_400)
      // With a clock that was set back, by what the database that is replaced has told.
      let third = try restore(copy, to: path, at: Timestamp(milliseconds: 0))
      expectEqual(third.sequenceFloor, second.sequenceFloor + Restoring.sequencesSkipped)
    }
  }

  @Test func `a sequence is always an integer that JSON carries exactly`() throws {
    // SQLite's and Swift's integers go further than a shop's JavaScript.
    let last = Timestamp(milliseconds: .max)
    #expect(try Restoring.floor(above: 0, at: last) < Restoring.sequenceMax)
    #expect(throws: StoreError.self) {
      try Restoring.floor(above: Restoring.sequenceMax, at: .sample)
    }
    let now = try Restoring.floor(above: 0, at: .sample)
    // 32 bits hold it until 2038.
    #expect(now < Int(Int32.max))
  }
}
