import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct IssuingTests {
  @Test func `of an order that changed while SmartBill was away the last word is invoiced`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.numberReadings = [.unavailable(Failure(.smartBillUnreachable))] }
      try await bench.confirm()
      try await bench.drain()
      let changed = SampleEvent.statusChanged(.sample(price: "100.00"))
      try await bench.receive(changed, as: "changed")
      try await bench.finish()
      try await expectEqual(bench.invoices().map(\.document?.total), ["100.00"])
      expectEqual(bench.told, ["invoice.issued"])
    }
  }

  @Test func `a confirmed order is issued, and the shop is told once`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      let invoice = try await bench.invoices()[0]
      expectEqual(invoice.state, .issued)
      expectEqual(invoice.document?.number, InvoiceNumber(series: "FCT", text: "0001"))
      expectEqual(bench.told, ["invoice.issued"])
      expectEqual(bench.shop.notices[0].sequence, 1)
      try await expectEqual(bench.store.invoice(invoice.id)?.evidence.count, 1)
    }
  }

  @Test func `one more status change asks nothing; a request is told again under the same id`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.confirm(by: "again")
      try await bench.drain()
      expectEqual(bench.told.count, 1)
      try await bench.request()
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 1)
      expectEqual(bench.shop.notices.count, 2)
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 1)
      expectEqual(bench.shop.notices.map(\.sequence), [1, 1])
    }
  }

  @Test func `a replay issues nothing, and tells again under the first id`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.replay("confirm", run: 1)
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 1)
      expectEqual(bench.shop.notices.map(\.id).count, 2)
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 1)
    }
  }

  @Test func `a refusal is told, and a request after it is sent anew`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.refuse(Failure(.smartBillRefused, detail: "CUI"))] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.refused])
      try await expectEqual(bench.failures(.held), [.smartBillRefused])
      expectEqual(bench.told, ["invoice.failed"])
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.told, ["invoice.failed", "invoice.issued"])
      expectEqual(bench.shop.notices.map(\.sequence), [1, 2])
    }
  }

  @Test func `an order that can't be invoiced is held before anything is sent`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.preparationFailure = Failure(.orderTotalDiffers) }
      try await bench.confirm()
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(bench.states(), [.refused])
      expectEqual(bench.told, ["invoice.failed"])
    }
  }

  @Test func `refused credentials keep the account's orders waiting, and burn none`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.refuseAccount(Failure(.smartBillCredentials))] }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned, .planned])
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(bench.failures(.available), [.smartBillCredentials])
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(bench.invoices().map { $0.document?.number.text }, ["0001", "0002"])
    }
  }

  @Test func `what was not sent is sent again`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.fail, .fail] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.failures(.available), [.smartBillUnreachable])
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.told, ["invoice.issued"])
    }
  }

  @Test func `a block is waited for, over a restart too`() async throws {
    try await Workbench.with { bench in
      let until = bench.clock.now() + .seconds(600)
      bench.invoicing.change { $0.scripts = [.block(until: until)] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.failures(.available), [.smartBillBlocked])
      let waiting = try await bench.store.jobs(JobFilter(kind: .issueInvoice))
      expectEqual(waiting.map(\.runAt), [until])
      try await bench.restart()
      let recovery = try await bench.store.recover(at: bench.clock.now())
      expectEqual(recovery.blockedAccounts, ["firma": until])
      try await bench.finish()
      #expect(bench.clock.now() >= until)
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `a gap stops the series after the invoice that showed it, until it is resumed`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.issueByHand()
      try await bench.confirm("2", by: "e2")
      try await bench.confirm("3", by: "e3")
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .issued, .planned])
      try await expectEqual(bench.failures(.available), [.seriesStopped])
      try await expectEqual(bench.store.stoppedSeries().map(\.failure.code), [.seriesGap])
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      let numbers = try await bench.invoices().map { $0.document?.number.text }
      expectEqual(numbers, ["0001", "0003", "0004"])
    }
  }
}
