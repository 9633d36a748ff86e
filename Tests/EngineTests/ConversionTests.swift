import Domain
import TestKit
import Testing

@testable import Engine

/// Invoices that are made from proformas.
@Suite struct ConversionTests {
  private func withProforma(_ body: (Workbench) async throws -> Void) async throws {
    try await Workbench.with(policy: ProformaTests.policy) { bench in
      try await bench.proforma()
      try await bench.finish()
      try await body(bench)
    }
  }

  /// The order's invoices, the oldest first.
  private func invoices(_ bench: Workbench) async throws -> [Invoice] {
    try await bench.invoices().filter { $0.key.kind == .invoice }
  }

  @Test func `an invoice is made from the proforma that stands, and its total looked up`()
    async throws
  {
    try await withProforma { bench in
      try await bench.confirm()
      try await bench.finish()
      let invoice = try #require(try await invoices(bench).first)
      let proforma = try #require(try await bench.invoices().first)
      #expect(invoice.state == .issued && invoice.proforma == proforma.id)
      #expect(invoice.proformaNote == nil)
      expectEqual(bench.invoicing.current.documents[1]?.proforma, 1)
      try await expectEqual(
        bench.store.jobs(JobFilter(kind: .confirmTotal)).map(\.note),
        [JobNote(.totalIsRight, detail: "131.00").line])
    }
  }

  @Test func `an order that changed is invoiced itself, and the invoice says why`() async throws {
    try await withProforma { bench in
      try await bench.receive(SampleEvent.statusChanged(.sample(price: "99.00")), as: "confirm")
      try await bench.finish()
      let invoice = try #require(try await invoices(bench).first)
      #expect(invoice.state == .issued && invoice.proforma == nil)
      expectEqual(
        invoice.proformaNote, JobNote(.proformaDiffers, detail: "PRO 0001: it differs").line)
      expectEqual(
        bench.invoicing.current.documents[1],
        .init(
          total: "99.00", references: [invoice.key.reference]))
    }
  }

  @Test func `a proforma that is cancelled, or about to be, is not invoiced`() async throws {
    try await withProforma { bench in
      bench.invoicing.change {
        $0.proformaCancelReadings = [.unavailable(Failure(.smartBillUnreachable))]
      }
      try await bench.cancelProforma()
      try await bench.drain()
      try await bench.confirm()
      try await bench.finish()
      #expect(bench.invoicing.current.documents[1]?.proforma == nil)
      try await expectEqual(bench.states(), [.cancelled, .issued])
    }
  }

  @Test func `one that SmartBill has no more is left aside`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.proformas = [:] }
      try await bench.confirm()
      try await bench.finish()
      let invoice = try #require(try await invoices(bench).first)
      #expect(invoice.state == .issued && invoice.proforma == nil)
      expectEqual(invoice.proformaNote, JobNote(.proformaGone, detail: "PRO 0001").line)
    }
  }

  @Test func `a lost answer is decided by the proforma, and never sent again`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      // What is printed says nothing: SmartBill may copy the proforma's mentions.
      bench.invoicing.change { $0.documents[1]?.references = [] }
      try await bench.request()
      try await bench.finish()
      try await expectEqual(invoices(bench).map(\.state), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `what was not made is sent again, once both say so, twice`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm()
      try await bench.drain()
      let before = bench.invoicing.current.conversionLooks
      try await bench.finish()
      // Two looks in doubt, and one before it is sent again.
      expectEqual(bench.invoicing.current.conversionLooks, before + 3)
      expectEqual(bench.invoicing.current.creates, 2)
      #expect(try await invoices(bench).first?.proforma != nil)
    }
  }

  @Test func `the series says nothing was made, and the proforma does: nobody sends again`()
    async throws
  {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      bench.invoicing.change { $0.numberReadings = [.next(1), .next(1), .next(1), .next(1)] }
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(invoices(bench).map(\.state), [.needsPerson])
      try await expectEqual(bench.failures(.held), [.documentDiffers])
    }
  }

  @Test func `a new document that nothing of the proforma became is a person's`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.issueByHand()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.seriesMoved])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `ours among others' is taken over, and they stop the series`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.issueByHand()
      try await bench.finish()
      let invoice = try #require(try await invoices(bench).first)
      #expect(invoice.state == .issued && invoice.document?.number.text == "0001")
      try await expectEqual(bench.store.stoppedSeries().map(\.failure.code), [.seriesGap])
    }
  }

  @Test func `another total than the order's is a person's, whatever the proforma says`()
    async throws
  {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.documents[1]?.total = "130.00" }
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.documentDiffers])
    }
  }

  @Test func `one invoiced twice in SmartBill raises the alarm`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.issueByHand(.init(total: "131.00", proforma: 1))
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.documentDuplicated])
    }
  }

  // MARK: Invoiced before

  @Test func `a proforma that a person invoiced in our series is taken over, not invoiced again`()
    async throws
  {
    try await withProforma { bench in
      bench.invoicing.issueByHand(.init(total: "131.00", proforma: 1))
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(invoices(bench).first?.document?.number.text, "0001")
    }
  }

  @Test func `one that a person invoiced elsewhere is held until the proforma is left aside`()
    async throws
  {
    try await withProforma { bench in
      bench.invoicing.change {
        $0.conversionReadings = [.invoices([InvoiceNumber(series: "MAN", text: "0007")])]
      }
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(bench.failures(.held), [.proformaInvoiced])
      try await bench.cancelProforma()
      try await bench.finish()
      try await bench.request()
      try await bench.finish()
      #expect(bench.invoicing.current.documents[1]?.proforma == nil)
      try await expectEqual(invoices(bench).map(\.state), [.issued])
    }
  }

  @Test func `the next invoice of an order isn't made from a proforma that was invoiced`()
    async throws
  {
    try await withProforma { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.cancel()
      try await bench.finish()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(invoices(bench).map(\.state), [.cancelled, .issued])
      expectEqual(bench.invoicing.current.documents.values.compactMap(\.proforma), [1])
    }
  }

  @Test func `while one is in doubt no other is made from its proforma`() async throws {
    try await withProforma { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm()
      try await bench.drain()
      let id = try #require(try await invoices(bench).first?.id)
      bench.invoicing.change { $0.numberReadings = Array(repeating: .next(9), count: 9) }
      try await bench.finish()
      try await expectEqual(invoices(bench).map(\.state), [.needsPerson])
      try await bench.act(.resolve(id, .giveUp))
      bench.invoicing.change { $0.numberReadings = [] }
      try await bench.request()
      try await bench.finish()
      // Given up, nobody knows whether it is there: the proforma is not invoiced again.
      try await expectEqual(invoices(bench).map(\.state), [.abandoned, .issued])
      #expect(bench.invoicing.current.documents.values.compactMap(\.proforma).isEmpty)
    }
  }

  @Test func `whenever the process dies, there is one proforma, and one invoice of it`()
    async throws
  {
    var deaths = 0
    for steps in 0..<40 {
      try await Workbench.with(policy: ProformaTests.policy) { bench in
        try await bench.proforma()
        bench.stepsToLive = steps
        do {
          try await bench.finish()
          try await bench.confirm()
          try await bench.finish()
        } catch is Workbench.Died {
          deaths += 1
        }
        try await bench.restart()
        try await bench.finish()
        try await bench.confirm()
        try await bench.finish()
        let smartBill = bench.invoicing.current
        expectEqual(smartBill.proformas.count, 1, "\(steps)")
        expectEqual(smartBill.documents.count, 1, "\(steps)")
        try await expectEqual(bench.states(), [.issued, .issued], "\(steps)")
      }
    }
    #expect(deaths > 20)
  }
}
