import Domain
import Engine
import Logging
import ServiceLifecycle
import StoreSQLite
import Synchronization
import TestKit
import Testing

/// The engine as it runs, by the machine's own clock.
@Suite struct EngineServiceTests {
  /// Runs an engine while `body` does; then shuts it down gracefully.
  func withEngine(
    _ invoicing: ScriptedInvoicing, _ shop: ScriptedShop = ScriptedShop(),
    _ body: (Engine, SQLiteStore, ServiceGroup) async throws -> Void
  ) async throws {
    let clock = try #require(WallClock())
    let store = try SQLiteStore.inMemory(at: clock.now())
    let logger = Logger(label: "engine") { _ in SwiftLogNoOpLogHandler() }
    let engine = Engine(
      store: store, invoicing: invoicing, shops: ["magazin": shop],
      settings: EngineSettings(policies: ["magazin": .sample], createTimeout: .seconds(120)),
      time: clock, logger: logger)
    let group = ServiceGroup(configuration: .init(services: [engine], logger: logger))
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
      #expect(asking.map(\.key.order) == ["2"])
      #expect(asking[0].failure?.detail?.contains("belongs to invoice 1") == true)
    }
  }

  @Test func `it says that it turns while it runs, and not once it has ended`() async throws {
    let ended = Mutex<Engine?>(nil)
    try await withEngine(ScriptedInvoicing()) { engine, _, _ in
      try await Polling.until("it turns") { await engine.turns(within: .seconds(10)) }
      ended.withLock { $0 = engine }
    }
    let engine = ended.withLock { $0 }
    #expect(await engine?.turns(within: .seconds(10)) == false)
  }
}
