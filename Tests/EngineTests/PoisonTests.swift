import Domain
import TestKit
import Testing

@testable import Engine

/// What SmartBill neither issues nor refuses, however often it is sent.
@Suite struct PoisonTests {
  /// Order 1, whose calls meet no clear answer and make nothing, and three others behind it.
  func poisoned(
    others: Int = 3, _ body: (Workbench, Invoice.ID) async throws -> Void
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.poison = "[PUNTE magazin/1/0" }
      for order in 1...(1 + others) {
        try await bench.confirm(OrderID("\(order)"), by: EventID("e\(order)"))
      }
      try await bench.drain()
      let first = try await bench.invoices()[0]
      expectEqual(first.state, .inDoubt)
      try await body(bench, first.id)
    }
  }

  func sends(_ bench: Workbench) -> Int { bench.invoicing.current.poisonCalls }

  func first(_ bench: Workbench) async throws -> Invoice { try await bench.invoices()[0] }

  /// The two looks that prove an absence.
  func prove(_ bench: Workbench) async throws {
    for wait in [120, 60] {
      bench.clock.advance(by: .seconds(wait))
      try await bench.drain()
    }
  }

  @Test func `it goes behind its series' others, is sent three times, and is then a person's`()
    async throws
  {
    try await poisoned { bench, _ in
      let doubtedAt = bench.clock.now()
      try await prove(bench)
      expectEqual(sends(bench), 1)
      try await expectEqual(bench.states(), [.planned, .issued, .issued, .issued])
      try await expectEqual(first(bench).absences.count, 1)
      try await bench.finish()
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.states(), [.provenAbsent, .issued, .issued, .issued])
      let parked = try await first(bench)
      expectEqual(parked.absences, Absences(count: 3, doubtedAt: doubtedAt))
      expectEqual(parked.failure?.code, .invoiceProvenAbsent)
      expectEqual(parked.failure?.detail?.hasPrefix("sent 3 times"), true)
      try await expectEqual(bench.failures(.held), [.invoiceProvenAbsent])
      #expect(try await bench.store.stoppedSeries().isEmpty)
      // The shop is told, and the next order doesn't wait.
      expectEqual(bench.told.filter { $0 == "invoice.failed" }.count, 1)
      try await bench.confirm("5", by: "e5")
      try await bench.drain()
      try await expectEqual(bench.states().last, .issued)
    }
  }

  @Test func `it waits longer each time, and lets those go first that came meanwhile`() async throws
  {
    try await poisoned(others: 1) { bench, _ in
      try await prove(bench)
      let first = try #require(try await first(bench).absences.againAt)
      expectEqual(first, bench.clock.now() + .seconds(120))
      // It is the lane's only job, and yet a new one doesn't wait for it.
      try await bench.confirm("3", by: "e3")
      try await bench.drain()
      try await expectEqual(bench.states(), [.planned, .issued, .issued])
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      expectEqual(sends(bench), 2)
      try await prove(bench)
      let second = try #require(try await self.first(bench).absences.againAt)
      expectEqual(second, bench.clock.now() + .seconds(240))
    }
  }

  @Test func `where the account issues nothing else it is sent ten times, across restarts`()
    async throws
  {
    try await poisoned(others: 0) { bench, _ in
      for count in 1...9 {
        try await prove(bench)
        expectEqual(sends(bench), count)
        try await expectEqual(first(bench).state, .planned)
        try await bench.restart()
        bench.clock.advance(by: AbsenceRule.delayMax)
        try await bench.drain()
      }
      try await prove(bench)
      expectEqual(sends(bench), 10)
      try await expectEqual(bench.states(), [.provenAbsent])
      try await bench.finish()
      expectEqual(sends(bench), 10)
    }
  }

  @Test func `neither a requeue, a replay nor a new event has it sent again`() async throws {
    try await poisoned { bench, _ in
      try await bench.finish()
      expectEqual(sends(bench), 3)
      for job in try await bench.store.jobs(JobFilter(kind: .issueInvoice, state: .held)) {
        try await bench.act(.requeue(job.id))
      }
      try await bench.finish()
      try await bench.replay("e1", run: 1)
      try await bench.finish()
      try await bench.request("1", by: "pressed")
      try await bench.confirm("1", by: "confirmed again")
      try await bench.finish()
      try await bench.restart()
      try await bench.finish()
      expectEqual(sends(bench), 3)
      try await expectEqual(first(bench).state, .provenAbsent)
    }
  }

  @Test func `requeued and asked for again before it is parked, its count is kept`() async throws {
    try await poisoned { bench, _ in
      for count in 1...3 {
        try await prove(bench)
        expectEqual(sends(bench), count)
        try await bench.request("1", by: EventID("pressed \(count)"))
        for job in try await bench.store.jobs(JobFilter(kind: .issueInvoice, state: .available)) {
          try await bench.act(.requeue(job.id))
        }
        try await bench.drain()
      }
      expectEqual(sends(bench), 3)
      try await expectEqual(first(bench).state, .provenAbsent)
    }
  }

  @Test func `a person has it sent once more, after a fresh look`() async throws {
    try await poisoned { bench, id in
      try await bench.finish()
      let looks = bench.invoicing.current.looks
      try await bench.act(.resolve(id, .sendAgain))
      try await bench.finish()
      // Still poisoned, it is a person's again at once.
      expectEqual(sends(bench), 4)
      #expect(bench.invoicing.current.looks > looks)
      try await expectEqual(first(bench).state, .provenAbsent)
      bench.invoicing.change { $0.poison = nil }
      try await bench.act(.resolve(id, .sendAgain))
      try await bench.finish()
      try await expectEqual(first(bench).document?.number.text, "0004")
      #expect(try await first(bench).absences.doubtedAt == nil)
    }
  }

  @Test func `one that is given up, or cancelled, is over`() async throws {
    try await poisoned { bench, id in
      try await bench.finish()
      try await bench.act(.resolve(id, .giveUp))
      try await bench.finish()
      try await expectEqual(first(bench).state, .abandoned)
    }
    try await poisoned { bench, _ in
      try await bench.finish()
      try await bench.cancel("1")
      try await bench.finish()
      try await expectEqual(first(bench).state, .withdrawn)
      expectEqual(bench.told.last, "invoice.cancelled")
      expectEqual(sends(bench), 3)
    }
  }

  @Test func `its document, appearing late, stops the series, and is taken over by its number`()
    async throws
  {
    try await poisoned { bench, id in
      try await bench.finish()
      let reference = try await first(bench).key.reference
      bench.invoicing.issueByHand(.init(total: "131.00", references: [reference]))
      try await bench.confirm("5", by: "e5")
      try await bench.finish(roundsMax: 5)
      try await expectEqual(bench.store.stoppedSeries().count, 1)
      #expect(try await bench.failures(.held).contains(.documentDuplicated))
      try await bench.act(.resolve(id, .isNumber("4")))
      try await bench.finish(roundsMax: 5)
      try await expectEqual(first(bench).document?.number.text, "0004")
      expectEqual(sends(bench), 3)
    }
  }

  @Test func `its document, appearing late, is found before a person has it sent again`()
    async throws
  {
    try await poisoned { bench, id in
      try await bench.finish()
      let reference = try await first(bench).key.reference
      bench.invoicing.issueByHand(.init(total: "131.00", references: [reference]))
      try await bench.act(.resolve(id, .sendAgain))
      try await bench.finish(roundsMax: 5)
      try await expectEqual(bench.store.stoppedSeries().count, 1)
      try await bench.act(.resumeSeries(.sample))
      try await bench.finish(roundsMax: 5)
      try await expectEqual(first(bench).document?.number.text, "0004")
      expectEqual(sends(bench), 3)
    }
  }

  @Test func `the first document of a series, appearing late, is found before it is sent again`()
    async throws
  {
    try await poisoned(others: 0) { bench, _ in
      try await prove(bench)
      let reference = try await first(bench).key.reference
      bench.invoicing.issueByHand(.init(total: "131.00", references: [reference]))
      try await bench.finish()
      try await expectEqual(first(bench).document?.number.text, "0001")
      expectEqual(sends(bench), 1)
    }
  }

  @Test func `what appears late is compared with what was sent, though the order has changed`()
    async throws
  {
    try await poisoned(others: 0) { bench, _ in
      try await prove(bench)
      try await expectEqual(bench.states(), [.planned])
      let reference = try await first(bench).key.reference
      bench.invoicing.issueByHand(.init(total: "131.00", references: [reference]))
      try await bench.receive(
        SampleEvent.issueRequested(.sample(id: "1", price: "150.00")), as: "changed")
      try await bench.finish()
      try await expectEqual(first(bench).state, .issued)
      try await expectEqual(first(bench).document?.total, "131.00")
      expectEqual(sends(bench), 1)
    }
  }

  @Test(arguments: [
    ScriptedInvoicing.Script.fail, .block(until: .sample + .seconds(600)),
    .refuseAccount(Failure(.smartBillCredentials)),
  ])
  func `what never left, or the account refuses, is not counted`(script: ScriptedInvoicing.Script)
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = Array(repeating: script, count: 12) }
      try await bench.confirm()
      for _ in 0..<12 {
        bench.clock.advance(by: .seconds(600))
        try await bench.drain()
      }
      try await expectEqual(first(bench).absences.count, 0)
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
    }
  }

  @Test func `alarms count from its first doubt, whatever was proven since`() async throws {
    try await poisoned { bench, _ in
      let since = bench.clock.now()
      func doubts() async throws -> [InvoiceState: Timestamp] {
        try await bench.store.standing(of: []).invoices.reduce(into: [:]) {
          $0[$1.state] = $1.doubtSince
        }
      }
      try await expectEqual(doubts(), [.inDoubt: since])
      try await prove(bench)
      try await expectEqual(doubts(), [.planned: since])
      bench.clock.advance(by: .seconds(120))
      try await bench.drain()
      try await expectEqual(doubts(), [.inDoubt: since])
      try await bench.finish()
      try await expectEqual(doubts(), [.provenAbsent: since])
    }
  }

  // MARK: Its siblings

  @Test func `a refund, a storno and a proforma have a bound too`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.poison = "storno" }
      try await bench.refund("R1", isFull: true)
      try await bench.drain()
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.states(), [.issued, .provenAbsent, .issued])
      #expect(bench.told.contains("invoice.failed"))
      bench.invoicing.change { $0.poison = nil }
      try await bench.act(.resolve(try await bench.invoices()[1].id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
    }
    var policy = ShopPolicy.sample
    policy.proformaSeries = Series(cif: "RO12345674", name: "PRO")
    try await Workbench.with(policy: policy) { bench in
      bench.invoicing.change { $0.poison = "proforma" }
      try await bench.proforma()
      try await bench.drain()
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.states(), [.provenAbsent, .issued])
      // It appears late: a person has it sent again, and it is found instead.
      bench.invoicing.change {
        $0.poison = nil
        let key = InvoiceKey(
          account: "firma", shop: "magazin", order: "1001", kind: .proforma, revision: 0)
        $0.proformas[$0.nextProforma] = .init(references: [key.reference])
        $0.nextProforma += 1
      }
      try await bench.act(.resolve(try await first(bench).id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      expectEqual(bench.invoicing.current.proformas.count, 1)
      expectEqual(sends(bench), 3)
    }
  }

  @Test func `a cancel whose storno is proven absent says so, and leaves the invoice`() async throws
  {
    var policy = ShopPolicy.sample
    policy.cancel = .storno
    try await Workbench.with(policy: policy) { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.poison = "storno" }
      try await bench.cancel()
      try await bench.drain()
      try await bench.confirm("2", by: "e2")
      try await bench.finish(roundsMax: 300)
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.states(), [.issued, .provenAbsent, .issued])
      try await expectEqual(bench.failures(.held), [.invoiceProvenAbsent])
      let reversals = try await bench.store.jobs(JobFilter(kind: .reverseInvoice)).count
      // Another cancel doesn't send it, nor go on without an end.
      try await bench.cancel(by: "cancel again")
      try await bench.finish(roundsMax: 300)
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.store.jobs(JobFilter(kind: .reverseInvoice)).count, reversals)
      bench.invoicing.change { $0.poison = nil }
      try await bench.act(.resolve(try await bench.invoices()[1].id, .giveUp))
      try await bench.cancel(by: "and again")
      try await bench.finish(roundsMax: 300)
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
    }
  }

  @Test func `a payment has a bound too, and is looked for before it is sent again`() async throws {
    var policy = ShopPolicy.sample
    policy.payments = ["card": PaymentTerms(type: .onlineCard)]
    try await Workbench.with(policy: policy) { bench in
      for order in ["1", "2"] {
        try await bench.confirm(OrderID(order), by: EventID("e\(order)"))
      }
      try await bench.drain()
      bench.invoicing.change { $0.poison = "13.00" }
      try await bench.pay("13.00", by: "poisoned", order: "1")
      try await bench.drain()
      try await bench.pay("131.00", by: "other", order: "2")
      try await bench.finish()
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.payments().map(\.state), [.provenAbsent, .recorded])
      try await expectEqual(bench.failures(.held), [.paymentProvenAbsent])
      let id = try await bench.payments()[0].id
      // It appears late.
      bench.invoicing.change { $0.paid[1] = ["13.00"] }
      try await bench.act(.resolvePayment(id, .sendAgain))
      try await bench.finish()
      expectEqual(sends(bench), 3)
      try await expectEqual(bench.payments()[0].failure?.code, .paymentUndecided)
      try await bench.act(.resolvePayment(id, .recorded(receipt: nil)))
      try await bench.finish()
      try await expectEqual(bench.payments()[0].state, .recorded)
    }
  }

  // MARK: The rule

  @Test func `the fault is the document's where others are issued, else SmartBill's`() {
    expectEqual((0...20).first { AbsenceRule.needsPerson(after: $0, others: true) }, 3)
    expectEqual((0...20).first { AbsenceRule.needsPerson(after: $0, others: false) }, 10)
  }

  @Test func `the delay doubles up to an hour`() {
    let delays = (1...100).map { AbsenceRule.delay(after: $0, quiet: .seconds(120)) }
    expectEqual(Array(delays.prefix(6)), [120, 240, 480, 960, 1920, 3600].map(Duration.seconds))
    expectEqual(delays.last, .seconds(3600))
  }

  @Test func `a clock that was set back keeps nothing waiting for longer than the longest delay`() {
    let absences = Absences(count: 1, againAt: .sample + .seconds(100))
    expectEqual(absences.againAt(at: .sample), .sample + .seconds(100))
    #expect(absences.againAt(at: .sample + .seconds(100)) == nil)
    #expect(absences.againAt(at: .sample - .seconds(7200)) == nil)
  }
}
