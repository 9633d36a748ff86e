import Domain
import TestKit
import Testing

@testable import Engine

/// Documents in our series that aren't ours are found and reported, never guessed about.
@Suite struct AuditTests {
  func audit(_ bench: Workbench, by event: EventID = "night") async throws {
    let delivery = TimerEvent.seriesAudit.delivery(
      to: "magazin", for: event.rawValue, at: bench.clock.now())
    try await bench.receive(delivery.body, as: .inside(event.rawValue))
    try await bench.drain()
  }

  func note(_ bench: Workbench) async throws -> String? {
    try await bench.store.jobs(JobFilter(kind: .auditSeries)).first?.note
  }

  @Test func `a series that is all ours is said to be so`() async throws {
    try await Workbench.with { bench in
      try await audit(bench, by: "before any")
      expectEqual(bench.invoicing.current.looks, 0)
      try await bench.confirm()
      try await bench.drain()
      try await audit(bench)
      try await expectEqual(note(bench), JobNote(.allKnown).line)
      #expect(try await bench.store.stoppedSeries().isEmpty)
    }
  }

  @Test func `a document after our last is found at night, reported once, and then known`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.issueByHand(.init(total: "12.00"))
      try await audit(bench)
      let stop = try await bench.store.stoppedSeries().map(\.failure)
      expectEqual(stop, [Failure(.seriesGap, detail: "not issued by Punte: 0002")])
      let foreign = try await bench.store.foreignDocuments(limit: 10).map(\.document)
      expectEqual(
        foreign,
        [
          Candidate(
            number: InvoiceNumber(series: "FCT", text: "0002"), total: "12.00", references: [])
        ])
      try await bench.act(.resumeSeries(.sample))
      try await audit(bench, by: "the next night")
      #expect(try await bench.store.stoppedSeries().isEmpty)
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.invoices()[1].document?.number.text, "0003")
    }
  }

  @Test func `a gap that an invoice shows is looked up at once`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.issueByHand()
      bench.invoicing.change { $0.nextNumber += 1 }
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      let foreign = try await bench.store.foreignDocuments(limit: 10).map(\.document)
      expectEqual(Set(foreign.map(\.number.text)), ["0002", "0003"])
      // One of them isn't there at all.
      #expect(foreign.first { $0.number.text == "0003" }?.total == nil)
    }
  }

  @Test func `a second document with an order's reference raises the alarm by name`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      let reference = try await bench.invoices()[0].key.reference
      bench.invoicing.issueByHand(.init(total: "131.00", references: [reference]))
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      let alarm = Failure(.documentDuplicated, detail: "FCT 0002 carries [PUNTE magazin/1/0]")
      let held = try await bench.store.jobs(JobFilter(kind: .auditSeries, state: .held))
      expectEqual(held.map(\.failure), [alarm])
      try await expectEqual(bench.store.stoppedSeries().count, 1)
    }
  }

  @Test func `after a restart a series that moved meanwhile stops before anything is sent`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.issueByHand()
      try await bench.restart()
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(bench.states(), [.issued, .planned])
      try await expectEqual(bench.store.foreignDocuments(limit: 10).count, 1)
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.invoices()[1].document?.number.text, "0003")
    }
  }

  @Test func `each gap that one order meets is looked up`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.restart()
      bench.invoicing.issueByHand()
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      bench.invoicing.issueByHand()
      try await bench.act(.resumeSeries(.sample))
      bench.clock.advance(by: .seconds(5))
      try await bench.drain()
      let foreign = try await bench.store.foreignDocuments(limit: 10)
      expectEqual(foreign.map(\.document.number.text), ["0003", "0002"])
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.invoices()[1].document?.number.text, "0004")
    }
  }

  @Test func `a gap that is met again is looked up again: a document may have come and gone`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.restart()
      bench.invoicing.issueByHand()
      // The order meets the gap; when it is looked up, nothing stands there for a moment.
      bench.invoicing.change { $0.numberReadings = [.next(3), .next(2)] }
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      #expect(try await bench.store.foreignDocuments(limit: 10).isEmpty)
      try await bench.act(.resumeSeries(.sample))
      bench.clock.advance(by: .seconds(5))
      try await bench.drain()
      let foreign = try await bench.store.foreignDocuments(limit: 10)
      expectEqual(foreign.map(\.document.number.text), ["0002"])
    }
  }

  @Test func `deleted documents stop the series: their numbers would be given out again`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.nextNumber = 1 }
      try await audit(bench)
      let stop = try await bench.store.stoppedSeries().map(\.failure)
      expectEqual(stop, [Failure(.seriesGap, detail: "the next is 1, though 1 was issued")])
    }
  }

  @Test func `a number that is given out again is settled by saying what was deleted`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      let deleted = try await bench.invoices()[0].id
      bench.invoicing.change {
        $0.nextNumber = 1
        $0.documents = [:]
      }
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .needsPerson])
      try await expectEqual(bench.failures(.held), [.ledgerConflict])
      let asking = try await bench.invoices()[1].id
      try await bench.act(.resolve(deleted, .deleted))
      try await bench.act(.resolve(asking, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.abandoned, .issued])
      try await expectEqual(bench.invoices()[1].document?.number.text, "0001")
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `what was deleted and said to be so doesn't stop the series again`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      let deleted = try await bench.invoices()[1].id
      bench.invoicing.change {
        $0.documents[2] = nil
        $0.nextNumber = 2
      }
      try await audit(bench)
      try await expectEqual(bench.store.stoppedSeries().count, 1)
      try await bench.act(.resolve(deleted, .deleted))
      try await bench.act(.resumeSeries(.sample))
      try await bench.confirm("3", by: "e3")
      try await bench.finish()
      try await expectEqual(bench.invoices()[2].document?.number.text, "0002")
      #expect(try await bench.store.stoppedSeries().isEmpty)
      expectEqual(bench.invoicing.current.creates, 3)
    }
  }

  @Test func `said before anything was stopped, it doesn't stop the series either`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change {
        $0.documents = [:]
        $0.nextNumber = 1
      }
      try await bench.act(.resolve(try await bench.invoices()[0].id, .deleted))
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.invoices()[1].document?.number.text, "0001")
      #expect(try await bench.store.stoppedSeries().isEmpty)
    }
  }

  @Test func `resumed without a word of what was deleted, the series stops before it sends`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.nextNumber = 1 }
      try await audit(bench)
      try await bench.act(.resumeSeries(.sample))
      try await bench.confirm("2", by: "e2")
      try await bench.finish(roundsMax: 5)
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(bench.store.stoppedSeries().map(\.failure.code), [.seriesGap])
    }
  }

  @Test(arguments: [20_270_001, 2_027_000_001, 9_999_999_998])
  func `a series that was renumbered far ahead stops once, and a person accepts the jump`(
    next: Int
  ) async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.nextNumber = next }
      // The order doesn't know of it; the audit that follows does.
      try await bench.restart()
      try await bench.confirm("2", by: "e2")
      try await bench.finish(roundsMax: 5)
      expectEqual(bench.invoicing.current.creates, 1)
      let stop = try #require(try await bench.store.stoppedSeries().first)
      expectEqual(stop.failure.code, .seriesJumped)
      expectEqual(stop.failure.detail?.contains("the next is \(next)"), true)
      #expect(try await bench.store.foreignDocuments(limit: 1000).count < 100)
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.invoices()[1].document?.number.text, "\(next)")
      // The nights after it know.
      try await audit(bench)
      #expect(try await bench.store.stoppedSeries().isEmpty)
      try await expectEqual(note(bench), JobNote(.allKnown).line)
    }
  }

  @Test func `a jump that an answer shows is accepted in the same way`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.nextNumber = 2_027_000_001 }
      try await bench.confirm("2", by: "e2")
      try await bench.confirm("3", by: "e3")
      try await bench.finish(roundsMax: 5)
      try await expectEqual(bench.states(), [.issued, .issued, .planned])
      try await expectEqual(bench.store.stoppedSeries().map(\.failure.code), [.seriesJumped])
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued, .issued])
      try await audit(bench)
      #expect(try await bench.store.stoppedSeries().isEmpty)
    }
  }

  @Test func `a document with an order's reference beside a jump raises its own alarm`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      let reference = try await bench.invoices()[0].key.reference
      bench.invoicing.issueByHand(.init(total: "131.00", references: [reference]))
      bench.invoicing.change { $0.nextNumber = 20_270_001 }
      try await audit(bench)
      try await expectEqual(bench.failures(.held), [.documentDuplicated])
    }
  }

  @Test func `sixty unknown documents are looked up in two goes`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      for _ in 0..<60 { bench.invoicing.issueByHand() }
      try await audit(bench)
      try await expectEqual(bench.store.foreignDocuments(limit: 100).count, 60)
      try await expectEqual(bench.store.record(of: .sample, unknownMax: 1).last, 61)
      try await expectEqual(note(bench), JobNote(.numbersUnknown, detail: "10").line)
    }
  }

  @Test func `what is looked up are the gaps, and what came after the last known`() async throws {
    let record = SeriesRecord(
      unknown: Array(2..<100), first: 1, last: 100, holdsOurs: true, unclear: nil)
    let numbers = AuditPerformer.numbers(of: record, next: 103, isVerification: false)
    expectEqual(numbers, Array(2..<52))
    func few(unclear: Invoice.ID?) -> SeriesRecord {
      SeriesRecord(unknown: [7], first: 6, last: 9, holdsOurs: true, unclear: unclear)
    }
    expectEqual(
      AuditPerformer.numbers(of: few(unclear: nil), next: 12, isVerification: false), [7, 10, 11])
    // One of the last may be ours.
    expectEqual(AuditPerformer.numbers(of: few(unclear: 3), next: 12, isVerification: false), [7])
    // Of a jump its ends, whatever its length.
    let ends = AuditPerformer.numbers(of: few(unclear: nil), next: .max, isVerification: false)
    #expect(ends.prefix(3) == [7, 10, 11] && ends.last == .max - 1 && ends.count == 41)
  }

  @Test func `a restored ledger that knows nothing of ours is led back from the end`() {
    func record(first: Int?) -> SeriesRecord {
      SeriesRecord(
        unknown: [], first: first, last: first, holdsOurs: false, unclear: nil, isUnverified: true)
    }
    expectEqual(
      AuditPerformer.numbers(of: record(first: nil), next: 31, isVerification: true), Array(11..<31)
    )
    expectEqual(
      AuditPerformer.numbers(of: record(first: 11), next: 31, isVerification: true), Array(1..<11))
    expectEqual(AuditPerformer.numbers(of: record(first: 1), next: 31, isVerification: true), [])
  }
}
