import Domain
import StoreSQLite
import TestKit
import Testing

@testable import TestKit

/// What “invoices series” says of a series on which nothing is sent, and that isn't stopped.
@Suite struct WaitingSeriesTests {
  @Test func `a series says for what it waits, until it goes on`() async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let store = try SQLiteStore.open(path: path, at: .sample)
      let reader = try SQLiteStore.reader(path: path)
      let scene = StoreScene(store: store)
      #expect(try await reader.waitingSeries().isEmpty)

      // A new database doesn't know what is in the series.
      let invoice = try await scene.ask("e1")
      try await expectEqual(reader.waitingSeries(), [WaitingSeries(.sample, .unverified)])

      try await scene.bring(invoice.id, of: "e1", to: .needsPerson)
      try await expectEqual(reader.waitingSeries(), [WaitingSeries(.sample, .unclear(invoice.id))])
      try await expectEqual(scene.perform(.resolve(invoice.id, .giveUp)), .done)
      #expect(try await reader.waitingSeries().isEmpty)

      // One that is stopped isn't said to wait.
      _ = try await scene.ask("e2", issuing: "1002")
      let stop = LedgerChange.seriesStopped(.sample, Failure(.seriesGap))
      try await expectEqual(scene.apply(stop, by: "audit"), .settled)
      #expect(try await reader.waitingSeries().isEmpty)
      reader.close()
      await store.close()
    }
  }

  @Test func `a restored series waits until it is compared`() async throws {
    try await TemporaryFolder.use { folder in
      let (path, copy) = (folder.path("punte.db"), folder.path("copy.db"))
      let store = try SQLiteStore.open(path: path, at: .sample)
      let scene = StoreScene(store: store)
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      let reader = try SQLiteStore.reader(path: path)
      #expect(try await reader.waitingSeries().isEmpty)
      let file = try PartialFile(copy, replacing: false)
      _ = try await reader.backUp(into: file)
      try file.finish()
      reader.close()
      await store.close()
      _ = try Restoration(of: path, at: .sample).restore(
        from: copy, by: Operator(name: "Ana", reason: "the disk is lost"))
      let restored = try SQLiteStore.reader(path: path)
      try await expectEqual(restored.waitingSeries(), [WaitingSeries(.sample, .unverified)])
      restored.close()
    }
  }
}
