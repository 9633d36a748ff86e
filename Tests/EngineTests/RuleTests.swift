import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct RuleTests {
  private static let mail = InvoiceMail(to: MailAddresses("ana@firma.example"))

  private static var mailing: ShopPolicy {
    var policy = ShopPolicy.sample
    policy.mail = mail
    return policy
  }

  @Test func `an invoice is e-mailed once it is issued, and not by a replay`() async throws {
    try await Workbench.with(policy: Self.mailing) { bench in
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed, ["0001": [Self.mail]])
      expectEqual(bench.told, ["invoice.issued", "invoice.sent"])
      try await bench.confirm("1001", by: "again")
      try await bench.request()
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed, ["0001": [Self.mail]])
    }
  }

  @Test func `whichever event's job issues it, one mail follows`() async throws {
    let refusal = Failure(.smartBillRefused, detail: "no")
    try await Workbench.with(policy: Self.mailing) { bench in
      bench.invoicing.change { $0.scripts = [.refuse(refusal)] }
      try await bench.confirm()
      try await bench.finish()
      #expect(bench.invoicing.current.mailed.isEmpty)
      try await bench.request()
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed, ["0001": [Self.mail]])
    }
  }

  @Test func `one that was in doubt and found is e-mailed`() async throws {
    try await Workbench.with(policy: Self.mailing) { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.mailed, ["0001": [Self.mail]])
    }
  }

  @Test func `a mail that may have gone out is held, and the shop told`() async throws {
    try await Workbench.with(policy: Self.mailing) { bench in
      bench.invoicing.change { $0.mailReadings = [.unconfirmed(Failure(.mailUnconfirmed))] }
      try await bench.confirm()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
      expectEqual(bench.told, ["invoice.issued", "invoice.failed"])
      try await bench.replayAll()
      try await bench.finish()
      #expect(bench.invoicing.current.mailed.isEmpty)
    }
  }

  @Test func `one that a lost database may have e-mailed is held`() async throws {
    try await Workbench.with(policy: Self.mailing) { bench in
      try await bench.confirm("1000", by: "first")
      try await bench.finish()
      try await bench.backUp()
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed.keys.sorted(), ["0001", "0002"])
      try await bench.restoreCopy()
      try await bench.confirm()
      try await bench.finish()
      if let stopped = try await bench.store.stoppedSeries().first {
        try await bench.act(.resumeSeries(stopped.series))
      }
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      expectEqual(bench.invoicing.current.mailed["0002"], [Self.mail])
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
    }
  }

  @Test func `an invoice that is cancelled before its mail is not e-mailed`() async throws {
    try await Workbench.with(policy: Self.mailing) { bench in
      bench.invoicing.change { $0.mailReadings = [.notSent(Failure(.smartBillUnreachable))] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.finish()
      #expect(bench.invoicing.current.mailed.isEmpty)
      try await expectEqual(bench.failures(.held), [])
      expectEqual(bench.told, ["invoice.issued", "invoice.cancelled"])
    }
  }

  @Test func `an order stays in the series in which its invoice was opened`() async throws {
    var policy = ShopPolicy.sample
    policy.rules = [
      InvoicingRule(
        when: OrderCondition([.customer: ["company"]]), use: InvoiceModel(series: "FCB"))
    ]
    try await Workbench.with(policy: policy) { bench in
      bench.invoicing.change { $0.scripts = [.refuse(Failure(.smartBillRefused))] }
      try await bench.confirm()
      try await bench.drain()
      var order = Order.sample()
      order.customer.kind = .company
      try await bench.receive(SampleEvent.issueRequested(order), as: "other")
      try await bench.drain()
      let jobs = try await bench.store.jobs(JobFilter(kind: .issueInvoice))
      expectEqual(Set(jobs.map(\.lane)), ["series/RO12345674/FCT"])
      try await expectEqual(bench.invoices().map(\.series.name), ["FCT"])
      try await bench.cancel()
      try await bench.drain()
      try await expectEqual(bench.states(), [.cancelled])
    }
  }
}
