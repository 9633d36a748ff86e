import Domain
import TestKit
import Testing

@testable import Engine

/// Refunds of issued invoices: a storno of the whole, negative invoices for parts.
@Suite struct RefundTests {
  /// A part of what was paid, without a piece.
  private func part(_ total: Money) -> [OrderLine] {
    [OrderLine(kind: .fee, name: "Reducere ulterioară", price: total, vatRate: "21")]
  }

  private func issued(_ bench: Workbench) async throws {
    try await bench.confirm()
    try await bench.drain()
    try await expectEqual(bench.states(), [.issued])
  }

  // MARK: The whole

  @Test func `a refund of the whole reverses the invoice by a storno of the series' next number`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      let invoices = try await bench.invoices()
      expectEqual(invoices.map(\.state), [.reversed, .issued])
      expectEqual(invoices[1].key.kind, .storno)
      expectEqual(invoices[1].original, invoices[0].id)
      expectEqual(invoices[1].document?.number.text, "0002")
      expectEqual(invoices[1].document?.total, "-131.00")
      expectEqual(bench.told, ["invoice.issued", "invoice.reversed"])
      guard case .reversed(let reversal)? = bench.shop.notices.last?.notice.content else {
        Issue.record("\(bench.shop.notices)")
        return
      }
      #expect(reversal.isWhole && reversal.refund == "R1" && reversal.original.text == "0001")
      // The next invoice is no gap, and costs no look.
      let looks = bench.invoicing.current.looks
      try await bench.confirm("1002", by: "confirm 1002")
      try await bench.drain()
      expectEqual(bench.invoicing.current.looks, looks)
      #expect(try await bench.store.stoppedSeries().isEmpty)
    }
  }

  @Test func `after a storno a request opens the next revision, and the refund's replay leaves it`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
      try await bench.replay("refund R1", run: 1)
      // The same refund, under another id of the webhook.
      try await bench.refund("R1", isFull: true, by: "R1 once more")
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
      let told = bench.shop.notices.filter { $0.notice.type == "invoice.reversed" }
      #expect(told.count == 3 && Set(told.map(\.id)).count == 1)
      expectEqual(bench.invoicing.current.creates, 3)
    }
  }

  @Test func `a second refund of the whole, or of a part after it, is refused with the storno`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      try await bench.refund("R2", isFull: true)
      try await bench.refund("R3", lines: part("31.00"), total: "31.00")
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.stornoStands, .stornoStands])
      expectEqual(bench.invoicing.current.creates, 2)
      expectEqual(bench.told.filter { $0 == "invoice.failed" }.count, 2)
    }
  }

  @Test func `a refund waits for an invoice in doubt, in its order's lane alone`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.refund("R1", isFull: true)
      try await bench.drain()
      #expect(try await bench.failures(.available).contains(.refundWaits))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
    }
  }

  @Test func `of two contents of one refund the newer event's counts, though it comes first`()
    async throws
  {
    func body(_ timestamp: String, _ total: Money) -> [UInt8] {
      SampleEvent.at(
        timestamp, SampleEvent.refunded(.sample(), "R1", lines: part(total), total: total))
    }
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.receive(body("2026-11-23T09:55:00Z", "31.00"), as: "newer")
      try await bench.drain()
      try await bench.receive(body("2026-11-23T09:50:00Z", "20.00"), as: "older")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(bench.invoices()[1].document?.total, "-31.00")
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `a refund of an order without an invoice that counts is refused`() async throws {
    try await Workbench.with { bench in
      try await bench.refund("R0", isFull: true)
      try await issued(bench)
      try await bench.cancel()
      try await bench.drain()
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.refundWithoutInvoice, .refundWithoutInvoice])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  // MARK: Doubt

  @Test func `a storno whose answer was lost is found by its total and the invoice that it names`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.refund("R1", isFull: true)
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .inDoubt])
      // Meanwhile nothing else is sent on the series.
      try await bench.confirm("1002", by: "confirm 1002")
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 2)
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
      expectEqual(bench.invoicing.current.creates, 3)
    }
  }

  @Test func `a storno that nobody executed is proven absent, and sent again`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
      expectEqual(bench.invoicing.current.creates, 3)
      expectEqual(bench.invoicing.current.documents.count, 2)
    }
  }

  @Test(arguments: [
    ScriptedInvoicing.Document(
      total: "-131.00", names: InvoiceNumber(series: "FCT", text: "0007")),
    ScriptedInvoicing.Document(total: "-131.00"),
    ScriptedInvoicing.Document(total: "-130.00"),
    ScriptedInvoicing.Document(
      total: "-131.00",
      references: [
        InvoiceKey(account: "firma", shop: "magazin", order: "1002", revision: 0).reference
      ]),
  ])
  func `another document where the storno was expected is shown to a person`(
    other: ScriptedInvoicing.Document
  ) async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.refund("R1", isFull: true)
      try await bench.drain()
      bench.invoicing.issueByHand(other)
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .needsPerson])
      #expect(try await bench.failures(.held).contains(.documentDiffers))
      let storno = try await bench.invoices()[1]
      expectEqual(storno.candidates.map(\.number.text), ["0002"])
      // The person looks: it is another's, and the storno is to be sent.
      try await bench.act(.resolve(storno.id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
      try await expectEqual(bench.invoices()[1].document?.number.text, "0003")
    }
  }

  @Test func `an invoice that somebody reversed in SmartBill isn't reversed again`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.issueByHand(
        ScriptedInvoicing.Document(
          total: "-131.00", names: InvoiceNumber(series: "FCT", text: "0001")))
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .refused])
      #expect(try await bench.failures(.held).contains(.stornoStands))
      #expect(bench.told.contains("invoice.failed"))
    }
  }

  @Test func `a storno survives a crash before and after each step, and is never sent twice`()
    async throws
  {
    for steps in 0..<30 {
      try await Workbench.with { bench in
        try await issued(bench)
        try await bench.refund("R1", isFull: true)
        bench.stepsToLive = steps
        do { try await bench.drain() } catch is Workbench.Died {}
        try await bench.restart()
        try await bench.finish()
        try await expectEqual(bench.states(), [.reversed, .issued], "\(steps) steps")
        let stornos = bench.invoicing.current.documents.values.count { $0.names != nil }
        expectEqual(stornos, 1, "\(steps) steps")
        expectEqual(bench.told.last, "invoice.reversed")
      }
    }
  }

  // MARK: Parts

  @Test func `parts are taken back by negative invoices, one for each refund`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.refund("R2", lines: part("50.00"), total: "50.00")
      try await bench.refund("R1", lines: part("31.00"), total: "31.00", by: "R1 once more")
      try await bench.replayAll()
      try await bench.finish()
      let invoices = try await bench.invoices()
      expectEqual(invoices.map(\.state), [.issued, .issued, .issued])
      expectEqual(invoices.map(\.key.kind), [.invoice, .refund, .refund])
      expectEqual(invoices.map(\.key.item), ["", "R1", "R2"])
      expectEqual(invoices.compactMap(\.document?.total), ["131.00", "-31.00", "-50.00"])
      expectEqual(
        bench.invoicing.current.documents[2]?.references,
        [
          InvoiceKey(
            account: "firma", shop: "magazin", order: "1001", kind: .refund, item: "R1",
            revision: 0
          ).reference
        ])
      expectEqual(bench.invoicing.current.creates, 3)
    }
  }

  @Test func `a refund that exceeds what is left is held with the numbers`() async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", lines: part("100.00"), total: "100.00")
      try await bench.refund("R2", lines: part("31.01"), total: "31.01")
      try await bench.refund("R3", lines: part("31.00"), total: "31.00")
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.refundExceeds])
      let held = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      expectEqual(
        held.failure?.detail,
        "cerut 31.01, rămas 31.00 din FCT 0001, care a fost 131.00, după FCT 0002 -100.00 / "
          + "asked 31.01, left 31.00 of FCT 0001, which came to 131.00, less FCT 0002 -100.00")
      try await expectEqual(bench.states(), [.issued, .issued, .refused, .issued])
      // Nor when it is tried again, when even less is left.
      try await bench.act(.requeue(held.id))
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 3)
    }
  }

  @Test func `a lost answer of a part is looked for by its reference and its negative total`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      expectEqual(bench.invoicing.current.creates, 2)
      expectEqual(bench.told, ["invoice.issued", "invoice.reversed"])
    }
  }

  @Test func `what was taken back in part is neither cancelled nor reversed as a whole`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.finish()
      try await bench.cancel()
      try await bench.refund("R2", isFull: true)
      try await bench.finish()
      expectEqual(Set(try await bench.failures(.held)), [.refundsStand])
      #expect(bench.invoicing.current.cancelled.isEmpty)
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `a part is taken back on its invoice's terms, whatever the order's status by then`()
    async throws
  {
    var policy = ShopPolicy.sample
    var model = InvoiceModel(series: policy.series.name)
    model.terms = DocumentTerms(
      language: "EN", dueDays: 15, mentions: "Comanda #status_comanda#", warehouse: "B")
    policy.rules = [InvoicingRule(when: OrderCondition([.status: ["Confirmata"]]), use: model)]
    try await Workbench.with(policy: policy) { bench in
      try await issued(bench)
      try await bench.refund(
        "R1", lines: part("31.00"), total: "31.00", of: .sample(status: "Rambursata"))
      try await bench.finish()
      let terms = try #require(bench.invoicing.current.prepared.last?.terms)
      #expect(terms.language == "EN" && terms.warehouse == "B" && terms.dueDays == nil)
      expectEqual(terms.mentions, "Comanda Confirmata")
    }
  }

  @Test(arguments: [true, false])
  func `a refund whose invoice was gone takes back the one that stands once it is asked for anew`(
    byRequeue: Bool
  ) async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.cancel()
      try await bench.finish()
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.finish()
      try await bench.request()
      try await bench.finish()
      // A replay tells again what was found first.
      try await bench.replay("refund R1", run: 1)
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .issued])
      if byRequeue {
        let held = try await bench.store.jobs(JobFilter(kind: .refundOrder, state: .held))
        try await bench.act(.requeue(try #require(held.last).id))
      } else {
        try await bench.refund("R1", lines: part("31.00"), total: "31.00", by: "R1 once more")
      }
      try await bench.finish()
      let invoices = try await bench.invoices()
      expectEqual(invoices.map(\.state), [.cancelled, .issued, .issued])
      expectEqual(invoices.last?.original, invoices[1].id)
    }
  }

  @Test func `a refund before any invoice is asked for is done once it is requeued after it`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      try await issued(bench)
      let held = try await bench.store.jobs(JobFilter(kind: .refundOrder, state: .held))
      try await bench.act(.requeue(try #require(held.first).id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
    }
  }

  @Test(arguments: [true, false])
  func `what a person annulled in SmartBill counts no more, and keeps its number`(isWhole: Bool)
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund(
        "R1", lines: isWhole ? [] : part("31.00"), total: isWhole ? nil : "31.00",
        isFull: isWhole)
      try await bench.finish()
      let invoices = try await bench.invoices()
      guard case .refused = try await bench.result(of: .resolve(invoices[0].id, .annulled)) else {
        Issue.record("an invoice was annulled so")
        return
      }
      try await bench.act(.resolve(invoices[1].id, .annulled))
      try await expectEqual(bench.states(), [.issued, .cancelled])
      try await expectEqual(bench.invoices()[1].document?.number.text, "0002")
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .cancelled])
      expectEqual(bench.told.last, "invoice.cancelled")
      // Its number is no gap.
      try await bench.confirm("1002", by: "next")
      try await bench.finish()
      #expect(try await bench.store.stoppedSeries().isEmpty)
    }
  }

  @Test func `a refund that gave way to a cancel takes the next invoice back when sent again`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .refused])
      try await bench.request()
      try await bench.finish()
      try await bench.refund("R1", lines: part("31.00"), total: "31.00", by: "R1 once more")
      try await bench.finish()
      let invoices = try await bench.invoices()
      expectEqual(invoices.map(\.state), [.cancelled, .issued, .issued])
      expectEqual(invoices[1].original, invoices[2].id)
    }
  }

  @Test(arguments: [CancelMode.annul, .storno])
  func `after a storno was annulled another takes its place`(mode: CancelMode) async throws {
    var policy = ShopPolicy.sample
    policy.cancel = mode
    try await Workbench.with(policy: policy) { bench in
      try await issued(bench)
      try await bench.refund("R1", isFull: true)
      try await bench.finish()
      // As the scripted service knows a storno.
      bench.invoicing.change { $0.documents[2]?.names = nil }
      try await bench.act(.resolve(try await bench.invoices()[1].id, .annulled))
      if mode == .storno {
        try await bench.cancel()
      } else {
        try await bench.refund("R2", isFull: true)
      }
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .cancelled, .issued])
      #expect(try await bench.failures(.held).isEmpty)
      expectEqual(bench.told.last, (mode == .storno ? "invoice.cancelled" : "invoice.reversed"))
    }
  }

  @Test func `after a restore a cancel waits for a refund that may be there already`() async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.backUp()
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await bench.restoreCopy()
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .planned])
      #expect(bench.invoicing.current.cancelled.isEmpty)
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      #expect(bench.invoicing.current.cancelled.isEmpty)
      expectEqual(bench.invoicing.current.creates, 2)
      try await expectEqual(bench.failures(.held), [.refundsStand])
    }
  }

  @Test(arguments: [ScriptedInvoicing.Script.fail, .refuse(Failure(.smartBillRefused))])
  func `what a cancel waits for, and may have annulled already, is not taken back as well`(
    first: ScriptedInvoicing.Script
  ) async throws {
    try await Workbench.with { bench in
      try await issued(bench)
      bench.invoicing.change {
        $0.scripts = [first]
        $0.cancelReadings = [.unavailable(Failure(.smartBillUnreachable))]
      }
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      for held in try await bench.store.jobs(JobFilter(kind: .reverseInvoice, state: .held)) {
        try await bench.act(.requeue(held.id))
      }
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .refused])
      expectEqual(bench.invoicing.current.creates, 2)
      let held = try await bench.store.jobs(JobFilter(state: .held)).map(\.failure)
      expectEqual(held, [Failure(.refundWithoutInvoice, detail: "FCT 0001 is being cancelled")])
    }
  }

  @Test func `a cancel that comes between the look at an invoice and its reservation is seen`()
    async throws
  {
    try await Workbench.with { bench in
      try await issued(bench)
      try await bench.refund("R1", lines: part("31.00"), total: "31.00")
      bench.invoicing.change {
        $0.scripts = [.fail]
        $0.cancelReadings = [.unavailable(Failure(.smartBillUnreachable))]
      }
      try await bench.drain()
      try await bench.cancel()
      let refund = try #require(try await bench.invoices().last)
      bench.clock.advance(by: .seconds(3600))
      let claims = try await bench.claimAll()
      let claim = try #require(claims.first { $0.job.command.kind == .reverseInvoice })
      for other in claims where other.event != nil { try await bench.perform(other) }
      var request = ReservationRequest(
        invoice: refund.id, fence: claim.fence, body: [], expectedNumber: 2, total: "-31.00",
        currency: "RON", issuedOn: "2026-11-23")
      try await expectEqual(bench.store.reserve(request, at: bench.clock.now()), .originalCancelled)
      request.answersCancel = true
      try await expectEqual(
        bench.store.reserve(request, at: bench.clock.now()),
        .reserved(Reservation(invoice: refund.id, attempt: refund.attempt + 1)))
    }
  }
}
