import Domain
import Logging
import Synchronization
import TestKit
import Testing

@testable import Engine
@testable import StoreSQLite

/// What the engine logs of its jobs, so that an order can be followed through the log.
@Suite struct EngineLogTests {
  @Test func `each line of a job names its order, and the last the document`() async throws {
    let (log, shop) = (KeptLog(), ScriptedShop())
    let clock = try #require(WallClock())
    let store = try SQLiteStore.inMemory(at: clock.now())
    let engine = Engine(
      store: store, invoicing: ScriptedInvoicing(), shops: ["magazin": shop],
      settings: EngineSettings(policies: ["magazin": .sample], createTimeout: .seconds(120)),
      time: clock, logger: log.logger)
    let running = Task { try await engine.run() }
    let delivery = Delivery(
      shop: "magazin", event: "confirm", receivedAt: .sample,
      body: SampleEvent.statusChanged(.sample()))
    _ = try await store.accept(delivery)
    engine.wake()
    try await Polling.until("the shop is told") { shop.notices.count == 1 }
    running.cancel()
    _ = await running.result
    await store.close()

    let issuing = log.lines.filter { $0["kind"] == .string(JobKind.issueInvoice.rawValue) }
    #expect(!issuing.isEmpty)
    #expect(issuing.allSatisfy { $0["order"] == .string("1001") }, "\(issuing)")
    #expect(issuing.contains { $0["document"] == .string("FCT 0001") }, "\(issuing)")
    let handling = log.lines.filter { $0["kind"] == .string(JobKind.handleEvent.rawValue) }
    #expect(handling.contains { $0["order"] == .string("1001") }, "\(handling)")
  }
}

/// The metadata of each line, as a whole.
private final class KeptLog: Sendable {
  private let kept = Mutex<[Logger.Metadata]>([])

  var lines: [Logger.Metadata] { kept.withLock { $0 } }

  var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

  private struct Handler: LogHandler {
    let log: KeptLog
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let line = metadata.merging(event.metadata ?? [:]) { $1 }
      log.kept.withLock { $0.append(line) }
    }
  }
}
