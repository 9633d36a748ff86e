import Domain
import Foundation
import GRDB
import TestKit

@testable import StoreSQLite

extension SQLiteStore {
  /// Runs the body on a store in a new file, and closes it.
  static func use(
    onFatal: @escaping OnFatal = { _ in },
    _ body: (SQLiteStore, _ path: String) async throws -> Void
  ) async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let store = try SQLiteStore.open(path: path, at: .sample, onFatal: onFatal)
      do {
        try await body(store, path)
      } catch {
        await store.close()
        throw error
      }
      await store.close()
    }
  }

  func accept(_ id: String, body: String = "{}") async throws(StoreError) -> Acceptance {
    try await accept(
      Delivery(
        shop: "magazin", event: EventID(id), receivedAt: .sample, body: Array(body.utf8)))
  }

  /// Delivers so many events at once; answers what became of them.
  func acceptAtOnce(_ count: Int, prefix: String = "e", body: String = "{}") async
    -> [Result<Acceptance, StoreError>]
  {
    await withTaskGroup(of: Result<Acceptance, StoreError>.self) { group in
      for index in 0..<count {
        group.addTask {
          do throws(StoreError) {
            return .success(try await self.accept("\(prefix)\(index)", body: body))
          } catch {
            return .failure(error)
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  /// Runs SQL on the writer's own connection.
  func writeRaw<Value: Sendable>(_ body: (Database) throws -> Value) throws -> Value {
    try connection.database.writeWithoutTransaction(body)
  }
}
