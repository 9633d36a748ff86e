import Domain
import TestKit
import Testing

@testable import Engine

/// A database that knows nothing of what SmartBill holds: it is new, or another's.
@Suite struct LostLedgerTests {
  private func stopped(_ bench: Workbench) async throws -> [String] {
    try await bench.store.stoppedSeries().map(\.series.name).sorted()
  }

  @Test func `where a company has no document, the first order costs no further call`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.otherSeries = ["FCB": 1] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .issued])
      expectEqual(bench.invoicing.current.listings, 1)
      expectEqual(bench.invoicing.current.looks, 1)
    }
  }

  @Test func `where only others' documents are found, no person is asked`() async throws {
    try await Workbench.with { bench in
      for _ in 0..<100 { bench.invoicing.issueByHand() }
      bench.invoicing.change { $0.otherSeries = ["HAND": 57] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 0)
      try await expectEqual(bench.failures(.available), [.seriesRestored])
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(bench.invoices()[0].document?.number.text, "0101")
      #expect(try await stopped(bench).isEmpty)
      // None of theirs is kept.
      #expect(try await bench.store.foreignDocuments(limit: 10).isEmpty)
      let audits = try await bench.store.jobs(JobFilter(kind: .auditSeries))
      expectEqual(audits.map(\.state), [.completed, .completed])
    }
  }

  @Test func `of orders whose invoices it doesn't know, none is issued again`() async throws {
    try await Workbench.with { bench in
      for order in 1...3 {
        try await bench.confirm(OrderID("\(order)"), by: EventID("e\(order)"))
      }
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 3)
      try await bench.loseDatabase()
      // The shop sends again what it has, and one more.
      for order in (1...4).reversed() {
        try await bench.confirm(OrderID("\(order)"), by: EventID("e\(order)"))
      }
      for _ in 0..<10 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      expectEqual(bench.invoicing.current.creates, 3)
      let stop = try #require(try await bench.store.stoppedSeries().first)
      expectEqual(stop.failure.code, .seriesRestored)
      expectEqual(stop.failure.detail?.contains("3 of them with a reference of ours"), true)

      // A person's one word opens the series; of each order with a document he decides.
      try await bench.act(.resumeSeries(.sample))
      for _ in 0..<20 {
        try await bench.finish(roundsMax: 5)
        guard
          let asking = try await bench.invoices().first(where: { $0.state == .needsPerson })
        else { break }
        expectEqual(asking.failure?.code, .documentDiffers)
        expectEqual(asking.failure?.detail?.contains("without a tag of this database"), true)
        #expect(asking.isAdopted)
        try await bench.act(.resolve(asking.id, .isNumber(asking.key.order.rawValue)))
      }
      try await expectEqual(bench.states(), [.issued, .issued, .issued, .issued])
      expectEqual(bench.invoicing.current.creates, 4)
      expectEqual(bench.invoicing.current.documents.count, 4)
      for invoice in try await bench.invoices() {
        expectEqual(invoice.document?.number.value.map { "\($0)" }, invoice.key.order.rawValue)
      }
    }
  }

  @Test func `an order's invoice is found in a series that the settings don't name any more`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.loseDatabase()
      // It stands in the old series; the new one is empty.
      bench.invoicing.change { state in
        state.documents[7] = state.documents.removeValue(forKey: 1)
        state.otherSeries = ["OLD": 8]
        state.nextNumber = 1
      }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      for _ in 0..<10 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(stopped(bench), ["FCT", "OLD"])
      try await bench.act(.resumeSeries(.sample))
      try await bench.act(.resumeSeries(Series(cif: Series.sample.cif, name: "OLD")))
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.candidates.map(\.number), [InvoiceNumber(series: "OLD", value: 7)])
      try await bench.act(.resolve(asking.id, .isNumber("7")))
      try await bench.finish()
      let invoices = try await bench.invoices()
      expectEqual(invoices.map(\.state), [.issued, .issued])
      expectEqual(invoices.map(\.document?.number.description), ["OLD 0007", "FCT 0001"])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `what a person says is another's is issued in the order's own series`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { state in
        state.documents[7] = .init(
          total: "131.00",
          references: InvoiceReference.all(in: "[PUNTE magazin/1/0:123456789012]"))
        state.otherSeries = ["OLD": 8]
      }
      try await bench.confirm("1", by: "e1")
      for _ in 0..<10 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      for series in try await bench.store.stoppedSeries() {
        try await bench.act(.resumeSeries(series.series))
      }
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      try await bench.act(.resolve(asking.id, .sendAgain))
      try await bench.finish()
      let invoice = try await bench.invoices()[0]
      expectEqual(invoice.document?.number.description, "FCT 0001")
      #expect(!invoice.isAdopted)
    }
  }

  @Test func `the invoice of an order's next revision is found too`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.cancel("1", by: "e2")
      try await bench.drain()
      try await bench.request("1", by: "e3")
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 2)
      try await bench.loseDatabase()
      // The cancelled one is not found any more.
      bench.invoicing.change { $0.documents[1]?.references = [] }
      try await bench.request("1", by: "e3")
      for _ in 0..<10 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      expectEqual(asking.state, .needsPerson)
      expectEqual(asking.candidates.map(\.number.text), ["0002"])
      try await bench.act(.resolve(asking.id, .isNumber("2")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `an order that was given up meets its document when it is asked for again`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      bench.invoicing.change { $0.documents[1]?.total = "99.00" }
      try await bench.finish()
      try await expectEqual(bench.states(), [.needsPerson])
      try await bench.act(.resolve(try await bench.invoices()[0].id, .giveUp))
      try await bench.drain()
      try await bench.request("1", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.states(), [.abandoned, .needsPerson])
      expectEqual(bench.invoicing.current.creates, 1)
      // Only who says that it is another's has it issued.
      try await bench.act(.resolve(try await bench.invoices()[1].id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.abandoned, .issued])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `an order that was drafted, or invoiced of its draft, is a person's`() async throws {
    for isDraft in [true, false] {
      var policy = ShopPolicy.sample
      policy.isDraft = isDraft
      try await Workbench.with(policy: policy) { bench in
        bench.invoicing.issueByHand(
          .init(
            total: "131.00",
            references: InvoiceReference.all(in: "[PUNTE magazin/1/draft/0:123456789012]")))
        try await bench.confirm("1", by: "e1")
        for _ in 0..<10 {
          try await bench.drain()
          bench.clock.advance(by: .seconds(5))
        }
        try await bench.act(.resumeSeries(.sample))
        try await bench.finish()
        expectEqual(bench.invoicing.current.creates, 0)
        try await expectEqual(bench.failures(.held), [.documentDiffers])
      }
    }
  }

  @Test func `invoices that a person made of this database's drafts don't stop the series`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.isDraft = true
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      let key = try await bench.invoices()[0].key
      bench.invoicing.issueByHand(.init(total: "131.00", references: [key.reference]))
      policy.isDraft = false
      try await bench.restart(policy: policy)
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      #expect(try await stopped(bench).isEmpty)
    }
  }

  @Test func `the search goes on until twenty documents in a row bear no reference`()
    async throws
  {
    try await Workbench.with { bench in
      func bears(_ number: Int) -> Bool { number == 12 || number == 30 || number == 55 }
      for number in 1...60 {
        let text = bears(number) ? "[PUNTE magazin/\(number)/0:123456789012]" : ""
        bench.invoicing.issueByHand(
          .init(total: "131.00", references: InvoiceReference.all(in: text)))
      }
      try await bench.confirm("30", by: "e1")
      for _ in 0..<20 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      let seen = try await bench.store.foreignDocuments(limit: 100)
        .filter { !$0.document.references.isEmpty }.map(\.document.number.value)
      // Between 30 and 55 there are 24 without.
      expectEqual(Set(seen), [55])
      expectEqual(bench.invoicing.current.creates, 0)
    }
  }

  @Test func `a search says how far it has come, and nobody resumes the series before it ends`()
    async throws
  {
    try await Workbench.with { bench in
      for number in 1...30 {
        let text = "[PUNTE magazin/\(number)/0:123456789012]"
        bench.invoicing.issueByHand(
          .init(total: "131.00", references: InvoiceReference.all(in: text)))
      }
      try await bench.confirm("31", by: "e1")
      var first: StoppedSeries?
      for _ in 0..<20 where first == nil {
        for claim in try await bench.claimAll() { try await bench.perform(claim) }
        first = try await bench.store.stoppedSeries().first
      }
      let begun = try #require(first?.failure.detail)
      #expect(begun.contains("the search goes on (20 looked at): FCT 0011 to 0030, 20 of them"))
      try await expectEqual(
        bench.result(of: .resumeSeries(.sample)), .refused(.seriesSearched("FCT")))
      try await expectEqual(stopped(bench), ["FCT"])

      try await bench.drain()
      let ended = try #require(try await bench.store.stoppedSeries().first?.failure.detail)
      #expect(ended.contains("FCT 0001 to 0030, 30 of them with a reference of ours"))
      #expect(!ended.contains("goes on"))
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      try await expectEqual(bench.invoices()[0].document?.number.text, "0031")
    }
  }

  @Test func `one document is told as one`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.issueByHand(
        .init(
          total: "131.00",
          references: InvoiceReference.all(in: "[PUNTE magazin/7/0:123456789012]")))
      try await bench.confirm("8", by: "e1")
      try await bench.drain()
      let stop = try #require(try await bench.store.stoppedSeries().first)
      expectEqual(stop.failure.detail?.hasSuffix("/ FCT 0001, with a reference of ours"), true)
    }
  }

  @Test func `a storno of an adopted invoice is taken over, and not asked for again`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      try await bench.refund("R1", isFull: true, of: .sample(id: "1"))
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 2)
      try await bench.loseDatabase()
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.refund("R1", isFull: true, of: .sample(id: "1"))
      for _ in 0..<10 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      let asking = try #require(try await bench.invoices().first)
      expectEqual(asking.state, .needsPerson)
      try await bench.act(.resolve(asking.id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
      try await expectEqual(bench.invoices()[1].document?.number.text, "0002")
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `payments and e-mails of an adopted order are a person's`() async throws {
    var policy = ShopPolicy.sample
    policy.mail = InvoiceMail(to: MailAddresses("ana@client.example"))
    policy.payments = ["card": PaymentTerms(type: .card)]
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed.count, 1)
      try await bench.loseDatabase()
      try await bench.confirm("1", by: "e1")
      for _ in 0..<10 {
        try await bench.drain()
        bench.clock.advance(by: .seconds(5))
      }
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish()
      let asking = try await bench.invoices()[0]
      try await bench.act(.resolve(asking.id, .isNumber("1")))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      try await expectEqual(bench.failures(.held), [.mailUnconfirmed])
      try await bench.send("1", by: "send")
      try await bench.pay("131.00", order: "1")
      try await bench.finish()
      expectEqual(bench.invoicing.current.mailed["0001"]?.count, 1)
      expectEqual(bench.invoicing.current.paymentCalls, 0)
      expectEqual(Set(try await bench.failures(.held)), [.mailUnconfirmed, .paymentRestored])
      let payment = try await bench.payments()[0]
      try await bench.act(.resolvePayment(payment.id, .sendAgain))
      try await bench.finish()
      expectEqual(bench.invoicing.current.paymentCalls, 1)
    }
  }
}
