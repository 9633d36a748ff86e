import Domain
import Logging
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@testable import Engine
@testable import StoreSQLite

/// The engine as it runs, by the machine's own clock.
@Suite struct EngineServiceTests {
  /// Runs an engine while `body` does; then shuts it down gracefully.
  func withEngine(
    _ invoicing: ScriptedInvoicing, _ shop: ScriptedShop = ScriptedShop(),
    by clock: (any TimeSource)? = nil, grace: Duration? = nil,
    _ body: (Engine, SQLiteStore, ServiceGroup) async throws -> Void
  ) async throws {
    let clock = try clock ?? #require(WallClock())
    let store = try SQLiteStore.inMemory(at: clock.now())
    let logger = Logger(label: "engine") { _ in SwiftLogNoOpLogHandler() }
    let engine = Engine(
      store: store, invoicing: invoicing, shops: ["magazin": shop],
      settings: EngineSettings(policies: ["magazin": .sample], createTimeout: .seconds(120)),
      time: clock, logger: logger)
    var configuration = ServiceGroupConfiguration(services: [engine], logger: logger)
    configuration.maximumGracefulShutdownDuration = grace
    let group = ServiceGroup(configuration: configuration)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      do { try await body(engine, store, group) } catch {
        tasks.cancelAll()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
    await store.close()
  }

  func confirm(_ order: OrderID, in store: SQLiteStore, _ engine: Engine) async throws {
    let delivery = Delivery(
      shop: "magazin", event: EventID("confirm-\(order)"), receivedAt: .sample,
      body: SampleEvent.statusChanged(.sample(id: order)))
    _ = try await store.accept(delivery)
    engine.wake()
  }

  @Test func `work that comes while it runs is done`() async throws {
    let shop = ScriptedShop()
    try await withEngine(ScriptedInvoicing(), shop) { engine, store, _ in
      for order in 1...20 { try await confirm(OrderID("\(order)"), in: store, engine) }
      try await Polling.until("all are told") { shop.notices.count == 20 }
      let states = try await store.invoices(InvoiceFilter()).map(\.state)
      #expect(states.allSatisfy { $0 == .issued })
    }
  }

  @Test func `a graceful shutdown ends once the create call under way is settled`() async throws {
    let isSending = Mutex(false)
    let mayAnswer = Mutex(false)
    let invoicing = ScriptedInvoicing {
      isSending.withLock { $0 = true }
      while !mayAnswer.withLock(\.self) { await Task.yield() }
    }
    try await withEngine(invoicing) { engine, store, group in
      try await confirm("1", in: store, engine)
      try await Polling.until("the call is under way") { isSending.withLock(\.self) }
      await group.triggerGracefulShutdown()
      mayAnswer.withLock { $0 = true }
      try await Polling.until("the call is settled") {
        try await store.invoices(InvoiceFilter()).map(\.state) == [.issued]
      }
    }
  }

  @Test func `a result that the ledger refuses is a person's to settle`() async throws {
    let invoicing = ScriptedInvoicing()
    try await withEngine(invoicing) { engine, store, _ in
      try await confirm("1", in: store, engine)
      try await Polling.until("it is issued") {
        try await store.invoices(InvoiceFilter(state: .issued)).count == 1
      }
      // SmartBill gives a number that another invoice holds.
      invoicing.change { $0.nextNumber = 1 }
      try await confirm("2", in: store, engine)
      try await Polling.until("a person is asked") {
        try await store.jobs(JobFilter(state: .held)).map(\.failure?.code) == [.ledgerConflict]
      }
      let asking = try await store.invoices(InvoiceFilter(state: .needsPerson))
      expectEqual(asking.map(\.key.order), ["2"])
      expectEqual(asking[0].failure?.detail?.contains("belongs to invoice 1"), true)
    }
  }

  @Test func `it says that it turns while it runs, and not once it has ended`() async throws {
    let ended = Mutex<Engine?>(nil)
    try await withEngine(ScriptedInvoicing()) { engine, _, _ in
      try await Polling.until("it turns") { await engine.turns(within: .seconds(10)) }
      ended.withLock { $0 = engine }
    }
    let engine = ended.withLock { $0 }
    await expectEqual(engine?.turns(within: .seconds(10)), false)
  }

  @Test func `a claim's lease counts from before the store was asked`() async throws {
    let clock = try #require(WallClock())
    let store = try SQLiteStore.inMemory(at: clock.now())
    let engine = Engine(
      store: store, invoicing: ScriptedInvoicing(), shops: [:],
      settings: EngineSettings(policies: [:], createTimeout: .seconds(120)), time: clock,
      logger: Logger(label: "engine") { _ in SwiftLogNoOpLogHandler() })
    try await confirm("1", in: store, engine)
    let before = ContinuousClock.now
    guard case .claimed(let claims, _) = await engine.claim([.handling: 1]) else {
      Issue.record("nothing is claimed")
      return
    }
    let since = try #require(claims.first?.heldSince)
    #expect(since >= before && since <= .now)
    await store.close()
  }

  @Test func `a clock that is set back while it sleeps keeps nothing waiting`() async throws {
    let clock = SettableClock(try #require(WallClock()))
    let invoicing = ScriptedInvoicing()
    invoicing.change {
      $0.numberReadings = [.unavailable(Failure(.smartBillUnreachable))]
    }
    try await withEngine(invoicing, by: clock) { engine, store, _ in
      try await confirm("1", in: store, engine)
      try await Polling.until("it is to be tried again") {
        try await store.jobs(JobFilter(kind: .issueInvoice, state: .available))
          .first?.failure?.code == .smartBillUnreachable
      }
      clock.set(by: .seconds(-7200))
      // Nobody wakes the engine but its own alarm.
      try await Polling.until("it is issued") {
        try await store.invoices(InvoiceFilter()).map(\.state) == [.issued]
      }
    }
  }

  @Test func `a store that can't be written ends with the grace period, the document in doubt`()
    async throws
  {
    let opened = Mutex<SQLiteStore?>(nil)
    let isSent = Mutex(false)
    let invoicing = ScriptedInvoicing {
      try? await opened.withLock(\.self)?.refuseWrites()
      isSent.withLock { $0 = true }
    }
    try await withEngine(invoicing, grace: .milliseconds(100)) { engine, store, group in
      opened.withLock { $0 = store }
      try await confirm("1", in: store, engine)
      try await Polling.until("it is sent") { isSent.withLock(\.self) }
      await group.triggerGracefulShutdown()
      // It would spin for ever: its sleeps end at once from then on.
      try await Polling.until("the engine has ended") { engine.isStuck(for: .seconds(600)) }
      // What is left so is in doubt from the next start on.
      try await expectEqual(store.invoices(InvoiceFilter()).map(\.state), [.sending])
      expectEqual(invoicing.current.creates, 1)
    }
  }

  @Test func `a result that can't be stored ends with the grace period as well`() async throws {
    let opened = Mutex<SQLiteStore?>(nil)
    let isTold = Mutex(false)
    let shop = ScriptedShop {
      try? await opened.withLock(\.self)?.refuseWrites()
      isTold.withLock { $0 = true }
    }
    try await withEngine(ScriptedInvoicing(), shop, grace: .milliseconds(100)) {
      engine, store, group in
      opened.withLock { $0 = store }
      try await confirm("1", in: store, engine)
      try await Polling.until("it is told") { isTold.withLock(\.self) }
      await group.triggerGracefulShutdown()
      try await Polling.until("the engine has ended") { engine.isStuck(for: .seconds(600)) }
      try await expectEqual(store.jobs(JobFilter(kind: .notifyShop)).map(\.state), [.running])
    }
  }

  @Test func `a result that the store refuses whatever it is ends with the grace period too`()
    async throws
  {
    try await withEngine(ScriptedInvoicing(), grace: .milliseconds(100)) { engine, store, group in
      try await store.refuseResults()
      try await confirm("1", in: store, engine)
      try await Polling.until("it is claimed") {
        try await store.jobs(JobFilter(state: .running)).count == 1
      }
      await group.triggerGracefulShutdown()
      // Without a bound it would be settled again and again.
      try await Polling.until("the engine has ended") { engine.isStuck(for: .seconds(600)) }
      try await expectEqual(store.jobs(JobFilter(state: .running)).count, 1)
    }
  }
}

/// The machine's clock, which a test may set.
private final class SettableClock: TimeSource {
  private let inner: WallClock
  private let shift = Mutex(Duration.zero)

  init(_ inner: WallClock) { self.inner = inner }

  func set(by shift: Duration) { self.shift.withLock { $0 += shift } }

  func now() -> Timestamp { inner.now() + shift.withLock(\.self) }

  func uptime() -> Duration { inner.uptime() }

  func sleep(until moment: Timestamp) async {
    await inner.sleep(until: moment - shift.withLock(\.self))
  }

  func day(of moment: Timestamp) -> String { inner.day(of: moment) }

  func next(hour: Int, after moment: Timestamp) -> Timestamp {
    inner.next(hour: hour, after: moment)
  }
}

extension SQLiteStore {
  /// As on a full disk: every write fails.
  fileprivate func refuseWrites() async throws {
    try await writer.perform { db in try db.run("PRAGMA query_only = 1") }
  }

  /// No job that runs can be settled, in any way.
  fileprivate func refuseResults() async throws {
    try await writer.perform { db in
      try db.run(
        """
        CREATE TRIGGER refuse_results BEFORE UPDATE OF state ON jobs WHEN OLD.state = 'running'
        BEGIN SELECT RAISE(ABORT, 'refused'); END
        """)
    }
  }
}
