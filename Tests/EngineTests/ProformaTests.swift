import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct ProformaTests {
  static let policy: ShopPolicy = {
    var policy = ShopPolicy.sample
    let series = Series(cif: policy.series.cif, name: "PRO")
    policy.proformaSeries = series
    var model = InvoiceModel(series: policy.series.name)
    model.kind = .proforma
    model.proformaSeries = series.name
    policy.rules = [
      InvoicingRule(when: OrderCondition([.status: ["Asteapta plata"]]), use: model)
    ]
    return policy
  }()

  private func waiting(_ id: OrderID = "1001") -> [UInt8] {
    SampleEvent.statusChanged(.sample(id: id, status: "Asteapta plata"))
  }

  private func told(_ type: String, _ bench: Workbench) -> Int {
    Set(bench.shop.notices.filter { $0.notice.type == type }.map(\.id)).count
  }

  @Test func `a status that its rule names is given one proforma, and no invoice`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      try await bench.receive(waiting(), as: "waits")
      try await bench.receive(waiting(), as: "waits still")
      try await bench.finish()
      try await bench.replay("waits", run: 1)
      try await bench.finish()
      let proforma = try #require(try await bench.invoices().first)
      #expect(proforma.key.kind == .proforma && proforma.state == .issued)
      expectEqual(proforma.document?.number, InvoiceNumber(series: "PRO", text: "0001"))
      try await expectEqual(bench.invoices().count, 1)
      let smartBill = bench.invoicing.current
      #expect(smartBill.proformaCreates == 1 && smartBill.creates == 0)
      expectEqual(
        smartBill.proformas[1]?.references.map(\.text), ["[PUNTE magazin/1001/proforma/0]"])
      #expect(told("proforma.issued", bench) == 1 && told("invoice.issued", bench) == 0)
    }
  }

  @Test func `without a series a proforma is refused, and the shop told what to set`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.proforma()
      try await bench.cancelProforma()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.proformasNotSetUp, .proformasNotSetUp])
      expectEqual(bench.told, ["invoice.failed", "invoice.failed"])
      expectEqual(bench.invoicing.current.proformaCreates, 0)
    }
  }

  @Test func `one whose answer is lost is found by its reference, among others' in the series`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change {
        $0.proformas[1] = .init()
        $0.nextProforma = 2
        $0.proformaScripts = [.issueAndLoseAnswer]
      }
      try await bench.proforma()
      try await bench.drain()
      bench.invoicing.change {
        $0.proformas[3] = .init()
        $0.nextProforma = 4
      }
      try await bench.finish()
      try await expectEqual(bench.invoices().first?.document?.number.text, "0002")
      expectEqual(bench.invoicing.current.proformaCreates, 1)
      expectEqual(told("proforma.issued", bench), 1)
    }
  }

  @Test func `one that isn't there, seen twice, is sent again whatever others made meanwhile`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.proformaScripts = [.loseRequest] }
      try await bench.proforma()
      try await bench.drain()
      bench.invoicing.change {
        $0.proformas[1] = .init()
        $0.nextProforma = 2
      }
      try await bench.finish()
      try await expectEqual(bench.invoices().first?.document?.number.text, "0002")
      expectEqual(bench.invoicing.current.proformaCreates, 2)
      // Nobody's but Punte's, a gap in it stops nothing.
      try await bench.proforma(.sample(id: "1002"), by: "next")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
    }
  }

  @Test func `one that appears between two looks is not made again`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.proformaScripts = [.loseRequest] }
      try await bench.proforma()
      try await bench.drain()
      let proforma = try #require(try await bench.invoices().first)
      bench.clock.advance(by: .seconds(121))
      try await bench.drain()
      bench.invoicing.change {
        $0.proformas[1] = .init(references: [proforma.key.reference])
        $0.nextProforma = 2
      }
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.proformaCreates, 1)
    }
  }

  @Test func `too many new ones are a person's, who names ours`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change { $0.proformaScripts = [.issueAndLoseAnswer] }
      try await bench.proforma()
      try await bench.drain()
      bench.invoicing.change { $0.nextProforma = 40 }
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.proformaInDoubt])
      let id = try #require(try await bench.invoices().first?.id)
      let other = InvoiceKey(
        account: "firma", shop: "magazin", order: "1002", kind: .proforma, revision: 0)
      bench.invoicing.change { $0.proformas[7] = .init(references: [other.reference]) }
      try await bench.act(.resolve(id, .isNumber("7")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.needsPerson])
      try await bench.act(.resolve(id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.proformaCreates, 1)
    }
  }

  @Test func `one in doubt is looked for first, whatever older one comes back`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      bench.invoicing.change {
        $0.proformaScripts = [.refuse(Failure(.smartBillRefused)), .issueAndLoseAnswer]
      }
      try await bench.proforma()
      try await bench.drain()
      try await bench.proforma(.sample(id: "1002"), by: "second")
      try await bench.drain()
      try await expectEqual(bench.states(), [.refused, .inDoubt])
      let held = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      try await bench.act(.requeue(held.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      expectEqual(bench.invoicing.current.proformaCreates, 3)
    }
  }

  @Test func `an order that is invoiced gets no proforma`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.receive(waiting(), as: "waits")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .withdrawn])
      #expect(try await bench.failures(.held).isEmpty)
      try await bench.proforma()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.proformaOrderInvoiced])
      expectEqual(bench.invoicing.current.proformaCreates, 0)
    }
  }

  @Test func `a proforma is e-mailed where the settings say so`() async throws {
    var policy = Self.policy
    policy.rules[0].use.mail = InvoiceMail(to: MailAddresses("office@firma.example"))
    try await Workbench.with(policy: policy) { bench in
      try await bench.receive(waiting(), as: "waits")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailedProformas, ["0001"])
      #expect(bench.invoicing.current.mailed.isEmpty)
      expectEqual(told("proforma.sent", bench), 1)
    }
  }

  // MARK: Cancelling

  @Test func `a cancel cancels it once, and a request after that makes the next`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      try await bench.proforma()
      try await bench.finish()
      try await bench.cancelProforma()
      try await bench.finish()
      try await bench.replay("proforma cancel", run: 1)
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.cancelledProformas, ["0001"])
      expectEqual(told("proforma.cancelled", bench), 1)
      try await bench.proforma(by: "again")
      try await bench.finish()
      try await bench.replay("proforma cancel", run: 2)
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .issued])
    }
  }

  @Test func `a cancel of the invoice takes along the proforma of an order without one`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      try await bench.proforma()
      try await bench.finish()
      try await bench.cancel()
      try await bench.finish()
      expectEqual(bench.invoicing.current.cancelledProformas, ["0001"])
      try await expectEqual(bench.states(), [.cancelled, .withdrawn])
      expectEqual(Set(bench.told), ["proforma.issued", "invoice.cancelled", "proforma.cancelled"])
    }
  }

  @Test func `a cancel of the invoice leaves a proforma that was invoiced`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      try await bench.proforma()
      try await bench.finish()
      try await bench.confirm()
      try await bench.finish()
      // Asked for by itself it is refused while the invoice stands.
      try await bench.cancelProforma()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.proformaInvoiced])
      try await bench.cancel()
      try await bench.finish()
      #expect(bench.invoicing.current.cancelledProformas.isEmpty)
      try await expectEqual(bench.states(), [.issued, .cancelled])
      // Else no other proforma could ever be made of the order.
      try await bench.cancelProforma(by: "proforma cancel again")
      try await bench.finish()
      try await bench.proforma(by: "another")
      try await bench.finish()
      expectEqual(bench.invoicing.current.cancelledProformas, ["0001"])
      try await expectEqual(bench.states(), [.cancelled, .cancelled, .issued])
    }
  }

  @Test func `what SmartBill refuses to cancel stands, and may be asked for again`() async throws {
    try await Workbench.with(policy: Self.policy) { bench in
      let refusal = Failure(.proformaCancelRefused, detail: "nu se poate")
      bench.invoicing.change { $0.proformaCancelReadings = [.refused(refusal)] }
      try await bench.proforma()
      try await bench.finish()
      try await bench.cancelProforma()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.proformaCancelRefused])
      try await expectEqual(bench.states(), [.issued])
      let job = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
    }
  }

  @Test func `a cancel that is handled once more doesn't reach a proforma that came after it`()
    async throws
  {
    try await Workbench.with(policy: Self.policy) { bench in
      try await bench.cancel()
      try await bench.finish()
      try await bench.proforma()
      try await bench.finish()
      let handled = try await bench.store.jobs(JobFilter(kind: .handleEvent)).last
      try await bench.act(.requeue(try #require(handled?.id)))
      try await bench.finish()
      let proforma = try await bench.invoices().first { $0.key.kind == .proforma }
      #expect(proforma?.state == .issued && proforma?.cancelling == nil)
    }
  }
}
