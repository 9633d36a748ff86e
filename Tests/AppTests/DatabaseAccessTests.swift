import Domain
import Glibc
import Listener
import Logging
import StoreSQLite
import TestKit
import Testing

@testable import App

struct DatabaseAccessTests {
  private let ana = Operator(name: "Ana", reason: "proba")
  private let now = Timestamp(milliseconds: 1_795_428_000_000)

  /// An event and the job that handles it.
  private func accept(into store: SQLiteStore) async throws {
    let delivery = Delivery(shop: "magazin", event: "e1", receivedAt: now, body: Array("{}".utf8))
    try await expectEqual(store.accept(delivery), .new)
  }

  private func location(in folder: TemporaryFolder) throws -> DatabaseLocation {
    try DatabaseLocation("sqlite:p.db", relativeTo: folder.path)
  }

  @Test func `what belongs to the database is known by any name, and nothing else is`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      let location = try location(in: folder)
      try await SQLiteStore.open(path: location.path, at: now).close()
      let (alias, settings) = (folder.path("alias"), folder.path("punte.yaml"))
      expectEqual(symlink(location.path, alias), 0)
      for file in [
        location.path, location.path + "-wal", location.path + ".lock", location.socketPath, alias,
        location.documentsPath + "/1.pdf",
      ] { #expect(location.owns(file), "\(file)") }
      #expect(location.owns(settings, others: [settings]))
      #expect(!location.owns(settings))
      #expect(!location.owns(folder.path("invoice.pdf")))
    }
  }

  @Test func `a missing database is neither read nor made`() async throws {
    try await TemporaryFolder.use { folder in
      let location = try location(in: folder)
      let database = DatabaseAccess(location)
      let reading = await #expect(throws: CommandError.self) {
        try await database.read { (store) async throws(StoreError) in
          try await store.jobs(JobFilter())
        }
      }
      expectEqual(reading?.status, .noInput)
      let acting = await #expect(throws: CommandError.self) {
        try await database.perform(.discard(1), by: ana)
      }
      expectEqual(acting?.status, .noInput)
      #expect(!FileReading.exists(location.path))
    }
  }

  @Test func `without a serve, an act is done by owning the database`() async throws {
    try await TemporaryFolder.use { folder in
      let location = try location(in: folder)
      let store = try SQLiteStore.open(path: location.path, at: now)
      try await accept(into: store)
      await store.close()
      let database = DatabaseAccess(location)
      try await expectEqual(database.perform(.discard(1), by: ana), .done)
      try await expectEqual(database.perform(.discard(99), by: ana), .notFound)
      let job = try await database.read { (store) async throws(StoreError) in
        try await store.job(1)
      }
      expectEqual(job?.job.state, .discarded)
      expectEqual(job?.attempts.last?.who, "Ana")
      expectEqual(job?.attempts.last?.why, "proba")
    }
  }

  @Test func `with a serve, an act goes through its socket`() async throws {
    try await TemporaryFolder.use { folder in
      let location = try location(in: folder)
      let store = try SQLiteStore.open(path: location.path, at: now)
      try await accept(into: store)
      let (running, isRunning) = AsyncStream.makeStream(of: Void.self)
      let acts = AsyncStream.makeStream(of: Void.self)
      let socket = AdminSocket(
        path: location.socketPath, operations: store, refused: RefusedDeliveries(),
        report: NoReport(), clock: StoppedClock(moment: now),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        onServerRunning: { isRunning.yield() }, onAct: { acts.continuation.yield() })
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await socket.run() }
        for await _ in running { break }
        let database = DatabaseAccess(location)
        try await expectEqual(database.perform(.discard(1), by: ana), .done)
        for await _ in acts.stream { break }
        guard case .refused = try await database.perform(.discard(1), by: ana) else {
          Issue.record("a discarded job can't be discarded again")
          return group.cancelAll()
        }
        group.cancelAll()
      }
      try await expectEqual(store.job(1)?.job.state, .discarded)
      await store.close()
    }
  }

  @Test func `a serve that takes no acts is named, and nothing is done`() async throws {
    try await TemporaryFolder.use { folder in
      let location = try location(in: folder)
      let store = try SQLiteStore.open(path: location.path, at: now)
      try await accept(into: store)
      let error = await #expect(throws: CommandError.self) {
        try await DatabaseAccess(location).perform(.discard(1), by: ana)
      }
      expectEqual(error?.status, .temporary)
      try await expectEqual(store.job(1)?.job.state, .available)
      await store.close()
    }
  }
}

private struct StoppedClock: TimeSource {
  let moment: Timestamp
  func now() -> Timestamp { moment }
  func sleep(until moment: Timestamp) async {}
  func day(of moment: Timestamp) -> String { "2026-11-23" }
  func next(hour: Int, after moment: Timestamp) -> Timestamp { moment + .seconds(86_400) }
}

private struct NoReport: SelfReport {
  func liveness() async -> Health { Health([]) }
  func readiness() async -> Health { Health([]) }
  func metrics() async -> String { "" }
  func status() async -> [UInt8]? { nil }
}
