import Domain
import StoreSQLite
import TestKit
import Testing

@Suite struct StoreContractTests {
  @Test(arguments: StorePromise.all)
  func `SQLite in a file keeps`(_ promise: StorePromise) async throws {
    try await TemporaryFolder.use { folder in
      let store = try SQLiteStore.open(path: folder.path("punte.db"), at: .sample)
      try await promise.check(store)
      await store.close()
    }
  }

  @Test(arguments: StorePromise.all)
  func `SQLite in memory keeps`(_ promise: StorePromise) async throws {
    let store = try SQLiteStore.inMemory(at: .sample)
    try await promise.check(store)
    await store.close()
  }
}
