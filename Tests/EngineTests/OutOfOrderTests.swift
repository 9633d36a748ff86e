import Domain
import TestKit
import Testing

@testable import Engine

/// Events of one order that come in another order than they happened in: the newest gives the content,
/// an older one may ask, and nothing undoes a newer cancel.
@Suite struct OutOfOrderTests {
  private static let older = "2026-11-23T09:50:00Z"
  private static let newer = "2026-11-23T09:55:00Z"

  private static func policy(_ wait: Duration = .zero) -> ShopPolicy {
    var policy = ShopPolicy.sample
    policy.wait = wait
    policy.cancelStatuses = ["Anulata"]
    policy.proformaSeries = Series(cif: Series.sample.cif, name: "PRO")
    return policy
  }

  private static func change(_ timestamp: String?, _ total: Money, status: String = "Confirmata")
    -> [UInt8]
  {
    SampleEvent.at(timestamp, SampleEvent.statusChanged(.sample(status: status, price: total)))
  }

  private static func press(_ timestamp: String?, _ total: Money) -> [UInt8] {
    SampleEvent.at(timestamp, SampleEvent.issueRequested(.sample(price: total)))
  }

  private static func cancel(_ timestamp: String?, byStatus: Bool = false) -> [UInt8] {
    byStatus
      ? change(timestamp, "131.00", status: "Anulata")
      : SampleEvent.at(timestamp, SampleEvent.cancelRequested("1001"))
  }

  private func totals(_ bench: Workbench) async throws -> [Money?] {
    try await bench.invoices().map(\.document?.total)
  }

  // MARK: Content

  @Test(arguments: [Duration.zero, .seconds(7200)])
  func `of two events the newer says what is invoiced, though the older comes later`(
    wait: Duration
  ) async throws {
    try await Workbench.with(policy: Self.policy(wait)) { bench in
      bench.invoicing.change { $0.numberReadings = [.unavailable(Failure(.smartBillUnreachable))] }
      try await bench.receive(Self.change(Self.newer, "200.00"), as: "newer")
      try await bench.drain()
      try await bench.receive(Self.change(Self.older, "100.00"), as: "older")
      try await bench.drain()
      try await bench.restart()
      try await bench.finish()
      try await expectEqual(totals(bench), ["200.00"])
      expectEqual(bench.told, ["invoice.issued"])
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 1)
    }
  }

  @Test func `what is issued stays as it is, whatever comes late`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.change(Self.newer, "200.00"), as: "newer")
      try await bench.finish()
      try await bench.receive(Self.change(Self.older, "100.00"), as: "older")
      try await bench.finish()
      try await expectEqual(totals(bench), ["200.00"])
      expectEqual(bench.told, ["invoice.issued"])
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `an older event asks, with the content of a newer one that asks for nothing`()
    async throws
  {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.change(Self.newer, "200.00", status: "Expediata"), as: "newer")
      try await bench.drain()
      try await bench.receive(Self.change(Self.older, "100.00"), as: "older")
      try await bench.drain()
      try await expectEqual(totals(bench), ["200.00"])
      expectEqual(bench.invoicing.current.prepared.map(\.order.status), ["Confirmata"])
    }
  }

  @Test func `what became of a call is found by what was sent`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.receive(Self.change(Self.newer, "200.00", status: "Expediata"), as: "newer")
      try await bench.receive(Self.change(Self.older, "100.00"), as: "older")
      try await bench.drain()
      try await bench.restart()
      try await bench.receive(Self.change(Self.newer, "300.00", status: "Livrata"), as: "newest")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(totals(bench), ["200.00"])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `events of one moment keep the order of acceptance`() async throws {
    try await Workbench.with(policy: Self.policy(.seconds(7200))) { bench in
      try await bench.receive(Self.change(Self.newer, "200.00"), as: "first")
      try await bench.receive(Self.change(Self.newer, "100.00"), as: "second")
      try await bench.finish()
      try await expectEqual(totals(bench), ["100.00"])
    }
  }

  @Test(arguments: [nil, "yesterday", "2026-11-23T10:05:01Z", "2031-01-01T00:00:00Z"])
  func `an event without a time that can be true counts as of its receipt`(timestamp: String?)
    async throws
  {
    try await Workbench.with(policy: Self.policy(.seconds(7200))) { bench in
      try await bench.receive(Self.change(timestamp, "200.00"), as: "first")
      try await bench.receive(Self.change(Self.newer, "50.00"), as: "older")
      bench.clock.advance(by: .seconds(60))
      try await bench.receive(Self.change("2026-11-23T10:00:30Z", "100.00"), as: "second")
      try await bench.finish()
      try await expectEqual(totals(bench), ["100.00"])
    }
  }

  // MARK: Cancels

  @Test(arguments: [(false, 0), (false, 7200), (true, 0), (true, 7200)])
  func `a cancel that comes before an older event prevents its invoice`(byStatus: Bool, wait: Int)
    async throws
  {
    try await Workbench.with(policy: Self.policy(.seconds(wait))) { bench in
      try await bench.receive(Self.cancel(Self.newer, byStatus: byStatus), as: "cancel")
      try await bench.drain()
      try await bench.restart()
      try await bench.receive(Self.change(Self.older, "131.00"), as: "older")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
      #expect(try await bench.failures(.held).isEmpty)
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
    }
  }

  @Test func `after a status of cancelled orders a newer status asks again`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.cancel(Self.older, byStatus: true), as: "cancel")
      try await bench.receive(Self.change(Self.newer, "131.00"), as: "newer")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test(arguments: [true, false])
  func `a button that was pressed before a newer cancel is held, and the shop told`(byStatus: Bool)
    async throws
  {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.cancel(Self.newer, byStatus: byStatus), as: "cancel")
      try await bench.drain()
      try await bench.receive(Self.press(Self.older, "131.00"), as: "press")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(bench.failures(.held), [.eventOvertaken])
      expectEqual(bench.told.last, "invoice.failed")
      // A person's explicit request is always the newest.
      let job = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(bench.invoices().last?.state, .issued)
      expectEqual(bench.told.last, "invoice.issued")
    }
  }

  @Test(arguments: [("200.00" as Money, 0), ("131.00", 1)])
  func `an older press asks for the order as it is by now, and is held where it was another`(
    total: Money, creates: Int
  ) async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.change(Self.newer, total, status: "Noua"), as: "newer")
      try await bench.receive(Self.press(Self.older, "131.00"), as: "press")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, creates)
      try await expectEqual(bench.failures(.held), (creates == 0 ? [.eventOvertaken] : []))
      expectEqual(bench.told, [creates == 0 ? "invoice.failed" : "invoice.issued"])
      guard let job = try await bench.store.jobs(JobFilter(state: .held)).first else { return }
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(totals(bench), ["131.00"])
    }
  }

  @Test func `a cancel that comes up to five minutes late is taken, and a later one is held`()
    async throws
  {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.press("2026-11-23T09:55:00Z", "131.00"), as: "press")
      try await bench.finish()
      try await bench.receive(Self.cancel("2026-11-23T09:49:59Z"), as: "too late")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(bench.failures(.held), [.eventOvertaken])
      expectEqual(bench.told, ["invoice.issued", "invoice.failed"])
      try await bench.receive(Self.cancel("2026-11-23T09:50:00Z"), as: "late")
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      // It stands: what was pressed meanwhile, but before the first press, doesn't undo it.
      try await bench.receive(Self.press("2026-11-23T09:54:00Z", "131.00"), as: "older press")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `a cancel too old for what was asked for anew can be requeued by a person`()
    async throws
  {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.press(Self.newer, "131.00"), as: "press")
      try await bench.receive(Self.cancel("2026-11-23T09:00:00Z"), as: "late")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      let job = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
    }
  }

  @Test func `a status of cancelled orders that comes too late changes nothing`() async throws {
    try await Workbench.with(policy: Self.policy(.seconds(7200))) { bench in
      try await bench.receive(Self.change(Self.newer, "131.00"), as: "confirm")
      try await bench.drain()
      try await bench.receive(Self.cancel("2026-11-23T09:40:00Z", byStatus: true), as: "late")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `a cancel that was refused is tried again, whatever older event came since`()
    async throws
  {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.press("2026-11-23T09:40:00Z", "131.00"), as: "press")
      try await bench.finish()
      let refusal = Failure(.cancelRefused, detail: "exista stornari")
      bench.invoicing.change { $0.cancelReadings = [.refused(refusal)] }
      try await bench.receive(Self.cancel(Self.newer), as: "cancel")
      try await bench.finish()
      try await bench.receive(Self.change(Self.older, "131.00"), as: "older")
      try await bench.finish()
      let job = try #require(try await bench.store.jobs(JobFilter(kind: .cancelInvoice)).first)
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
    }
  }

  @Test func `a restore doesn't undo a newer cancel`() async throws {
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.change("2026-11-23T09:40:00Z", "131.00"), as: "confirm")
      try await bench.finish()
      try await bench.receive(Self.cancel(Self.newer), as: "cancel")
      try await bench.finish()
      let restore = SampleEvent.restoreRequested("1001")
      try await bench.receive(SampleEvent.at(Self.older, restore), as: "restore")
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      try await expectEqual(bench.failures(.held), [.eventOvertaken])
      try await bench.receive(SampleEvent.at("2026-11-23T09:56:00Z", restore), as: "newer restore")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  // MARK: Siblings

  @Test func `proformas keep to the same rule`() async throws {
    func proforma(_ timestamp: String, _ total: Money) -> [UInt8] {
      SampleEvent.at(timestamp, SampleEvent.proformaRequested(.sample(price: total)))
    }
    try await Workbench.with(policy: Self.policy()) { bench in
      let cancel = SampleEvent.proformaCancelRequested("1001")
      try await bench.receive(SampleEvent.at(Self.newer, cancel), as: "cancel")
      try await bench.receive(proforma(Self.older, "131.00"), as: "older")
      try await bench.finish()
      expectEqual(bench.invoicing.current.proformaCreates, 0)
      try await expectEqual(bench.failures(.held), [.eventOvertaken])
      try await bench.receive(proforma("2026-11-23T09:59:00Z", "131.00"), as: "newest")
      try await bench.receive(SampleEvent.at("2026-11-23T09:53:00Z", cancel), as: "too late")
      try await bench.finish()
      expectEqual(bench.invoicing.current.proformaCreates, 1)
      try await expectEqual(bench.states().last, .issued)
      #expect(bench.invoicing.current.cancelledProformas.isEmpty)
    }
    // “Anuleaza factura” takes an older request for a proforma along.
    try await Workbench.with(policy: Self.policy()) { bench in
      try await bench.receive(Self.cancel(Self.newer), as: "cancel")
      try await bench.receive(proforma(Self.older, "131.00"), as: "older")
      try await bench.finish()
      expectEqual(bench.invoicing.current.proformaCreates, 0)
    }
  }

  @Test func `drafts keep to the same rule`() async throws {
    var policy = Self.policy()
    policy.isDraft = true
    try await Workbench.with(policy: policy) { bench in
      try await bench.receive(Self.change(Self.newer, "200.00", status: "Expediata"), as: "newer")
      try await bench.receive(Self.change(Self.older, "100.00"), as: "older")
      try await bench.finish()
      expectEqual(bench.invoicing.current.drafts, 1)
      expectEqual(bench.invoicing.current.prepared.last?.order.total, "200.00")
    }
  }

  @Test func `payments and refunds never lapse by their age`() async throws {
    var policy = Self.policy()
    policy.payments = ["card": PaymentTerms(type: .onlineCard)]
    try await Workbench.with(policy: policy) { bench in
      try await bench.receive(Self.change(Self.newer, "131.00"), as: "confirm")
      try await bench.finish()
      let long = "2026-01-01T00:00:00Z"
      try await bench.receive(
        SampleEvent.at(long, SampleEvent.paymentReceived("1001", "P1", "131.00")), as: "paid")
      try await bench.finish()
      try await bench.receive(
        SampleEvent.at(long, SampleEvent.refunded(.sample(), "R1", isFull: true)), as: "refund")
      try await bench.finish()
      try await expectEqual(bench.payments().map(\.state), [.recorded])
      try await expectEqual(bench.states(), [.reversed, .issued])
    }
  }
}
