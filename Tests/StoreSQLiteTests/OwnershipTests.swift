import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

@Suite struct OwnershipTests {
  @Test func `a second owner is refused and told who the first is`() async throws {
    try await SQLiteStore.use { store, path in
      let link = path + ".link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      for path in [path, link] {
        let error = #expect(throws: OpenError.self) {
          try SQLiteStore.open(path: path, at: .sample)
        }
        guard case .owned(_, let owner)? = error else {
          Issue.record("another error: \(String(describing: error))")
          continue
        }
        expectEqual(owner, Owner(process: getpid(), since: "\(Timestamp.sample)"))
        #expect("\(error!)".contains("process \(getpid()) since"))
      }
      try await expectEqual(store.accept("e1"), .new)
      await store.close()
      let next = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(next.accept("e1"), .duplicate)
      await next.close()
    }
  }

  @Test func `a second owner is refused through a hard link in another folder too`() async throws {
    try await SQLiteStore.use { store, path in
      try await TemporaryFolder.use { folder in
        let link = folder.path("other.db")
        try FileManager.default.linkItem(atPath: path, toPath: link)
        for _ in 1...2 {
          let error = #expect(throws: OpenError.self) {
            try SQLiteStore.open(path: link, at: .sample)
          }
          guard case .owned(_, let owner)? = error else {
            Issue.record("another error: \(String(describing: error))")
            continue
          }
          expectEqual(owner.process, getpid())
        }
        #expect(throws: OpenError.self) { try Compaction.run(path: link, at: .sample) }
        #expect(throws: OpenError.self) {
          let migration = try Migration(of: link, at: .sample)
          try migration.run()
        }
        #expect(throws: CopyError.self) { try Restoration(of: link, at: .sample) }
        expectEqual(SQLiteStore.owner(of: link)?.process, getpid())
        try await expectEqual(store.accept("e1"), .new)
        await store.close()
        #expect(SQLiteStore.owner(of: link) == nil)
        let next = try SQLiteStore.open(path: link, at: .sample)
        try await expectEqual(next.accept("e1"), .duplicate)
        await next.close()
      }
    }
  }

  @Test func `whoever closes it lets go of it, whatever child process has just been forked`()
    async throws
  {
    try await SQLiteStore.use { store, path in
      // What a fork copies, until its exec closes it.
      let copy = try #require(
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").lazy
          .compactMap { Int32($0) }
          .first { descriptor in
            let file = "/proc/self/fd/\(descriptor)"
            return (try? FileManager.default.destinationOfSymbolicLink(atPath: file))
              == path + ".lock"
          }
          .map { dup($0) })
      defer { close(copy) }
      await store.close()
      try await SQLiteStore.open(path: path, at: .sample).close()
    }
  }

  @Test func `only the owner of the files may read them`() async throws {
    try await SQLiteStore.use { store, path in
      _ = try await store.accept("e1")
      for file in [path, path + "-wal", path + ".lock"] {
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        expectEqual(mode as? Int, 0o600, "\(file)")
      }
    }
  }

  @Test func `a reader lists beside the owner, and without one`() async throws {
    try await SQLiteStore.use { store, path in
      _ = try await store.accept("e1")
      let reader = try SQLiteStore.reader(path: path)
      try await expectEqual(reader.events(EventFilter()).map(\.id), ["e1"])
      _ = try await store.accept("e2")
      try await expectEqual(reader.events(EventFilter()).map(\.id), ["e2", "e1"])
      reader.close()
      await store.close()
      let alone = try SQLiteStore.reader(path: path)
      try await expectEqual(alone.events(EventFilter()).count, 2)
      alone.close()
      // As a copy of the database file alone would be.
      for end in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: path + end) }
      let bare = try SQLiteStore.reader(path: path)
      try await expectEqual(bare.events(EventFilter()).count, 2)
      bare.close()
      let next = try SQLiteStore.open(path: path, at: .sample)
      try await expectEqual(next.accept("e2"), .duplicate)
      await next.close()
    }
  }

  @Test func `what can't be opened says why`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      #expect(throws: OpenError.missing(path: path)) { try SQLiteStore.reader(path: path) }
      #expect(throws: OpenError.self) {
        try SQLiteStore.open(path: folder.path("none/punte.db"), at: .sample)
      }
      try await SQLiteStore.open(path: path, at: .sample).close()
      try await DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
      let tooNew = OpenError.schemaTooNew(path: path, found: 99, known: Schema.version)
      #expect(throws: tooNew) { try SQLiteStore.open(path: path, at: .sample) }
      #expect(throws: tooNew) { try SQLiteStore.reader(path: path) }
      // Refusing let go of the lock.
      #expect(throws: tooNew) { try SQLiteStore.open(path: path, at: .sample) }

      for version in [-1, Int(Int32.min)] {
        try await DatabaseQueue(path: path).write {
          try $0.execute(sql: "PRAGMA user_version = \(version)")
        }
        let notOurs = OpenError.foreign(path: path)
        #expect(throws: notOurs) { try SQLiteStore.open(path: path, at: .sample) }
        #expect(throws: notOurs) { try SQLiteStore.reader(path: path) }
        #expect(throws: notOurs) { try SchemaStanding.read(path: path) }
        #expect(throws: notOurs) { try Migration(of: path, at: .sample).run() }
      }

      let foreign = folder.path("other.db")
      try await DatabaseQueue(path: foreign).write { try $0.execute(sql: "CREATE TABLE t (a)") }
      #expect(throws: OpenError.foreign(path: foreign)) {
        try SQLiteStore.open(path: foreign, at: .sample)
      }
      let text = folder.path("notes.txt")
      try String(repeating: "no database ", count: 100).write(
        toFile: text, atomically: true, encoding: .utf8)
      let error = #expect(throws: OpenError.self) { try SQLiteStore.open(path: text, at: .sample) }
      if case .damaged(let path, _)? = error {
        expectEqual(path, text)
      } else {
        Issue.record("\(String(describing: error))")
      }
      // Its version isn't that of its tables.
      let older = folder.path("older.db")
      try await SQLiteStore.open(path: older, at: .sample).close()
      try await DatabaseQueue(path: older).write { try $0.execute(sql: "PRAGMA user_version = 15") }
      let wrong = #expect(throws: OpenError.self) { try SQLiteStore.open(path: older, at: .sample) }
      if case .damaged(let path, _)? = wrong {
        expectEqual(path, older)
      } else {
        Issue.record("\(String(describing: wrong))")
      }
    }
  }

  @Test func `who owns a database is known while its file is moved away`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let store = try SQLiteStore.open(path: path, at: .sample)
      expectEqual(rename(path, path + ".away"), 0)
      expectEqual(SQLiteStore.owner(of: path)?.process, getpid())
      expectEqual(rename(path + ".away", path), 0)
      await store.close()
      #expect(SQLiteStore.owner(of: path) == nil)
    }
  }
}
