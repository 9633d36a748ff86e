import Domain
import Engine
import GRDBSQLite
import Listener
import Logging
import Meters
import SmartBill
import StoreSQLite
import Synchronization
import TestKit
import Testing
import Transport

@testable import App

/// What `/healthz/ready` says: at once, from what is known.
@Suite struct ReadinessTests {
  private static let logger = Logger(label: "ready") { _ in SwiftLogNoOpLogHandler() }

  /// A running service's observer, its store in a file.
  private func withObserver(
    _ clock: any TimeSource, _ body: (Observer, SQLiteStore, String) async throws -> Void
  ) async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let store = try SQLiteStore.open(path: path, at: clock.now())
      let transport = HTTPTransport()
      let invoicing = SmartBillClient(
        accounts: [], transport: transport, time: clock, hasHistory: false)
      let watch = ClockWatch(clock)
      let engine = Engine(
        store: store, invoicing: invoicing, shops: [:],
        settings: EngineSettings(policies: [:], createTimeout: .seconds(1)), time: clock,
        logger: Self.logger, watch: watch)
      let observer = Observer(
        store: store, databasePath: path, engine: engine, invoicing: invoicing, meters: Meters(),
        recent: RecentFailures(), series: [], ending: Ending(), clock: clock, watch: watch,
        startedAt: clock.now())
      let running = Task { try await engine.run() }
      try await Polling.until("the engine runs") { observer.reasonsAgainst.isEmpty }
      try await body(observer, store, path)
      running.cancel()
      _ = await running.result
      await store.close()
      transport.shutdown()
    }
  }

  /// It waits while the store writes; to be closed by whoever asks for it.
  private func secondConnection(to path: String) throws -> OpaquePointer {
    var other: OpaquePointer?
    expectEqual(sqlite3_open(path, &other), SQLITE_OK)
    sqlite3_busy_timeout(other, 60_000)
    return try #require(other)
  }

  /// A machine that stands still for seconds says nothing here.
  private func reasons(of observer: Observer) -> [Health.Reason] {
    observer.reasonsAgainst.filter { $0 != Observer.engineStuck }
  }

  @Test func `it answers while another holds the database, by what the writer did last`()
    async throws
  {
    let clock = try #require(WallClock())
    try await withObserver(clock) { observer, store, path in
      let other = try secondConnection(to: path)
      defer { sqlite3_close(other) }
      func execute(_ sql: String) {
        expectEqual(sqlite3_exec(other, sql, nil, nil, nil), SQLITE_OK)
      }
      execute("BEGIN IMMEDIATE")
      let delivery = Delivery(
        shop: "magazin", event: "e1", receivedAt: clock.now(), body: Array("{}".utf8))
      let isAnswered = Mutex(false)
      let late = Task {
        defer { isAnswered.withLock { $0 = true } }
        return try await store.accept(delivery)
      }
      // The writer waits for the other's end, and nothing has failed so far.
      #expect(reasons(of: observer).isEmpty)
      expectEqual(isAnswered.withLock(\.self), false)
      await #expect(throws: StoreError.self) { try await late.value }
      expectEqual(reasons(of: observer).map(\.code), ["store_unavailable"])
      execute("COMMIT")
      try await Polling.until("the writer has tried again") { reasons(of: observer).isEmpty }
      // A database that can't be asked any more doesn't keep it from answering.
      await store.close()
      #expect(reasons(of: observer).isEmpty)
    }
  }

  @Test func `it says that the database is damaged, and how, whatever can be written still`()
    async throws
  {
    let clock = try #require(WallClock())
    try await withObserver(clock) { observer, store, path in
      #expect(reasons(of: observer).isEmpty)
      let other = try secondConnection(to: path)
      defer { sqlite3_close(other) }
      for table in ["deliveries", "events"] {
        expectEqual(sqlite3_exec(other, "DROP TABLE \(table)", nil, nil, nil), SQLITE_OK)
      }
      let delivery = Delivery(
        shop: "magazin", event: "e1", receivedAt: clock.now(), body: Array("{}".utf8))
      await #expect(throws: StoreError.self) { try await store.accept(delivery) }
      func expectReason() {
        let said = reasons(of: observer)
        expectEqual(said.map(\.code), ["store_unavailable"])
        expectEqual(said.first?.text.contains("no such table"), true, "\(said)")
      }
      expectReason()
      try await store.note([])
      expectReason()
    }
  }

  @Test func `who asks while nothing can be written is answered all the same`()
    async throws
  {
    let clock = try #require(WallClock())
    try await withObserver(clock) { observer, store, path in
      let other = try secondConnection(to: path)
      defer { sqlite3_close(other) }
      expectEqual(sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil), SQLITE_OK)
      let delivery = Delivery(
        shop: "magazin", event: "e1", receivedAt: clock.now(), body: Array("{}".utf8))
      await #expect(throws: StoreError.self) { try await store.accept(delivery) }
      let codes = Mutex<[String]?>(nil)
      let asking = Task {
        let health = await observer.readiness()
        codes.withLock { $0 = health.reasons.map(\.code) }
      }
      // The other goes on holding it.
      try await Polling.until("it is answered") { codes.withLock { $0 != nil } }
      expectEqual(codes.withLock(\.self)?.contains("store_unavailable"), true)
      expectEqual(sqlite3_exec(other, "COMMIT", nil, nil, nil), SQLITE_OK)
      await asking.value
    }
  }

  @Test func `it says for a while that the clock went back`() async throws {
    let clock = TestClock()
    try await withObserver(clock) { observer, _, _ in
      clock.set(by: .seconds(3600))
      clock.set(by: .seconds(-59))
      #expect(reasons(of: observer).isEmpty)
      clock.set(by: .seconds(-7200))
      let reason = Health.Reason("clock_set_back", "The machine's clock went back by 7200 seconds.")
      expectEqual(reasons(of: observer), [reason])
      clock.advance(by: .seconds(299))
      expectEqual(reasons(of: observer), [reason])
      clock.advance(by: .seconds(1))
      #expect(reasons(of: observer).isEmpty)
    }
  }
}
