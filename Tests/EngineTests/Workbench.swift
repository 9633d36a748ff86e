import Domain
import Foundation
import Engine
import Logging
import StoreSQLite
import TestKit
import Testing

@testable import Engine

/// The engine's work, done a step at a time on a real store, with a scripted SmartBill and shop.
final class Workbench {
  static let settings = settings(policy: .sample)

  static func settings(policy: ShopPolicy) -> EngineSettings {
    EngineSettings(policies: ["magazin": policy], createTimeout: .seconds(120))
  }

  static let logger = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

  private(set) var store: SQLiteStore
  let invoicing: ScriptedInvoicing
  let shop = ScriptedShop()
  let clock = TestClock()
  /// Steps to take before the process dies; nil while it lives on.
  var stepsToLive: Int?
  private let path: String
  private var settings: EngineSettings
  private var performer: Performer
  private var handling: EventHandling
  let stock = ScriptedStock()

  struct Died: Error {}

  private init(path: String, invoicing: ScriptedInvoicing, policy: ShopPolicy) throws {
    self.path = path
    settings = Self.settings(policy: policy)
    handling = EventHandling(policies: settings.policies)
    self.invoicing = invoicing
    store = try SQLiteStore.open(path: path, at: clock.now())
    performer = Performer(
      store: store, invoicing: invoicing, shops: ["magazin": shop], settings: settings,
      time: clock, stock: stock)
  }

  static func with(
    _ invoicing: ScriptedInvoicing = ScriptedInvoicing(), policy: ShopPolicy = .sample,
    stock: StockPolicy? = nil, _ body: (Workbench) async throws -> Void
  ) async throws {
    var policy = policy
    policy.stock = stock ?? policy.stock
    try await TemporaryFolder.use { folder in
      let bench = try Workbench(path: folder.path("punte.db"), invoicing: invoicing, policy: policy)
      try await body(bench)
      await bench.store.close()
    }
  }

  // MARK: What comes in

  func confirm(_ order: OrderID = "1001", by event: EventID = "confirm") async throws {
    try await receive(SampleEvent.statusChanged(.sample(id: order)), as: event)
  }

  func request(_ order: OrderID = "1001", by event: EventID = "request") async throws {
    try await receive(SampleEvent.issueRequested(.sample(id: order)), as: event)
  }

  func cancel(_ order: OrderID = "1001", by event: EventID = "cancel") async throws {
    try await receive(SampleEvent.cancelRequested(order), as: event)
  }

  func proforma(_ order: Order = .sample(), by event: EventID = "proforma") async throws {
    try await receive(SampleEvent.proformaRequested(order), as: event)
  }

  func cancelProforma(
    _ order: OrderID = "1001", by event: EventID = "proforma cancel"
  ) async throws {
    try await receive(SampleEvent.proformaCancelRequested(order), as: event)
  }

  func restore(_ order: OrderID = "1001", by event: EventID = "restore") async throws {
    try await receive(SampleEvent.restoreRequested(order), as: event)
  }

  /// - Parameter event: the refund's id beside “refund” if nil.
  func refund(
    _ refund: RefundID, lines: [OrderLine] = [], total: Money? = nil, isFull: Bool? = nil,
    of order: Order = .sample(), by event: EventID? = nil
  ) async throws {
    try await receive(
      SampleEvent.refunded(order, refund, lines: lines, total: total, isFull: isFull),
      as: event ?? EventID("refund \(refund)"))
  }

  func send(
    _ order: OrderID = "1001", _ mail: [String: String] = [:], by event: EventID = "send"
  ) async throws {
    try await receive(SampleEvent.sendRequested(order, mail), as: event)
  }

  func pay(
    _ amount: String, _ payment: String = "P1", method: String = "card",
    by event: EventID = "pay", order: OrderID = "1001"
  ) async throws {
    try await receive(
      SampleEvent.paymentReceived(order, payment, amount, method: method), as: event)
  }

  func receive(_ body: [UInt8], as event: EventID, from shop: ShopID = "magazin") async throws {
    _ = try await store.accept(
      Delivery(shop: shop, event: event, receivedAt: clock.now(), body: body))
  }

  /// Asks for a further run of an event, as a replay will.
  func replay(_ event: EventID, run: Int) async throws {
    try await receive(SampleEvent.cancelRequested("none"), as: EventID("replay-\(event)-\(run)"))
    let claims = try await store.claim([.handling: 1], at: clock.now(), lease: .seconds(60))
    let again = Command.handleEvent(
      .init(asked: Asking(shop: "magazin", event: event, run: run)))
    for claim in claims {
      let settlement = Settlement(claim.fence, .completed, commands: [again])
      _ = try await store.settle([settlement], at: clock.now())
    }
  }

  /// Replays all that is stored.
  func replayAll() async throws {
    let key = "replay \(try await store.replays(limit: 100).count)"
    let request = ReplayRequest(key: key, selection: EventSelection(), selected: 0)
    try await act(.startReplay(request))
    while let replay = try await store.replays(limit: 1).first, replay.state == .open {
      try await act(.stepReplay(replay.id, eventsMax: 3))
    }
  }

  // MARK: Work

  /// Does all that is due now.
  func drain() async throws {
    while try await drainOnce() {}
  }

  private func drainOnce() async throws -> Bool {
    let claims = try await claimAll()
    for claim in claims { try await perform(claim) }
    return !claims.isEmpty
  }

  func claimAll() async throws -> [Claim] {
    let room = Dictionary(uniqueKeysWithValues: Pool.allCases.map { ($0, 100) })
    let claims = try await store.claim(room, at: clock.now(), lease: Self.settings.lease)
    try live()
    return claims
  }

  /// As another worker has it, beside this one.
  var worker: Performer { performer }

  @discardableResult func perform(_ claim: Claim) async throws -> SettlementResult {
    let settlement =
      claim.event == nil
      ? await performer.perform(claim, Self.logger) : handling.settlement(of: claim)
    try live()
    let result = try await store.settle([settlement], at: clock.now())[0]
    try live()
    guard let failure = result.refusal else { return result }
    // As the engine does.
    let refused = settlement.refused(as: failure, at: clock.now())
    return try await store.settle([refused], at: clock.now())[0]
  }

  private func live() throws {
    guard let steps = stepsToLive else { return }
    guard steps > 0 else { throw Died() }
    stepsToLive = steps - 1
  }

  /// Moves the clock to when the next job is due, and works on, until nothing waits any more.
  func finish(roundsMax: Int = 50) async throws {
    for _ in 0..<roundsMax {
      try await drain()
      guard let due = try await store.nextDue() else { return }
      clock.advance(by: max(due - clock.now(), .zero))
    }
  }

  /// Keeps a copy of the database as it is now.
  func backUp() async throws {
    await store.close()
    try? FileManager.default.removeItem(atPath: path + ".copy")
    try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
    try await restart()
  }

  /// The disk is lost, and the copy takes the database's place.
  func restoreCopy() async throws {
    await store.close()
    for file in [path, path + "-wal", path + "-shm"] {
      try? FileManager.default.removeItem(atPath: file)
    }
    let ana = Operator(name: "Ana", reason: "the disk is lost")
    _ = try Restoration(of: path, at: clock.now()).restore(from: path + ".copy", by: ana)
    try await restart()
  }

  /// The database is gone, and a new one is made: it knows nothing, and tags with another key.
  func loseDatabase() async throws {
    await store.close()
    for file in [path, path + "-wal", path + "-shm"] {
      try? FileManager.default.removeItem(atPath: file)
    }
    invoicing.change { state in
      for number in state.documents.keys {
        let texts = state.documents[number]?.references.map(\.text).joined() ?? ""
        // With a tag of an unknown key.
        let tagged = texts.replacing("]", with: ":123456789012]")
        state.documents[number]?.references = InvoiceReference.all(in: tagged)
      }
    }
    try await restart()
  }

  /// The process is gone, and another takes the file up.
  ///
  /// - Parameter policy: what the settings say from now on, if they were changed meanwhile.
  func restart(policy: ShopPolicy? = nil) async throws {
    stepsToLive = nil
    if let policy {
      settings = Self.settings(policy: policy)
      handling = EventHandling(policies: settings.policies)
    }
    await store.close()
    store = try SQLiteStore.open(path: path, at: clock.now())
    performer = Performer(
      store: store, invoicing: invoicing, shops: ["magazin": shop], settings: settings,
      time: clock, stock: stock)
    _ = try await store.recover(at: clock.now())
  }

  func act(_ act: OperatorAct) async throws {
    try await expectEqual(result(of: act), .done)
  }

  func result(of act: OperatorAct) async throws -> ActResult {
    let person = Operator(name: "Ana", reason: "looked in SmartBill")
    return try await store.perform(act, by: person, at: clock.now())
  }

  // MARK: What came of it

  /// The oldest first.
  func invoices() async throws -> [Invoice] {
    try await store.invoices(InvoiceFilter()).sorted { $0.id < $1.id }
  }

  func states() async throws -> [InvoiceState] { try await invoices().map(\.state) }

  /// The oldest first.
  func payments() async throws -> [Payment] {
    try await store.payments(PaymentFilter()).sorted { $0.id < $1.id }
  }

  /// Why the jobs of a state stand there.
  func failures(_ state: Job.State) async throws -> [FailureCode] {
    try await store.jobs(JobFilter(state: state)).compactMap { $0.failure?.code }
  }

  /// What the shop was told, retries included.
  var told: [String] { shop.notices.map(\.notice.type) }
}
