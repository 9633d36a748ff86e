import Domain
import TestKit
import Testing

@testable import Engine

/// What a new database may conclude from the documents that it finds: what wasn't read, or isn't there
/// though it should be, is no evidence that an order has no invoice.
@Suite struct SearchEvidenceTests {
  private func work(_ bench: Workbench, rounds: Int = 10) async throws {
    for _ in 0..<rounds {
      try await bench.drain()
      bench.clock.advance(by: .seconds(5))
    }
  }

  private func stops(_ bench: Workbench) async throws -> [String: Failure] {
    let stopped = try await bench.store.stoppedSeries()
    return Dictionary(uniqueKeysWithValues: stopped.map { ($0.series.name, $0.failure) })
  }

  /// An order is invoiced, and the database lost.
  private func loseOrder(_ bench: Workbench) async throws {
    try await bench.confirm("1", by: "e1")
    try await bench.drain()
    try await bench.loseDatabase()
    expectEqual(bench.invoicing.current.creates, 1)
  }

  /// A person says that the series may go on.
  private func resume(_ bench: Workbench, _ names: String...) async throws {
    for name in names {
      try await bench.act(.resumeSeries(Series(cif: Series.sample.cif, name: name)))
    }
    try await bench.finish()
  }

  // MARK: What can't be read

  @Test func `a document that can't be read stops the series, and no order is issued again`()
    async throws
  {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { $0.documents[1]?.isUnread = true }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      // It is looked at again before a person is asked.
      #expect(try await bench.failures(.available).contains(.documentUnreadable))
      #expect(try await stops(bench).isEmpty)
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      let stop = try #require(try await stops(bench)["FCT"])
      expectEqual(stop.code, .seriesRestored)
      expectEqual(stop.detail?.hasSuffix("/ FCT 0001, whose PDF can't be read"), true)
      let found = try await bench.store.foreignDocuments(limit: 10).map(\.document)
      expectEqual(found.map(\.isUnread), [true])
      // It comes to the order's total, and nobody knows whose it is.
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.needsPerson])
      expectEqual(bench.invoicing.current.creates, 1)
      try await bench.act(.resolve(try await bench.invoices()[0].id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(bench.invoices()[0].document?.number.text, "0001")
    }
  }

  @Test func `what could not be read is read again before an order of its total is sent`()
    async throws
  {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { $0.documents[1]?.isUnread = true }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      try await expectEqual(stops(bench)["FCT"]?.code, .seriesRestored)
      bench.invoicing.change { $0.documents[1]?.isUnread = false }
      // It bears the order's reference, by a tag of the older database.
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.needsPerson])
      try await expectEqual(bench.invoices()[0].failure?.code, .documentDiffers)
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `what a person leaves to others is not met again`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.issueByHand(.init(total: "131.00", references: [], isUnread: true))
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.needsPerson])
      try await bench.act(.resolve(try await bench.invoices()[0].id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(bench.invoices()[0].document?.number.text, "0002")
    }
  }

  @Test func `a document that can be read at the next look is taken as it is`() async throws {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { $0.documents[1]?.isUnread = true }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.documents[1]?.isUnread = false }
      try await work(bench)
      let stop = try #require(try await stops(bench)["FCT"])
      expectEqual(stop.detail?.hasSuffix("/ FCT 0001, with a reference of ours"), true)
    }
  }

  @Test func `the search goes on behind a document that can't be read`() async throws {
    try await Workbench.with { bench in
      for number in 1...30 {
        let text = number == 5 ? "[PUNTE magazin/5/0:123456789012]" : ""
        bench.invoicing.issueByHand(
          .init(
            total: "131.00", references: InvoiceReference.all(in: text), isUnread: number == 25))
      }
      try await bench.confirm("5", by: "e5")
      try await work(bench, rounds: 20)
      expectEqual(bench.invoicing.current.creates, 0)
      let detail = try #require(try await stops(bench)["FCT"]?.detail)
      let words =
        "FCT 0005 to 0030, 1 of them with a reference of ours; PDFs that can't be read: 1"
      #expect(detail.hasSuffix(words), "\(detail)")
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.needsPerson])
    }
  }

  @Test func `one in another series of the company stops the order's series too`() async throws {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { state in
        state.documents[1]?.isUnread = true
        state.otherSeries = ["OLD": 2]
        state.nextNumber = 1
      }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(stops(bench).keys.sorted(), ["FCT", "OLD"])
    }
  }

  @Test func `an invoice in doubt isn't decided by what can't be read`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.documents[1]?.isUnread = true }
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      #expect(try await bench.failures(.available).contains(.documentUnreadable))
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.failure?.code, .documentUnreadable)
      expectEqual(asking.candidates.map(\.isUnread), [true])
      // A person has seen it.
      try await bench.act(.resolve(asking.id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `of a person's number the total must be right, though it can't be read`() async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { state in
        state.documents[1]?.isUnread = true
        state.documents[1]?.total = "99.00"
      }
      try await bench.finish()
      try await bench.act(.resolve(try await bench.invoices()[0].id, .isNumber("1")))
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.failure?.code, .namedNumberWrong)
    }
  }

  @Test func `an unknown document that can't be read is told as such`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.issueByHand(.init(total: "131.00", isUnread: true))
      let night = TimerEvent.seriesAudit.delivery(
        to: "magazin", for: "night", at: bench.clock.now())
      try await bench.receive(night.body, as: .inside("night"))
      try await work(bench)
      let stop = try #require(try await stops(bench)["FCT"])
      expectEqual(stop.code, .seriesGap)
      expectEqual(stop.detail, "not issued by Punte: 0002; can't be read: 0002")
    }
  }

  // MARK: What isn't there

  @Test func `a number that SmartBill denied is looked up again until a person resumes the series`()
    async throws
  {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      let documents = bench.invoicing.current.documents
      bench.invoicing.change { $0.documents = [:] }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      try await expectEqual(stops(bench)["FCT"]?.code, .seriesJumped)
      bench.invoicing.change { $0.documents = documents }
      bench.clock.advance(by: AuditPerformer.deniedDelay)
      try await work(bench)
      let stop = try #require(try await stops(bench)["FCT"])
      expectEqual(stop.code, .seriesRestored)
      expectEqual(stop.detail?.hasSuffix("/ FCT 0001, with a reference of ours"), true)
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.needsPerson])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `a number before the next that SmartBill denies stops the series, once`()
    async throws
  {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { $0.documents = [:] }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      let stop = try #require(try await stops(bench)["FCT"])
      expectEqual(stop.code, .seriesJumped)
      expectEqual(stop.detail?.hasSuffix("/ FCT 0001 doesn't exist, though the next is 2"), true)
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.issued])
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      #expect(try await stops(bench).isEmpty)
    }
  }

  @Test func `in another series of the company it stops the order's series too`() async throws {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { state in
        state.documents = [:]
        state.otherSeries = ["OLD": 2]
        state.nextNumber = 1
      }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      let stops = try await stops(bench)
      expectEqual(stops["OLD"]?.code, .seriesJumped)
      expectEqual(stops["FCT"]?.code, .seriesRestored)
      // As for an order of a series that no search has stopped: it may be in the other all the same.
      try await bench.act(.resumeSeries(.sample))
      bench.clock.advance(by: .seconds(300))
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      try await resume(bench, "OLD")
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `a number is asked for without its zeros too`() async throws {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { $0.takesBareNumbers = true }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(stops(bench)["FCT"]?.code, .seriesRestored)
      let found = try await bench.store.foreignDocuments(limit: 10).map(\.document.number.text)
      expectEqual(found, ["0001"])
    }
  }

  @Test(arguments: [21, 5001, 20_270_001])
  func `a series without documents that begins at a higher number stops once, after few calls`(
    next: Int
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.nextNumber = next }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(stops(bench)["FCT"]?.code, .seriesJumped)
      #expect(bench.invoicing.current.documentLooks <= 2 * AuditPerformer.numbersBackMax)
      try await resume(bench, "FCT")
      let number = try await bench.invoices()[0].document?.number
      expectEqual(number, InvoiceNumber(series: "FCT", value: next))
    }
  }

  @Test(arguments: [(5, true), (25, false)])
  func `of a series that began at a higher number twenty documents are enough`(
    count: Int, stopsIt: Bool
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.nextNumber = 100 }
      for _ in 0..<count { bench.invoicing.issueByHand() }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      try await expectEqual(stops(bench)["FCT"]?.code, (stopsIt ? .seriesJumped : nil))
      expectEqual(bench.invoicing.current.creates, (stopsIt ? 0 : 1))
      // It is known already, or a person's word.
      if stopsIt { try await resume(bench, "FCT") }
      try await expectEqual(bench.invoices()[0].document?.number.value, 100 + count)
    }
  }

  // MARK: What is no order's invoice

  @Test(arguments: [20, 60])
  func `stornos and refunds don't end the search`(count: Int) async throws {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      for number in 0..<count {
        bench.invoicing.issueByHand(.init(total: number == 0 ? "0.00" : "-131.00"))
      }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(stops(bench)["FCT"]?.code, .seriesRestored)
      try await resume(bench, "FCT")
      try await expectEqual(bench.states(), [.needsPerson])
      try await expectEqual(bench.invoices()[0].candidates.map(\.number.text), ["0001"])
    }
  }

  @Test func `where there is nothing but stornos, no person is asked`() async throws {
    try await Workbench.with { bench in
      for _ in 0..<30 { bench.invoicing.issueByHand(.init(total: "-1.00")) }
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      try await expectEqual(bench.invoices()[0].document?.number.text, "0031")
      #expect(try await stops(bench).isEmpty)
    }
  }

  @Test func `after so many numbers that are no order's invoice, a person decides`() async throws {
    try await Workbench.with { bench in
      let count = AuditPerformer.numbersPassedMax + 20
      for _ in 0..<count { bench.invoicing.issueByHand(.init(total: "-1.00")) }
      try await bench.confirm("1", by: "e1")
      try await work(bench)
      expectEqual(bench.invoicing.current.creates, 0)
      expectEqual(bench.invoicing.current.documentLooks, AuditPerformer.numbersPassedMax)
      let stop = try #require(try await stops(bench)["FCT"])
      expectEqual(stop.code, .seriesRestored)
      expectEqual(stop.detail?.contains("searched back over 500 numbers"), true)
      try await resume(bench, "FCT")
      try await expectEqual(bench.invoices()[0].document?.number.value, count + 1)
    }
  }

  // MARK: The company

  @Test func `a list with a series that can't be read is no list: the order waits`() async throws {
    try await Workbench.with { bench in
      try await loseOrder(bench)
      bench.invoicing.change { state in
        state.numberReadings = [.unavailable(Failure(.seriesUnreadable, detail: "OLD"))]
      }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await expectEqual(bench.failures(.available), [.seriesUnreadable])
      expectEqual(bench.invoicing.current.creates, 1)
      #expect(try await bench.store.jobs(JobFilter(kind: .auditSeries)).isEmpty)
    }
  }
}
