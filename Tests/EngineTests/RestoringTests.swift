import Domain
import TestKit
import Testing

@testable import Engine

/// After the database was lost, and restored from a copy that is older than some of its invoices.
@Suite struct RestoringTests {
  @Test func `a series that nothing happened on since the copy goes on by itself`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.backUp()
      try await bench.restoreCopy()
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      // Not before SmartBill was asked.
      #expect(try await bench.failures(.available).contains(.seriesRestored))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      #expect(try await bench.store.stoppedSeries().isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func `orders whose invoices the copy doesn't know take them over, and none is issued twice`(
    knowsSome: Bool
  ) async throws {
    try await Workbench.with { bench in
      // A person used the series before.
      bench.invoicing.issueByHand()
      if knowsSome {
        try await bench.confirm("0", by: "e0")
        try await bench.finish()
      }
      try await bench.backUp()
      for order in 1...25 {
        try await bench.confirm(OrderID("\(order)"), by: EventID("e\(order)"))
      }
      try await bench.finish()
      let numbers = try await bench.invoices().map(\.document?.number)
      let creates = bench.invoicing.current.creates
      try await bench.restoreCopy()

      // The shop sends again what it has, in another order, and one more.
      for order in (1...26).reversed() {
        try await bench.confirm(OrderID("\(order)"), by: EventID("e\(order)"))
      }
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, creates)
      let stop = try #require(try await bench.store.stoppedSeries().first)
      expectEqual(stop.failure.code, .seriesRestored)
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish(roundsMax: 400)
      expectEqual(bench.invoicing.current.creates, creates + 1)
      let invoices = try await bench.invoices()
      #expect(invoices.allSatisfy { $0.state == .issued })
      let restored = Dictionary(
        uniqueKeysWithValues: invoices.map { ($0.key.order, $0.document?.number) })
      for (index, number) in numbers.suffix(25).enumerated() {
        expectEqual(restored[OrderID("\(index + 1)")], number)
      }
      // Known as ours now.
      let foreign = try await bench.store.foreignDocuments(limit: 100)
      #expect(foreign.allSatisfy { $0.document.references.isEmpty })
    }
  }

  @Test func `a document that differs from its order is a person's to decide`() async throws {
    try await Workbench.with { bench in
      let key = InvoiceKey(account: "firma", shop: "magazin", order: "1", revision: 0)
      try await bench.confirm("0", by: "e0")
      try await bench.drain()
      try await bench.backUp()
      bench.invoicing.issueByHand(.init(total: "99.00", references: [key.reference]))
      try await bench.restoreCopy()
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.act(.resumeSeries(.sample))
      bench.clock.advance(by: .seconds(5))
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .needsPerson])
      let asking = try await bench.invoices()[1]
      expectEqual(asking.failure?.code, .documentDiffers)
      expectEqual(asking.candidates.map(\.number.text), ["0002"])
      // It was cancelled, says a person: then it isn't asked about again.
      try await bench.act(.resolve(asking.id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await expectEqual(bench.invoices()[1].document?.number.text, "0003")
    }
  }

  @Test(arguments: [true, false])
  func `what exists is taken over, though today's rules would refuse it`(isRestored: Bool)
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("0", by: "e0")
      try await bench.drain()
      try await bench.backUp()
      let key = InvoiceKey(account: "firma", shop: "magazin", order: "1", revision: 0)
      if isRestored {
        try await bench.confirm("1", by: "e1")
        try await bench.drain()
        try await bench.restoreCopy()
      } else {
        // It appears after it was proven not to exist.
        bench.invoicing.change { $0.scripts = [.loseRequest, .fail] }
        try await bench.confirm("1", by: "e1")
        try await bench.drain()
        for _ in 0..<2 {
          bench.clock.advance(by: .seconds(120))
          try await bench.drain()
        }
        try await expectEqual(bench.states(), [.issued, .planned])
        bench.invoicing.issueByHand(.init(total: "131.00", references: [key.reference]))
        try await bench.restart()
      }
      // The rates of VAT have changed.
      bench.invoicing.change { $0.preparationFailure = Failure(.vatRateNotValid) }
      let creates = bench.invoicing.current.creates
      try await bench.confirm("1", by: "again")
      try await bench.finish(roundsMax: 10)
      if !isRestored {
        bench.invoicing.change { $0.preparationFailure = nil }
        try await bench.confirm("2", by: "e2")
        try await bench.finish(roundsMax: 10)
        bench.invoicing.change { $0.preparationFailure = Failure(.vatRateNotValid) }
      }
      try await bench.act(.resumeSeries(.sample))
      try await bench.confirm("1", by: "and again")
      try await bench.finish(roundsMax: 30)
      let invoice = try #require(try await bench.invoices().first { $0.key == key })
      expectEqual(invoice.state, .issued, "\(invoice)")
      expectEqual(invoice.document?.number.text, "0002")
      expectEqual(bench.invoicing.current.creates, creates)
    }
  }

  @Test func `an invoice that was being sent when the copy was made is looked for first`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("0", by: "e0")
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.backUp()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await bench.restoreCopy()
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued, .issued])
      expectEqual(bench.invoicing.current.creates, 3)
    }
  }

  // MARK: What bears no reference

  /// - Parameter waits: the copy holds the e-mail's job, which was still to be done.
  @Test(arguments: [true, false])
  func `an e-mail that may have gone out since the copy is a person's`(waits: Bool)
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      if waits { try await bench.send("1") }
      try await bench.backUp()
      if !waits { try await bench.send("1") }
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      bench.clock.advance(by: .seconds(60))
      try await bench.restoreCopy()
      try await bench.send("1")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
      expectEqual(bench.told.last, "invoice.failed")
      let held = try await bench.store.jobs(JobFilter(kind: .sendInvoice, state: .held))
      try await bench.act(.requeue(try #require(held.first).id))
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 2)
      expectEqual(bench.told.last, "invoice.sent")
    }
  }

  @Test func `an e-mail that is asked for since the restore, or of a later invoice, goes out`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      try await bench.backUp()
      try await bench.restoreCopy()
      bench.clock.advance(by: .seconds(3600))
      let press = SampleEvent.at(
        bench.clock.now().description, SampleEvent.sendRequested("1"))
      try await bench.receive(press, as: "press")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      // Its event is older than the restore.
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await bench.send("2", by: "send 2")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0002"]?.count, 1)
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  /// - Parameter isOurs: else a person's own storno, of another invoice, comes to as much.
  @Test(arguments: [true, false])
  func `a storno that was made after the copy is taken over, and another's isn't`(isOurs: Bool)
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      try await bench.backUp()
      if isOurs {
        try await bench.refund("R1", isFull: true, of: .sample(id: "1"))
        try await bench.finish()
        try await expectEqual(bench.states(), [.reversed, .issued])
      } else {
        bench.invoicing.issueByHand(
          .init(total: "-131.00", names: InvoiceNumber(series: "FCT", text: "0009")))
      }
      let creates = bench.invoicing.current.creates
      try await bench.restoreCopy()
      try await bench.refund("R1", isFull: true, of: .sample(id: "1"))
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, creates)
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
      expectEqual(bench.invoicing.current.creates, creates + (isOurs ? 0 : 1))
      let storno = try await bench.invoices()[1]
      expectEqual(storno.key.kind, .storno)
      expectEqual(storno.document?.number.text, (isOurs ? "0002" : "0003"))
      expectEqual(storno.isAdopted, isOurs)
      #expect(try await bench.failures(.held).isEmpty)
      expectEqual(bench.told.last, "invoice.reversed")
    }
  }

  @Test func `an order's callbacks go on above what it may have been told`() async throws {
    try await Workbench.with { bench in
      try await bench.backUp()
      try await bench.confirm()
      try await bench.drain()
      let told = try #require(bench.shop.notices.last)
      try await bench.restoreCopy()
      try await bench.confirm()
      try await bench.drain()
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      let again = try #require(bench.shop.notices.last)
      expectEqual(again.notice.content, told.notice.content)
      #expect(again.id != told.id)
      #expect(again.sequence > told.sequence)
    }
  }
}
