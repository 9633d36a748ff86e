import Domain
import Testing

extension StorePromise {
  static let standings = [
    StorePromise("what is open is counted with its oldest, what is completed isn't") { scene in
      try await expectEqual(
        scene.standing(), Standing(jobs: [], dueSince: nil, invoices: [], payments: [], series: []))
      let earlier = scene.now - .seconds(5)
      _ = try await scene.accept("e1", at: earlier)
      _ = try await scene.accept("e2")
      _ = try await scene.accept("e3")
      let handled = try await scene.claim(.handleEvent, of: "e3")
      try await expectEqual(scene.settle(handled, .completed), .settled)
      let standing = try await scene.standing()
      expectEqual(
        standing.jobs,
        [
          JobStanding(kind: .handleEvent, state: .available, count: 2, oldestAt: earlier)
        ])
      // One that was put back is due from then on.
      expectEqual(standing.dueSince, scene.now)
      let held = try await scene.claim(.handleEvent, of: "e1")
      try await expectEqual(scene.settle(held, .held(Failure(.eventUnreadable))), .settled)
      let running = try await scene.claim(.handling)
      expectEqual(running.count, 1)
      let after = try await scene.standing()
      expectEqual(
        after.jobs,
        [
          JobStanding(kind: .handleEvent, state: .running, count: 1, oldestAt: scene.now),
          JobStanding(kind: .handleEvent, state: .held, count: 1, oldestAt: earlier),
        ])
      #expect(after.dueSince == nil)
    },
    StorePromise("an invoice that isn't issued is counted by its state, an unclear one since when")
    {
      scene in
      let first = try await scene.ask("e1")
      _ = try await scene.ask("e2", issuing: "1002")
      let planned = try await scene.standing().invoices
      expectEqual(planned, [InvoiceStanding(state: .planned, count: 2, oldestAt: scene.now)])
      try await scene.bring(first.id, of: "e1", to: .needsPerson)
      let unclear = try await scene.standing().invoices
      expectEqual(
        unclear,
        [
          InvoiceStanding(state: .planned, count: 1, oldestAt: scene.now),
          InvoiceStanding(
            state: .needsPerson, count: 1, oldestAt: scene.now, doubtSince: scene.now),
        ])
      try await expectEqual(scene.perform(.resolve(first.id, .giveUp)), .done)
      let left = try await scene.standing().invoices.map(\.state)
      expectEqual(left, [.planned])
    },
    StorePromise("a payment that nobody knows of is counted, since when, and no other") { scene in
      let invoice = try await scene.issued()
      let payment = try await scene.pay("e1", "10.00")
      #expect(try await scene.standing().payments.isEmpty)
      let (claim, reservation) = try await scene.send(payment, for: "e1", paying: invoice)
      #expect(try await scene.standing().payments.isEmpty)
      let failure = Failure(.paymentInDoubt)
      let doubt = LedgerChange.payment(.inDoubt(reservation, failure))
      try await expectEqual(
        scene.settle(claim, .retry(failure, at: scene.now), changes: [doubt]), .settled)
      try await expectEqual(
        scene.standing().payments,
        [
          PaymentStanding(
            state: .inDoubt, count: 1, oldestAt: scene.now, doubtSince: scene.now)
        ])
      let result = PaymentResult(left: "0.00")
      try await expectEqual(
        scene.apply(.payment(.recorded(reservation, result)), by: "e2"), .settled)
      #expect(try await scene.standing().payments.isEmpty)
    },
    StorePromise("a series is told of with its last number, what is unclear, and its stop") {
      scene in
      let series = Series.sample
      let invoice = try await scene.ask("e1")
      let empty = try await scene.standing(of: series).series
      expectEqual(
        empty, [SeriesStanding(series: series, lastNumber: nil, unclear: nil, stopped: nil)])
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      let sending = try await scene.standing(of: series).series.map(\.unclear)
      expectEqual(sending, [invoice.id])
      try await expectEqual(
        scene.settle(
          claim, .completed, changes: [.issued(reservation, StoreScene.document)]), .settled)
      let issued = try await scene.standing(of: series).series
      expectEqual(
        issued, [SeriesStanding(series: series, lastNumber: 42, unclear: nil, stopped: nil)])
      let other = Series(cif: series.cif, name: "ALTA")
      let failure = Failure(.seriesGap, detail: "expected 1, got 2")
      try await expectEqual(scene.apply(.seriesStopped(other, failure), by: "gap"), .settled)
      let both = try await scene.standing(of: series).series
      expectEqual(
        both,
        [
          SeriesStanding(series: series, lastNumber: 42, unclear: nil, stopped: nil),
          SeriesStanding(series: other, lastNumber: nil, unclear: nil, stopped: failure),
        ])
    },
    StorePromise("an event's trace goes with its jobs and notices; a duplicate's is not kept") {
      scene in
      let trace = TraceID(1, 2)
      func deliver(_ trace: TraceID?) async throws -> Acceptance {
        try await scene.store.accept(
          Delivery(
            shop: scene.shop, event: "e1", receivedAt: scene.now, body: [], trace: trace))
      }
      try await expectEqual(deliver(trace), .new)
      try await expectEqual(deliver(TraceID(3, 4)), .duplicate)
      try await expectEqual(scene.store.events(EventFilter()).map(\.trace), [trace])
      let handling = try await scene.claim(.handleEvent, of: "e1")
      expectEqual(handling.trace, trace)
      try await expectEqual(
        scene.settle(handling, .completed, commands: [scene.issue("1001", "e1")]), .settled)
      let invoice = try await scene.bound("e1", as: .issue)
      let (issuing, reservation) = try await scene.send(invoice.id, for: "e1")
      expectEqual(issuing.trace, trace)
      let notice = invoice.issuedNotice(StoreScene.document, asked: scene.asked("e1"))
      try await expectEqual(
        scene.settle(
          issuing, .completed, changes: [.issued(reservation, StoreScene.document)],
          notices: [notice]), .settled)
      let notifying = try await scene.claim(.notifyShop, of: "e1")
      expectEqual(notifying.trace, trace)
      guard case .notifyShop(let command) = notifying.job.command else { return }
      try await expectEqual(scene.store.notice(command.notice)?.trace, trace)
      // One that was accepted without is handled as any.
      _ = try await scene.accept("e2")
      #expect(try await scene.claim(.handleEvent, of: "e2").trace == nil)
    },
  ]
}
