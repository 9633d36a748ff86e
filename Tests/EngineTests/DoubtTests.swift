import Domain
import TestKit
import Testing

@testable import Engine

/// What becomes of an invoice whose create call ended and nobody knows how.
@Suite struct DoubtTests {
  /// One order in doubt, and another that waits behind it in their series.
  func inDoubt(
    _ script: ScriptedInvoicing.Script, _ body: (Workbench, Invoice.ID) async throws -> Void
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [script] }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt, .planned])
      #expect(try await bench.failures(.available).contains(.invoiceInDoubt))
      try await body(bench, try await bench.invoices()[0].id)
    }
  }

  func numbers(_ bench: Workbench) async throws -> [String?] {
    try await bench.invoices().map { $0.document?.number.text }
  }

  // MARK: By itself

  @Test func `a document that was issued is found after the quiet time, and adopted`()
    async throws
  {
    try await inDoubt(.issueAndLoseAnswer) { bench, _ in
      let looks = bench.invoicing.current.looks
      bench.clock.advance(by: .seconds(119))
      try await bench.drain()
      expectEqual(bench.invoicing.current.looks, looks)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(numbers(bench), ["0001", "0002"])
      expectEqual(bench.invoicing.current.creates, 2)
      expectEqual(bench.told, ["invoice.issued", "invoice.issued"])
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 2)
    }
  }

  @Test func `what was not issued is sent again, after the others, once two looks have proven it`()
    async throws
  {
    try await inDoubt(.loseRequest) { bench, _ in
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].doubt?.absentAt, bench.clock.now())
      bench.clock.advance(by: .seconds(59))
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 1)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned, .issued])
      bench.clock.advance(by: .seconds(119))
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 2)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(numbers(bench), ["0002", "0001"])
      expectEqual(bench.invoicing.current.creates, 3)
      try await expectEqual(bench.invoices()[0].attempt, 2)
    }
  }

  @Test func `a document that appears between the two looks is found`() async throws {
    try await inDoubt(.loseRequest) { bench, _ in
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      let key = try await bench.invoices()[0].key
      bench.invoicing.issueByHand(.init(total: "131.00", references: [key.reference]))
      bench.clock.advance(by: .seconds(60))
      try await bench.drain()
      try await expectEqual(numbers(bench), ["0001", "0002"])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test(arguments: [
    NumberReading.unavailable(Failure(.smartBillUnreachable)), .unknownSeries,
    .blocked(until: .sample + .seconds(7200)),
  ])
  func `an outage is no evidence`(reading: NumberReading) async throws {
    try await inDoubt(.loseRequest) { bench, _ in
      bench.invoicing.change { $0.numberReadings = Array(repeating: reading, count: 10) }
      for _ in 0..<10 {
        bench.clock.advance(by: .seconds(600))
        try await bench.drain()
        try await expectEqual(bench.states()[0], .inDoubt)
      }
      expectEqual(bench.invoicing.current.creates, 1)
      bench.invoicing.change { $0.numberReadings = [] }
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
    }
  }

  @Test func `an answer that was kept and not read settles it without a look`() async throws {
    try await inDoubt(.issueAndLoseAnswer) { bench, id in
      let late = Evidence(
        invoice: id, attempt: 1, at: bench.clock.now(),
        answer: .answered(status: 200, body: Array("0001".utf8)))
      try await bench.store.record(late)
      let looks = bench.invoicing.current.looks
      try await bench.request("1", by: "pressed")
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(numbers(bench), ["0001", "0002"])
      // The one look is for the number of the next invoice.
      expectEqual(bench.invoicing.current.looks, looks + 1)
      // What its preparation knew is gone, so its total is looked up.
      let confirmed = try await bench.store.jobs(JobFilter(kind: .confirmTotal))
      expectEqual(confirmed.map(\.note), [JobNote(.totalIsRight, detail: "131.00").line])
    }
  }

  @Test func `a kept answer with another number than the expected one stops the series`()
    async throws
  {
    try await inDoubt(.loseRequest) { bench, id in
      for _ in 0..<2 { bench.invoicing.issueByHand(.init(total: "99.00")) }
      bench.invoicing.issueByHand(
        .init(total: "131.00", references: [try await bench.invoices()[0].key.reference]))
      try await bench.store.record(
        Evidence(
          invoice: id, attempt: 1, at: bench.clock.now(),
          answer: .answered(status: 200, body: Array("0003".utf8))))
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.states()[0], .issued)
      let stop = try #require(try await bench.store.stoppedSeries().first)
      expectEqual(stop.failure, Failure(.seriesGap, detail: "expected 1, got 0003"))
      try await expectEqual(bench.store.jobs(JobFilter(kind: .auditSeries)).count, 1)
    }
  }

  @Test func `a kept refusal refuses it, and a kept answer of an earlier attempt says nothing`()
    async throws
  {
    try await inDoubt(.loseRequest) { bench, id in
      func keep(_ attempt: Int, _ status: Int) async throws {
        let evidence = Evidence(
          invoice: id, attempt: attempt, at: bench.clock.now(),
          answer: .answered(status: status, body: Array("0007".utf8)))
        try await bench.store.record(evidence)
      }
      try await keep(0, 200)
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.states()[0], .inDoubt)
      try await keep(1, 400)
      bench.clock.advance(by: .seconds(60))
      try await bench.drain()
      try await expectEqual(bench.states(), [.refused, .issued])
      expectEqual(bench.told, ["invoice.failed", "invoice.issued"])
    }
  }

  // MARK: What a person decides

  @Test func `another's document in its place is shown to a person`() async throws {
    try await inDoubt(.loseRequest) { bench, id in
      bench.invoicing.issueByHand(.init(total: "99.00"))
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.failure?.code, .documentDiffers)
      let number = InvoiceNumber(series: "FCT", text: "0001")
      expectEqual(asking.candidates, [Candidate(number: number, total: "99.00", references: [])])
      expectEqual(bench.invoicing.current.creates, 1)
      try await bench.act(.resolve(id, .sendAgain))
      try await bench.finish()
      // That document was seen, and is no gap.
      #expect(try await bench.store.stoppedSeries().isEmpty)
      try await expectEqual(numbers(bench), ["0002", "0003"])
    }
  }

  @Test func `our reference with another total is not adopted`() async throws {
    try await inDoubt(.loseRequest) { bench, _ in
      let key = try await bench.invoices()[0].key
      bench.invoicing.issueByHand(.init(total: "131.01", references: [key.reference]))
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].failure?.code, .documentDiffers)
    }
  }

  @Test func `of several new documents ours is adopted, and the others stop the series`()
    async throws
  {
    try await inDoubt(.issueAndLoseAnswer) { bench, _ in
      bench.invoicing.issueByHand()
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(numbers(bench), ["0001", nil])
      try await expectEqual(bench.store.stoppedSeries().map(\.failure.code), [.seriesGap])
      let foreign = try await bench.store.foreignDocuments(limit: 10)
      expectEqual(foreign.map(\.document.number.text), ["0002"])
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(numbers(bench), ["0001", "0003"])
      expectEqual(bench.invoicing.current.creates, 2)
      expectEqual(bench.told, ["invoice.issued", "invoice.issued"])
    }
  }

  @Test(arguments: 0..<5)
  func `several new documents of which none is ours beyond doubt are a person's`(_ story: Int)
    async throws
  {
    try await inDoubt(.loseRequest) { bench, id in
      let ours = try await bench.invoices()[0].key.reference
      let other = InvoiceKey(account: "firma", shop: "magazin", order: "9", revision: 0).reference
      let documents: [ScriptedInvoicing.Document] =
        switch story {
        case 0: [.init(total: "131.00"), .init(total: "99.00")]
        case 1: [.init(total: "131.01", references: [ours]), .init(total: "99.00")]
        case 2: [.init(total: "131.00", references: [ours, other]), .init(total: "99.00")]
        case 3: Array(repeating: .init(total: "131.00", references: [ours]), count: 2)
        // So many that not all of them are looked up.
        default:
          [.init(total: "131.00", references: [ours])]
            + Array(repeating: .init(total: "99.00"), count: DoubtRule.candidatesMax)
        }
      for document in documents { bench.invoicing.issueByHand(document) }
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.failure?.code, .seriesMoved)
      expectEqual(asking.candidates.count, min(documents.count, DoubtRule.candidatesMax))
      expectEqual(bench.invoicing.current.creates, 1)
      // What a person disowns is adopted by nobody.
      try await bench.act(.resolve(id, .giveUp))
      try await bench.finish(roundsMax: 5)
      try await expectEqual(bench.states()[0], .abandoned)
    }
  }

  @Test(arguments: ["-5", "abc", "0", "0000", "12345678901", "9223372036854775808", "4.5", "٣"])
  func `a number that no document can have is a person's, once`(number: String) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndAnswer(number)] }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.finish(roundsMax: 5)
      try await expectEqual(bench.states(), [.needsPerson, .planned])
      let asking = try await bench.invoices()[0]
      expectEqual(
        asking.failure, Failure(.documentNumberUnusable, detail: "SmartBill gave “\(number)”"))
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(bench.failures(.held), [.documentNumberUnusable])
      // The raw answer is kept.
      try await expectEqual(bench.store.invoice(asking.id)?.evidence.count, 1)
      try await bench.act(.resolve(asking.id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(numbers(bench), ["0001", "0002"])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `a kept answer whose number no document can have is a person's too`() async throws {
    try await inDoubt(.loseRequest) { bench, id in
      let late = Evidence(
        invoice: id, attempt: 1, at: bench.clock.now(),
        answer: .answered(status: 200, body: Array("-5".utf8)))
      try await bench.store.record(late)
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].failure?.code, .documentNumberUnusable)
      try await expectEqual(bench.states()[0], .needsPerson)
    }
  }

  @Test func `a number that is taken is a person's, whose answer goes before it`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("0", by: "e0")
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.issueAndAnswer("0001")] }
      try await bench.confirm("1", by: "e1")
      try await bench.finish(roundsMax: 5)
      let asking = try await bench.invoices()[1]
      expectEqual(asking.state, .needsPerson)
      try await bench.act(.resolve(asking.id, .isNumber("2")))
      try await bench.finish()
      try await expectEqual(numbers(bench), ["0001", "0002"])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `a kept answer comes to what was sent, whatever is asked for by whoever looks`()
    async throws
  {
    try await inDoubt(.issueAndLoseAnswer) { bench, id in
      try await bench.store.record(
        Evidence(
          invoice: id, attempt: 1, at: bench.clock.now(),
          answer: .answered(status: 200, body: Array("0001".utf8))))
      bench.clock.advance(by: .seconds(120))
      let claims = try await bench.claimAll()
      let claim = try #require(claims.first { $0.job.command.kind == .issueInvoice })
      let bound = try #require(
        try await bench.store.invoice(boundTo: "e1", of: "magazin", as: .issue))
      let other = Command.IssueInvoice(
        asked: claim.job.command.asked, cause: .request, account: "firma", series: .sample,
        order: .sample(id: "1", price: "150.00"))
      let doubts = DoubtPerformer(
        store: bench.store, invoicing: bench.invoicing, timings: [:], time: bench.clock,
        book: WaitBook(bench.clock))
      let settlement = try await doubts.look(at: bound, DocumentRequest(other), claim)
      let totals = settlement.changes.compactMap { change -> Money? in
        if case .issued(_, let document) = change { document.total } else { nil }
      }
      expectEqual(totals, ["131.00"])
    }
  }

  @Test func `a kept answer is of what was sent, whatever the order says by now`() async throws {
    try await inDoubt(.issueAndLoseAnswer) { bench, id in
      try await bench.store.record(
        Evidence(
          invoice: id, attempt: 1, at: bench.clock.now(),
          answer: .answered(status: 200, body: Array("0001".utf8))))
      var order = Order.sample(id: "1")
      order.total = "150.00"
      try await bench.receive(SampleEvent.issueRequested(order), as: "changed")
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].document?.total, "131.00")
    }
  }

  @Test func `a series that went back is a person's`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("0", by: "e0")
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.nextNumber = 1 }
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.invoices()[1].failure?.code, .seriesMoved)
      #expect(try await bench.invoices()[1].candidates.isEmpty)
    }
  }

  @Test func `answers that contradict each other are a person's after three rounds`() async throws {
    try await inDoubt(.loseRequest) { bench, _ in
      bench.invoicing.change { $0.nextNumber = 2 }
      bench.clock.advance(by: .seconds(120))
      for round in 1...3 {
        try await bench.drain()
        try await expectEqual(bench.invoices()[0].doubt?.rounds, round)
        bench.clock.advance(by: .seconds(60))
      }
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].failure?.code, .doubtUndecided)
    }
  }

  @Test func `a number that a person names is looked up at once`() async throws {
    try await inDoubt(.issueAndLoseAnswer) { bench, id in
      try await bench.act(.resolve(id, .isNumber("0001")))
      try await bench.drain()
      try await expectEqual(numbers(bench), ["0001", "0002"])
      expectEqual(bench.told, ["invoice.issued", "invoice.issued"])
    }
  }

  @Test func `a number that is wrong is not believed, and the person is told why`() async throws {
    try await inDoubt(.loseRequest) { bench, id in
      let other = InvoiceKey(account: "firma", shop: "magazin", order: "9", revision: 0)
      let wrong: [(ScriptedInvoicing.Document?, String)] = [
        (nil, "SmartBill has no FCT 0001"),
        (.init(total: "99.00"), "FCT 0001 comes to 99.00, the order to 131.00"),
        (.init(total: "131.00", references: [other.reference]), "[PUNTE magazin/9/0]"),
      ]
      for (document, why) in wrong {
        bench.invoicing.change { $0.documents[1] = document }
        try await bench.act(.resolve(id, .isNumber("1")))
        try await bench.drain()
        let asking = try await bench.invoices()[0]
        expectEqual(asking.state, .needsPerson)
        expectEqual(asking.failure?.code, .namedNumberWrong)
        expectEqual(asking.failure?.detail?.contains(why), true, "\(asking.failure as Any)")
      }
      // A template that prints no reference is the person's to vouch for.
      bench.invoicing.change { $0.documents[1] = .init(total: "131.00") }
      try await bench.act(.resolve(id, .isNumber("1")))
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].document?.number.text, "0001")
    }
  }

  /// As it is read where a stranger printed it, or a Punte whose database is lost.
  private func unproven(_ order: String) -> Set<InvoiceReference> {
    InvoiceReference.all(in: "[PUNTE magazin/\(order)/0:123456789012]")
  }

  @Test func `beside a reference that a stranger printed, the genuine one counts`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.documents[1]?.references.formUnion(unproven("1003")) }
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `a reference without our tag proves nothing, and a person's right answer is believed`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change {
        $0.documents[1]?.references = unproven("1").union(unproven("1003"))
      }
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.failure?.code, .documentDiffers)
      try await bench.act(.resolve(asking.id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `it is given up: the shop is told, and the series goes on`() async throws {
    try await inDoubt(.loseRequest) { bench, id in
      try await bench.act(.resolve(id, .giveUp))
      try await bench.drain()
      try await expectEqual(bench.states(), [.abandoned, .issued])
      expectEqual(bench.told.sorted(), ["invoice.failed", "invoice.issued"])
    }
  }

  // MARK: Crashes

  /// The story of an order, cut off after each step in turn, whatever the first call met.
  @Test(arguments: 0..<24, [ScriptedInvoicing.Script?.none, .issueAndLoseAnswer, .loseRequest])
  func `a process that dies after any step issues once, and tells it once`(
    steps: Int, script: ScriptedInvoicing.Script?
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = script.map { [$0] } ?? [] }
      try await bench.confirm()
      bench.stepsToLive = steps
      do { try await bench.drain() } catch is Workbench.Died {}
      try await bench.restart()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.documents.count, 1)
      let key = try await bench.invoices()[0].key
      expectEqual(bench.invoicing.current.documents[1]?.references, [key.reference])
      expectEqual(
        Set(bench.shop.notices.filter { $0.notice.type == "invoice.issued" }.map(\.id)).count, 1)
      try await expectEqual(bench.store.events(EventFilter()).count, 1)
    }
  }

  @Test func `a worker whose claim has passed to another changes nothing`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      let late = try await bench.claimAll()
      bench.clock.advance(by: Workbench.settings.lease + .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.perform(late[0]), .fenced)
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `what a lost claim was sending is in doubt, not stuck`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.perform(try await bench.claimAll()[0])
      let claim = try await bench.claimAll()[0]
      let invoice = try await bench.invoices()[0].id
      let request = ReservationRequest(
        invoice: invoice, fence: claim.fence, body: [], expectedNumber: 1, total: "131.00",
        currency: "RON", issuedOn: "2026-11-23")
      _ = try await bench.store.reserve(request, at: bench.clock.now())
      bench.clock.advance(by: Workbench.settings.lease + .seconds(1))
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
    }
  }
}
