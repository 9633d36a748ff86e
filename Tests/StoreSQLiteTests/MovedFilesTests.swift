import Domain
import Foundation
import TestKit
import Testing

@testable import StoreSQLite

/// What is written to files that aren't at their path any more is gone after the next start.
@Suite struct MovedFilesTests {
  private func expectRefusals(_ store: SQLiteStore, _ event: String) async throws {
    await #expect(throws: StoreError.self) { try await store.accept(event) }
    await #expect(throws: StoreError.self) {
      try await store.claim([.handling: 1], at: .sample, lease: .seconds(60))
    }
    await #expect(throws: StoreError.self) {
      try await store.perform(.discard(1), by: Operator(name: "Ana", reason: "x"), at: .sample)
    }
    #expect(store.displacement != nil)
    #expect(store.unwritable != nil)
  }

  @Test(arguments: ["", "-wal"])
  func `nothing is promised while a file is elsewhere, and all is well once it is back`(
    end: String
  ) async throws {
    try await SQLiteStore.use { store, path in
      try await expectEqual(store.accept("e1"), .new)
      #expect(store.displacement == nil)
      let away = path + end + ".away"
      expectEqual(rename(path + end, away), 0)
      try await expectRefusals(store, "e2")
      expectEqual(rename(away, path + end), 0)
      #expect(store.displacement == nil)
      try await expectEqual(store.accept("e2"), .new)
    }
  }

  @Test(arguments: ["", "-wal"])
  func `nothing is promised while another file has the name`(end: String) async throws {
    try await SQLiteStore.use { store, path in
      try await expectEqual(store.accept("e1"), .new)
      // As a copy that is put in place by rename.
      let copy = path + ".copy"
      try FileManager.default.copyItem(atPath: path + end, toPath: copy)
      let kept = path + ".kept"
      expectEqual(link(path + end, kept), 0)
      expectEqual(rename(copy, path + end), 0)
      try await expectRefusals(store, "e2")
      expectEqual(rename(kept, path + end), 0)
      #expect(store.displacement == nil)
    }
  }

  @Test func `a link of the settings that leads elsewhere counts as well`() async throws {
    try await TemporaryFolder.use { folder in
      let (link, real) = (folder.path("link.db"), folder.path("real.db"))
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
      let store = try SQLiteStore.open(path: link, at: .sample)
      try await expectEqual(store.accept("e1"), .new)
      try FileManager.default.removeItem(atPath: link)
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: folder.path("other.db"))
      try await expectRefusals(store, "e2")
      await store.close()
    }
  }

  @Test func `a log that is emptied, and a database made smaller, stay the same files`()
    async throws
  {
    try await SQLiteStore.use { store, _ in
      for number in 1...50 { _ = try await store.accept("e\(number)") }
      try store.connection.checkpoint(.truncate)
      try store.writeRaw { try $0.execute(sql: "VACUUM") }
      try await expectEqual(store.accept("e51"), .new)
      #expect(store.displacement == nil)
    }
  }
}
