import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct PayingTests {
  private static let policy: ShopPolicy = {
    var policy = ShopPolicy.sample
    policy.payments = [
      "card": PaymentTerms(type: .onlineCard),
      "numerar": PaymentTerms(type: .receipt, series: "CH"),
      "advance": PaymentTerms(type: .onlineCard, isInside: true),
    ]
    return policy
  }()

  private func pay(_ body: (Workbench) async throws -> Void) async throws {
    try await Workbench.with(policy: Self.policy, body)
  }

  /// What the shop was told of payments, deliveries that were repeated left out.
  private func told(_ bench: Workbench) -> [Notice.Content] {
    var ids: Set<String> = []
    return bench.shop.notices.filter { ids.insert($0.id).inserted }.map(\.notice.content).filter {
      switch $0 {
      case .paymentRecorded, .paymentFailed: true
      default: false
      }
    }
  }

  private func failures(_ bench: Workbench) -> [FailureCode] {
    told(bench).compactMap {
      if case .paymentFailed(_, let failure) = $0 { failure.code } else { nil }
    }
  }

  private func recorded(_ bench: Workbench) -> [RecordedPayment] {
    told(bench).compactMap { if case .paymentRecorded(let payment) = $0 { payment } else { nil } }
  }

  @Test func `a payment is booked once, by whatever events it is carried, and the shop told`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.pay("100.00")
      try await bench.pay("100.00", by: "pay again")
      try await bench.finish()
      try await bench.replay("pay", run: 1)
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["100.00"]])
      let payment = try #require(recorded(bench).first)
      expectEqual(recorded(bench).count, 1)
      #expect(payment.received.id == "P1" && payment.left == "31.00" && payment.receipt == nil)
      expectEqual(payment.invoice.number, InvoiceNumber(series: "FCT", text: "0001"))
      let news = bench.shop.notices.filter { $0.notice.type == "payment.recorded" }
      #expect(news.count == 2 && Set(news.map(\.id)).count == 1)
    }
  }

  @Test func `payments of one order are booked one after the other, up to what is left`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      try await bench.pay("100.00", by: "first")
      try await bench.pay("31.00", "P2", method: "numerar", by: "second")
      try await bench.pay("1.00", "P3", by: "third")
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["100.00", "31.00"]])
      expectEqual(recorded(bench).map(\.left), ["31.00", "0.00"])
      expectEqual(recorded(bench).last?.receipt, Receipt(series: "CH", number: "0001"))
      expectEqual(failures(bench), [.paymentAlreadyPaid])
    }
  }

  @Test func `a payment that comes before its invoice waits, and goes on once that is issued`()
    async throws
  {
    try await pay { bench in
      try await bench.pay("131.00")
      try await bench.drain()
      try await expectEqual(bench.failures(.available), [.paymentWaits])
      try await bench.confirm()
      // The clock stands still: its issuing wakes the payment.
      try await bench.drain()
      expectEqual(bench.invoicing.current.paid, [1: ["131.00"]])
    }
  }

  @Test func `a payment waits for an invoice in doubt, and is told of its cancel`() async throws {
    try await pay { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.pay("131.00")
      try await bench.drain()
      #expect(try await bench.failures(.available).contains(.paymentWaits))
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.paymentCalls, 0)
      expectEqual(failures(bench), [.paymentWithoutInvoice])
      // The next invoice is paid, once somebody says so.
      try await bench.request()
      try await bench.finish()
      let held = try await bench.store.jobs(JobFilter(kind: .recordPayment, state: .held))
      try await bench.act(.requeue(try #require(held.first).id))
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [2: ["131.00"]])
    }
  }

  @Test(arguments: ["0.00", "-5.00", "12.345", "131.01"])
  func `a wrong amount is told, and mended under the same id`(amount: String) async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.pay(amount)
      try await bench.finish()
      expectEqual(failures(bench), [.paymentAmountWrong])
      expectEqual(bench.invoicing.current.paymentCalls, 0)
      try await expectEqual(bench.failures(.held), [.paymentAmountWrong])
      try await bench.pay("131.00", by: "mended")
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["131.00"]])
      // The first asks nobody any more.
      #expect(try await bench.failures(.held).isEmpty)
      // Booked, it has other values no more.
      try await bench.pay("5.00", by: "late")
      try await bench.finish()
      expectEqual(failures(bench), [.paymentAmountWrong, .paymentDiffers])
      try await expectEqual(bench.failures(.held), [.paymentDiffers])
    }
  }

  @Test func `an event that a person has discarded says no more what a payment comes to`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      for (amount, event) in [("200.00", "first"), ("300.00", "newer")] {
        try await bench.pay(amount, by: EventID(event))
        try await bench.finish()
      }
      let held = try await bench.store.jobs(JobFilter(kind: .recordPayment, state: .held))
      let newer = try #require(held.first { $0.event == "newer" })
      try await bench.act(.discard(newer.id))
      let first = try #require(
        try await bench.store.jobs(JobFilter(kind: .recordPayment)).first { $0.event == "first" })
      try await bench.act(.requeue(first.id))
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.paymentAmountWrong])
      try await expectEqual(bench.payments().map(\.received.amount), ["200.00"])
    }
  }

  @Test(arguments: [nil, RawAnswer.answered(status: 400, body: [])])
  func `a correction that comes while nobody knows of the first is booked once that is over`(
    late: RawAnswer?
  ) async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      bench.invoicing.change { $0.paymentScripts = [.loseRequest] }
      try await bench.pay("100.00")
      try await bench.drain()
      let payment = try #require(try await bench.payments().first)
      expectEqual(payment.state, .inDoubt)
      try await bench.pay("90.00", by: "corrected")
      try await bench.drain()
      if let late {
        try await bench.store.record(
          PaymentEvidence(
            payment: payment.id, attempt: payment.attempt, at: bench.clock.now(), answer: late))
      }
      try await bench.finish()
      // One that is held as another than what is in doubt is asked again, as its remedy says.
      for held in try await bench.store.jobs(JobFilter(kind: .recordPayment, state: .held)) {
        try await bench.act(.requeue(held.id))
      }
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["90.00"]])
      try await expectEqual(bench.payments().map(\.state), [.recorded])
    }
  }

  /// - Parameter isSent: the correction comes while the call is under way, and not before it.
  @Test(arguments: [false, true])
  func `what is booked, what the ledger holds and what the shop is told are the same`(
    isSent: Bool
  ) async throws {
    let turn = HeldTurn()
    let pass: @Sendable () async -> Void = { await turn.pass() }
    let invoicing =
      isSent ? ScriptedInvoicing(beforeAnswer: pass) : ScriptedInvoicing(onTurn: pass)
    try await Workbench.with(invoicing, policy: Self.policy) { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.pay("100.00")
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      let claim = try #require(try await bench.claimAll().first)
      expectEqual(claim.job.command.kind, .recordPayment)
      turn.arm()
      let worker = bench.worker
      async let settlement = worker.perform(claim, Workbench.logger)
      try await turn.isReached()
      try await bench.pay("99.00", by: "corrected")
      for handling in try await bench.claimAll() { try await bench.perform(handling) }
      turn.release()
      let settled = await settlement
      try await expectEqual(bench.store.settle([settled], at: bench.clock.now()), [.settled])
      try await bench.finish()
      let amount: Money = isSent ? "100.00" : "99.00"
      expectEqual(invoicing.current.paid, [1: [amount]])
      try await expectEqual(bench.payments().map(\.received.amount), [amount])
      expectEqual(recorded(bench).map(\.received.amount), [amount])
      expectEqual(failures(bench), (isSent ? [.paymentDiffers] : []))
      let id = try #require(try await bench.payments().first).id
      let request = try #require(try await bench.store.payment(id)?.request)
      #expect(String(decoding: request, as: UTF8.self).hasSuffix(" \(amount)"))
    }
  }

  @Test func `of two contents of one payment the newer event's counts, though it comes first`()
    async throws
  {
    func body(_ timestamp: String, _ amount: String) -> [UInt8] {
      SampleEvent.at(timestamp, SampleEvent.paymentReceived("1001", "P1", amount))
    }
    try await pay { bench in
      try await bench.receive(body("2026-11-23T09:55:00Z", "99.00"), as: "newer")
      try await bench.drain()
      try await bench.receive(body("2026-11-23T09:50:00Z", "100.00"), as: "older")
      try await bench.drain()
      try await expectEqual(bench.payments().map(\.received.amount), ["99.00"])
      try await bench.confirm()
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["99.00"]])
      // Booked, it differs from nothing that is older.
      try await bench.receive(body("2026-11-23T09:45:00Z", "98.00"), as: "oldest")
      try await bench.finish()
      #expect(failures(bench).isEmpty)
      try await bench.receive(body("2026-11-23T09:56:00Z", "97.00"), as: "newest")
      try await bench.finish()
      expectEqual(failures(bench), [.paymentDiffers])
      expectEqual(recorded(bench).map(\.received.amount), ["99.00"])
      expectEqual(bench.invoicing.current.paid, [1: ["99.00"]])
    }
  }

  @Test func `a payment that comes while its invoice is being restored waits for it`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn])
      try await bench.request()
      try await bench.finish()
      try await bench.cancel(by: "cancel again")
      try await bench.finish()
      bench.invoicing.change { $0.restoreReadings = [.unavailable(Failure(.smartBillUnreachable))] }
      try await bench.restore()
      try await bench.drain()
      try await bench.pay("131.00")
      try await bench.drain()
      #expect(failures(bench).isEmpty)
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["131.00"]])
    }
  }

  @Test func `another currency and an unknown method are told`() async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      let euro = SampleEvent.paymentReceived("1001", "P1", "5.00", more: ["currency": "EUR"])
      try await bench.receive(euro, as: "euro")
      try await bench.pay("5.00", "P2", method: "seashells", by: "shells")
      try await bench.finish()
      expectEqual(failures(bench), [.paymentCurrencyDiffers, .paymentMethodUnknown])
    }
  }

  @Test func `a refusal is told, and what never left is sent later`() async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      let refusal = Failure(.paymentRefused, detail: "Data e gresita")
      bench.invoicing.change {
        $0.paymentScripts = [
          .fail, .refuseAccount(Failure(.smartBillCredentials)),
          .block(until: bench.clock.now() + .seconds(600)), .refuse(refusal),
        ]
      }
      try await bench.pay("131.00")
      try await bench.finish()
      expectEqual(failures(bench), [.paymentRefused])
      try await expectEqual(bench.payments().map(\.state), [.refused])
      #expect(bench.invoicing.current.paid.isEmpty)
    }
  }

  @Test func `a lost answer is looked up, and the payment found is not booked again`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      bench.invoicing.change { $0.paymentScripts = [.issueAndLoseAnswer] }
      try await bench.pay("31.00", method: "numerar")
      try await bench.drain()
      try await expectEqual(bench.payments().map(\.state), [.inDoubt])
      let began = bench.clock.now()
      try await bench.finish()
      #expect(bench.clock.now() - began >= DoubtTiming().quiet)
      expectEqual(bench.invoicing.current.paid, [1: ["31.00"]])
      // The receipt is there, and nobody knows its number.
      expectEqual(recorded(bench).map(\.receipt), [Receipt(series: "CH", number: nil)])
      expectEqual(recorded(bench).map(\.left), ["100.00"])
    }
  }

  @Test func `a lost request is sent again once nothing was seen of it twice`() async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      bench.invoicing.change { $0.paymentScripts = [.loseRequest] }
      let began = bench.clock.now()
      try await bench.pay("131.00")
      try await bench.finish()
      let timing = DoubtTiming()
      #expect(bench.clock.now() - began >= timing.quiet + timing.confirm)
      expectEqual(bench.invoicing.current.paid, [1: ["131.00"]])
      expectEqual(bench.invoicing.current.paymentCalls, 2)
    }
  }

  @Test func `an outage is no evidence`() async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      bench.invoicing.change { $0.paymentScripts = [.issueAndLoseAnswer] }
      try await bench.pay("131.00")
      try await bench.drain()
      let outage = PaidReading.unavailable(Failure(.smartBillUnreachable))
      bench.invoicing.change { $0.paidReadings = Array(repeating: outage, count: 5) }
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["131.00"]])
      try await expectEqual(bench.payments().map(\.state), [.recorded])
    }
  }

  @Test func `what was paid otherwise meanwhile asks a person, whose three answers hold`()
    async throws
  {
    for (answer, state, calls) in [
      (PaymentResolution.recorded(receipt: nil), PaymentState.recorded, 1),
      (.sendAgain, .recorded, 2), (.giveUp, .abandoned, 1),
    ] {
      try await pay { bench in
        try await bench.confirm()
        try await bench.finish()
        bench.invoicing.change { $0.paymentScripts = [.loseRequest] }
        try await bench.pay("31.00")
        try await bench.drain()
        bench.invoicing.change { $0.paid[1] = ["7.00"] }
        try await bench.pay("5.00", "P2", by: "behind")
        for _ in 0..<20 {
          bench.clock.advance(by: .seconds(30))
          try await bench.drain()
        }
        let payment = try #require(try await bench.payments().first)
        #expect(payment.state == .needsPerson && payment.doubt?.seen == "7.00")
        try await expectEqual(bench.failures(.held), [.paymentUndecided])
        // The other one waits for it.
        try await expectEqual(bench.payments().map(\.state), [.needsPerson, .planned])
        let held = try await bench.store.jobs(JobFilter(kind: .recordPayment, state: .held))
        let discard = OperatorAct.discard(try #require(held.first).id)
        guard case .refused = try await bench.result(of: discard) else {
          Issue.record("a job is discarded that looks after a payment in doubt")
          return
        }
        try await bench.act(.resolvePayment(payment.id, answer))
        try await bench.finish()
        try await expectEqual(bench.payments().map(\.state), [state, .recorded])
        expectEqual(bench.invoicing.current.paymentCalls, calls + 1)
        let acts = try await bench.store.payment(payment.id)?.acts
        expectEqual(acts?.map(\.who), ["Ana"])
        expectEqual(
          recorded(bench).map(\.received.id).sorted(), (state == .recorded ? ["P1", "P2"] : ["P2"]))
      }
    }
  }

  @Test func `a process that dies at any step books the payment once`() async throws {
    var steps = 0
    var isDone = false
    while !isDone {
      try await pay { bench in
        try await bench.confirm()
        try await bench.finish()
        try await bench.pay("131.00")
        bench.stepsToLive = steps
        do {
          try await bench.finish()
          isDone = true
        } catch is Workbench.Died {
          try await bench.restart()
          try await bench.finish()
        }
        expectEqual(bench.invoicing.current.paid, [1: ["131.00"]], "after \(steps) steps")
        expectEqual(recorded(bench).count, 1)
      }
      steps += 1
      try #require(steps < 30)
    }
    #expect(steps > 4)
  }

  @Test func `an answer that was kept and not read decides at once`() async throws {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.pay("131.00")
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      let claims = try await bench.claimAll()
      expectEqual(claims.map(\.job.command.kind), [.recordPayment])
      bench.stepsToLive = 0
      await #expect(throws: Workbench.Died.self) { try await bench.perform(claims[0]) }
      try await bench.restart()
      try await expectEqual(bench.payments().map(\.state), [.inDoubt])
      try await bench.drain()
      try await expectEqual(bench.payments().map(\.state), [.recorded])
      expectEqual(bench.invoicing.current.paymentCalls, 1)
    }
  }

  // MARK: Within the invoice

  private func confirmPaid(_ bench: Workbench) async throws {
    var order = Order.sample()
    order.payment = .init(method: "advance", paid: true)
    try await bench.receive(SampleEvent.statusChanged(order), as: "confirm")
  }

  @Test func `an order that arrives paid is invoiced as paid, and its payment isn't booked again`()
    async throws
  {
    try await pay { bench in
      try await confirmPaid(bench)
      try await bench.finish()
      try await expectEqual(bench.invoices().map(\.paidInside), ["131.00"])
      expectEqual(bench.invoicing.current.paid, [1: ["131.00"]])
      try await bench.pay("131.00", method: "advance")
      try await bench.finish()
      expectEqual(bench.invoicing.current.paymentCalls, 0)
      let payment = try #require(recorded(bench).first)
      #expect(payment.isInside && payment.left == "0.00" && payment.type == .onlineCard)
      let jobs = try await bench.store.jobs(JobFilter(kind: .recordPayment))
      expectEqual(jobs.map(\.note), [JobNote(.paidWithinInvoice).line])
      // Another payment isn't that one.
      try await bench.pay("131.00", "P2", method: "advance", by: "another")
      try await bench.finish()
      expectEqual(failures(bench), [.paymentAlreadyPaid])
      expectEqual(bench.invoicing.current.paymentCalls, 0)
    }
  }

  @Test func `a method that isn't for it, or an order that isn't paid, leaves the invoice unpaid`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      var unpaid = Order.sample(id: "1002")
      unpaid.payment = .init(method: "advance", paid: false)
      try await bench.receive(SampleEvent.statusChanged(unpaid), as: "unpaid")
      try await bench.finish()
      try await expectEqual(bench.invoices().map(\.paidInside), [nil, nil])
    }
  }

  // MARK: After a restore

  @Test func `a restored database asks a person before it books what may be booked`()
    async throws
  {
    try await pay { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.backUp()
      try await bench.pay("50.00")
      try await bench.finish()
      try await bench.restoreCopy()
      try await bench.finish()
      try await bench.pay("50.00")
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["50.00"]])
      expectEqual(failures(bench).last, .paymentRestored)
      let payment = try #require(try await bench.payments().first)
      try await bench.act(.resolvePayment(payment.id, .recorded(receipt: nil)))
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["50.00"]])
      // One that is known to be new is booked where a person says so.
      try await bench.pay("20.00", "P2", by: "new")
      try await bench.finish()
      expectEqual(bench.invoicing.current.paid, [1: ["50.00", "20.00"]])
    }
  }
}
