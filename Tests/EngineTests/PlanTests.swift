import Domain
import TestKit
import Testing

@testable import Engine

/// What is planned and was never sent follows the settings and its order.
@Suite struct PlanTests {
  private static func policy(_ series: String, cif: String = "RO12345674") -> ShopPolicy {
    var policy = ShopPolicy.sample
    policy.series = Series(cif: cif, name: series)
    return policy
  }

  private func job(_ bench: Workbench, _ kind: JobKind = .issueInvoice) async throws -> JobRecord {
    try #require(try await bench.store.jobs(JobFilter(kind: kind)).last)
  }

  // MARK: Settings

  @Test(arguments: [("RO12345674", "FCT"), ("RO1234567897", "FCX")])
  func `a mistyped series or fiscal code, once corrected, lets the waiting orders go`(
    cif: String, series: String
  ) async throws {
    try await Workbench.with(policy: Self.policy("FCX")) { bench in
      bench.invoicing.change { $0.numberReadings = [.unknownSeries, .unknownSeries] }
      try await bench.confirm("1001", by: "e1")
      try await bench.confirm("1002", by: "e2")
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned, .planned])
      try await bench.restart(policy: Self.policy(series, cif: cif))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      let right = Series(cif: cif, name: series)
      try await expectEqual(bench.invoices().map(\.series), [right, right])
      try await expectEqual(job(bench).lane, "series/\(cif)/\(series)")
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `what may have been sent stays where it is`() async throws {
    try await Workbench.with(policy: Self.policy("FCX")) { bench in
      bench.invoicing.change { $0.scripts = [.fail] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.invoices().map(\.attempt), [1])
      try await bench.restart(policy: Self.policy("FCT"))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(bench.invoices().map(\.series.name), ["FCX"])
    }
  }

  @Test func `later events of the order follow to where its document is by now`() async throws {
    try await Workbench.with(policy: Self.policy("FCX")) { bench in
      bench.invoicing.change { $0.numberReadings = [.unknownSeries, .unknownSeries] }
      try await bench.confirm("1001", by: "e1")
      try await bench.request("1001", by: "e2")
      try await bench.drain()
      try await bench.restart(policy: Self.policy("FCT"))
      try await bench.request("1001", by: "e3")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `a shop that changes its account takes along what was never sent`() async throws {
    var other = ShopPolicy.sample
    other.account = "alta"
    try await Workbench.with { bench in
      bench.invoicing.change { $0.numberReadings = [.unknownSeries, .unknownSeries] }
      try await bench.confirm("1001", by: "e1")
      try await bench.confirm("1002", by: "e2")
      try await bench.drain()
      try await bench.restart(policy: other)
      try await bench.request("1001", by: "e3")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(bench.invoices().map(\.key.account), ["alta", "alta"])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `a held job that is requeued takes the settings of now`() async throws {
    var corrected = ShopPolicy.sample
    corrected.terms.warehouse = "Depozit"
    try await Workbench.with { bench in
      bench.invoicing.change { $0.preparationFailure = Failure(.warehouseUnknown) }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.failures(.held), [.warehouseUnknown])
      bench.invoicing.change { $0.preparationFailure = nil }
      try await bench.restart(policy: corrected)
      try await bench.act(.requeue(try await job(bench).id))
      try await bench.finish()
      expectEqual(bench.invoicing.current.prepared.last?.terms.warehouse, "Depozit")
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `proformas and drafts follow the settings too`() async throws {
    func policy(_ series: String, isDraft: Bool) -> ShopPolicy {
      var policy = Self.policy(series)
      policy.proformaSeries = Series(cif: policy.series.cif, name: "P" + series)
      policy.isDraft = isDraft
      return policy
    }
    for isDraft in [false, true] {
      try await Workbench.with(policy: policy("FCX", isDraft: isDraft)) { bench in
        bench.invoicing.change { $0.preparationFailure = Failure(.warehouseUnknown) }
        if isDraft { try await bench.confirm() } else { try await bench.proforma() }
        try await bench.drain()
        bench.invoicing.change { $0.preparationFailure = nil }
        try await bench.restart(policy: policy("FCT", isDraft: isDraft))
        try await bench.act(
          .requeue(try await job(bench, isDraft ? .draftInvoice : .issueProforma).id))
        try await bench.finish()
        try await expectEqual(bench.states(), [.issued])
        try await expectEqual(bench.invoices().map(\.series.name), [isDraft ? "FCT" : "PFCT"])
      }
    }
  }

  // MARK: Fulfilled

  @Test func `a held job whose document a later event had made is closed, with a note`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.preparationFailure = Failure(.customerCountyUnknown) }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.failures(.held), [.customerCountyUnknown])
      bench.invoicing.change { $0.preparationFailure = nil }
      try await bench.request()
      try await bench.finish()
      #expect(try await bench.failures(.held).isEmpty)
      let closed = try await job(bench)
      expectEqual(closed.state, .completed)
      expectEqual(closed.note, JobNote(.madeSince, detail: "FCT 0001").line)
      let trail = try #require(try await bench.store.job(closed.id)).attempts
      #expect(trail.last?.outcome == "fulfilled" && trail.last?.who == "punte")
    }
  }

  @Test func `an event that could not be handled is closed once the corrected order is invoiced`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.mail = InvoiceMail()
    try await Workbench.with(policy: policy) { bench in
      var order = Order.sample()
      order.customer.email = "ana@client.example, ion@client.example"
      try await bench.receive(SampleEvent.statusChanged(order), as: "e1")
      // Another order's, and what asks for something else, stay a person's.
      var other = order
      other.id = "1002"
      try await bench.receive(SampleEvent.statusChanged(other), as: "other")
      try await bench.receive(SampleEvent.proformaRequested(order), as: "proforma")
      // Of a status that can't be read nobody knows whether it cancels.
      let text = String(decoding: SampleEvent.statusChanged(order), as: UTF8.self)
      let unread = Array(text.replacing(#""RON""#, with: "1").utf8)
      #expect(unread != Array(text.utf8))
      try await bench.receive(unread, as: "unread")
      try await bench.drain()
      try await expectEqual(bench.store.jobs(JobFilter(kind: .handleEvent, state: .held)).count, 4)
      order.customer.email = "ana@client.example"
      try await bench.receive(SampleEvent.issueRequested(order), as: "e2")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      let held = try await bench.store.jobs(JobFilter(kind: .handleEvent, state: .held))
      expectEqual(Set(held.map(\.event)), ["other", "proforma", "unread"])
      let handled = try await bench.store.jobs(JobFilter(kind: .handleEvent, state: .completed))
      let closed = try #require(handled.first { $0.event == "e1" })
      expectEqual(closed.note, JobNote(.madeSince, detail: "FCT 0001").line)
      // A later one is a person's again.
      order.customer.email = "two@client.example, three@client.example"
      try await bench.receive(SampleEvent.statusChanged(order), as: "e3")
      try await bench.finish()
      try await expectEqual(bench.store.jobs(JobFilter(kind: .handleEvent, state: .held)).count, 4)
    }
  }

  @Test func `what was refused is closed too, what asks for something else stays held`()
    async throws
  {
    try await Workbench.with { bench in
      // One that was sent and refused.
      bench.invoicing.change { $0.scripts = [.refuse(Failure(.smartBillRefused, detail: "CUI"))] }
      try await bench.confirm()
      try await bench.finish()
      // A restore that waits for a person.
      try await bench.restore()
      try await bench.drain()
      let held = Set(try await bench.store.jobs(JobFilter(state: .held)).map(\.kind))
      #expect(held.isSuperset(of: [.issueInvoice, .restoreInvoice]))
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(
        Set(try await bench.store.jobs(JobFilter(state: .held)).map(\.kind)),
        held.subtracting([.issueInvoice]))
    }
    try await Workbench.with { bench in
      bench.invoicing.change { $0.preparationFailure = Failure(.customerCountyUnknown) }
      let invoicing = bench.invoicing
      try await bench.confirm()
      try await bench.drain()
      invoicing.change {
        $0.preparationFailure = nil
        $0.scripts = [.issueAndLoseAnswer]
      }
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      // While it isn't clear, nothing is closed.
      try await expectEqual(bench.failures(.held), [.customerCountyUnknown])
      try await bench.finish()
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  // MARK: Changed

  @Test func `a shop hears once of each change of an order after its invoice`() async throws {
    try await Workbench.with { bench in
      func change(_ total: Money, _ event: EventID) async throws {
        try await bench.receive(
          SampleEvent.statusChanged(.sample(status: "Livrata", price: total)), as: event)
        try await bench.finish()
      }
      try await bench.confirm()
      try await bench.finish()
      try await change("131.00", "same")
      expectEqual(bench.told, ["invoice.issued"])
      try await change("200.00", "changed")
      try await change("200.00", "again")
      let changed = "order.changed_after_invoice"
      expectEqual(bench.told, ["invoice.issued", changed])
      guard
        case .orderChanged(let document, 0, let total, "RON")? = bench.shop.notices.last?.notice
          .content
      else {
        Issue.record("the notice has not both totals")
        return
      }
      #expect(document.total == "131.00" && total == "200.00")
      try await change("131.00", "back")
      try await change("200.00", "once more")
      expectEqual(bench.told, ["invoice.issued", changed, changed])
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.told.count { $0 == changed }, 2)
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `what was given back is no change, and a change while it is sent is told after it`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      var part = Order.sample(price: "31.00").lines
      part[0].quantity = .one
      try await bench.refund("R1", lines: part, total: "31.00")
      try await bench.finish()
      try await bench.receive(
        SampleEvent.statusChanged(.sample(status: "Livrata", price: "100.00")), as: "less")
      try await bench.finish()
      #expect(!bench.told.contains("order.changed_after_invoice"))
    }
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.receive(
        SampleEvent.statusChanged(.sample(status: "Livrata", price: "100.00")), as: "less")
      try await bench.finish()
      expectEqual(bench.told, ["invoice.issued", "order.changed_after_invoice"])
    }
  }

  @Test func `a shop may refuse the news of a change, and hears no more of it`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      bench.shop.answer(.refused(Failure(.shopRefused, detail: "HTTP 404"), retryAfter: nil))
      try await bench.receive(
        SampleEvent.statusChanged(.sample(status: "Livrata", price: "100.00")), as: "less")
      try await bench.finish()
      expectEqual(bench.told.count { $0 == "order.changed_after_invoice" }, 1)
      #expect(try await bench.failures(.discarded).isEmpty)
      // Any other news is brought until it is taken.
      bench.shop.answer(.refused(Failure(.shopRefused, detail: "HTTP 404"), retryAfter: nil))
      try await bench.cancel()
      try await bench.finish()
      expectEqual(bench.told.count { $0 == "invoice.cancelled" }, 2)
    }
  }

  // MARK: Orders of nothing

  @Test func `an order of nothing is skipped, and judged anew when it changes`() async throws {
    try await Workbench.with { bench in
      func change(_ total: Money, _ event: EventID) async throws {
        try await bench.receive(SampleEvent.statusChanged(.sample(price: total)), as: event)
        try await bench.finish()
      }
      try await change("0.00", "nothing")
      expectEqual(bench.told, ["invoice.skipped"])
      #expect(try await bench.states().isEmpty)
      try await change("50.00", "changed")
      expectEqual(bench.told, ["invoice.skipped", "invoice.issued"])
      try await expectEqual(bench.invoices().map(\.document?.total), ["50.00"])
    }
  }

  @Test func `an order that comes to nothing before it is sent is skipped, too`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.numberReadings = [.unavailable(Failure(.smartBillUnreachable))] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.receive(
        SampleEvent.statusChanged(.sample(status: "Livrata", price: "0.00")), as: "nothing")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
      expectEqual(bench.told, ["invoice.skipped"])
      #expect(try await bench.store.standing(of: []).invoices.isEmpty)
      try await bench.receive(SampleEvent.statusChanged(.sample(price: "50.00")), as: "changed")
      try await bench.finish()
      try await expectEqual(bench.invoices().map(\.document?.total), ["50.00"])
    }
  }

  // MARK: Left

  @Test func `an order that leaves the statuses while it waits is called off, and may come back`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.wait = .seconds(7200)
    try await Workbench.with(policy: policy) { bench in
      func change(_ status: String, _ event: EventID) async throws {
        bench.clock.advance(by: .seconds(60))
        try await bench.receive(SampleEvent.statusChanged(.sample(status: status)), as: event)
        try await bench.drain()
      }
      try await bench.confirm()
      try await change("Retinuta", "left")
      try await change("Confirmata", "back")
      try await change("Retinuta", "left again")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(bench.states(), [.withdrawn])
      expectEqual(bench.told, ["invoice.cancelled"])
      try await change("Confirmata", "at last")
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn, .issued])
      expectEqual(bench.told, ["invoice.cancelled", "invoice.issued"])
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `an order called off and then cancelled asks for nothing by itself any more`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.wait = .seconds(7200)
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm()
      try await bench.receive(SampleEvent.statusChanged(.sample(status: "Retinuta")), as: "left")
      try await bench.finish()
      try await bench.cancel()
      try await bench.confirm("1001", by: "back")
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn])
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn, .issued])
    }
  }

  @Test func `who comes back or presses the button in time is invoiced`() async throws {
    var policy = ShopPolicy.sample
    policy.wait = .seconds(7200)
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm("1001", by: "e1")
      try await bench.receive(
        SampleEvent.statusChanged(.sample(status: "Retinuta")), as: "left")
      try await bench.confirm("1001", by: "e2")
      try await bench.confirm("1002", by: "e3")
      try await bench.receive(
        SampleEvent.statusChanged(.sample(id: "1002", status: "Retinuta")), as: "left 2")
      try await bench.request("1002", by: "e4")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      #expect(!bench.told.contains("invoice.cancelled"))
    }
  }
}
