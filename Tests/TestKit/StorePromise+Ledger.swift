import Domain
import Testing

extension StorePromise {
  static let bindings = [
    StorePromise("a request opens the order's first invoice") { scene in
      let invoice = try await scene.ask("e1", cause: .statusChange)
      expectEqual(invoice.state, .planned)
      expectEqual(invoice.key.revision, 0)
      expectEqual(invoice.openedBy, "e1")
      expectEqual(invoice.series, .sample)
      #expect(
        try await scene.store.invoice(boundTo: "e1", of: scene.shop, as: .issue)?.previous == nil)
      #expect(try await scene.store.invoice(boundTo: "e2", of: scene.shop, as: .issue) == nil)
    },
    StorePromise("another event for an order meets its invoice, in any state that stands") {
      scene in
      let invoice = try await scene.ask("e1")
      for state: InvoiceState in [.planned, .refused, .inDoubt] {
        try await scene.bring(invoice.id, of: "e1", to: state)
        let event = EventID("meets \(state.rawValue)")
        try await expectEqual(scene.ask(event, issuing: "1001").id, invoice.id)
        if state == .refused { try await expectEqual(scene.perform(requeue(scene, "e1")), .done) }
      }
    },
    StorePromise("a cancel before any request leaves a tombstone that prevents") { scene in
      let tombstone = try await scene.ask("e1", cancelling: "1001")
      expectEqual(tombstone.state, .withdrawn)
      try await expectEqual(scene.ask("e2", cause: .statusChange).id, tombstone.id)
      let opened = try await scene.ask("e3", cause: .request)
      expectEqual(opened.key.revision, 1)
      expectEqual(opened.state, .planned)
      let bound = try await scene.store.invoice(boundTo: "e3", of: scene.shop, as: .issue)
      #expect(bound != nil && bound?.previous == nil)
    },
    StorePromise("a cancel withdraws what was not sent") { scene in
      for (order, state) in [("1001", InvoiceState.planned), ("1002", .refused)] {
        let event = EventID("asks \(order)")
        let invoice = try await scene.ask(event, issuing: OrderID(order))
        try await scene.bring(invoice.id, of: event, to: state)
        let met = try await scene.ask(EventID("cancels \(order)"), cancelling: OrderID(order))
        expectEqual(met.id, invoice.id)
        expectEqual(met.state, .withdrawn)
        #expect(met.cancelling == nil)
      }
    },
    StorePromise("what a cancel withdraws is told at once, before news of a later revision") {
      scene in
      let tombstone = try await scene.ask("c0", cancelling: "1001")
      let first = try await scene.ask("e1")
      _ = try await scene.ask("c1", cancelling: "1001")
      let told = try #require(try await scene.claim(.shops).first)
      guard case .notifyShop(let command) = told.job.command else { return }
      let notice = try #require(try await scene.store.notice(command.notice))
      expectEqual(notice.notice.fact, "invoice/\(tombstone.id)/cancelled")
      expectEqual(notice.sequence, 1)
      _ = try await scene.store.recover(at: scene.now)
      try await expectEqual(scene.store.jobs(JobFilter(kind: .notifyShop)).count, 2)
      // The cancel's own job tells the same fact, under the same id.
      let cancel = try await scene.claim(.cancelInvoice, of: "c1")
      let again = try await scene.invoice(first.id).cancelledNotice(asked: scene.asked("c1"))
      try await expectEqual(scene.settle(cancel, .completed, notices: [again]), .settled)
      try await expectEqual(scene.store.jobs(JobFilter(kind: .notifyShop)).count, 2)
    },
    StorePromise("a cancel waits for what is being sent or in doubt") { scene in
      let invoice = try await scene.ask("e1")
      let (claim, reservation) = try await scene.send(invoice.id, for: "e1")
      let met = try await scene.ask("e2", cancelling: "1001")
      expectEqual(met.id, invoice.id)
      expectEqual(met.state, .sending)
      expectEqual(met.cancelling, "e2")
      // A second cancel waits with the first.
      try await expectEqual(scene.ask("e3", cancelling: "1001").cancelling, "e2")
      let failure = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(
          claim, .held(failure), changes: [.inDoubt(reservation, failure)]), .settled)
      try await expectEqual(scene.ask("e4", cancelling: "1001").cancelling, "e2")
    },
    StorePromise("a cancel of an issued invoice is bound, done once, and then unbound") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      try await expectEqual(scene.ask("e2", cancelling: "1001").cancelling, "e2")
      let claim = try await scene.claim(.cancelInvoice, of: "e2")
      try await expectEqual(
        scene.settle(claim, .completed, changes: [.cancelled(invoice.id)]), .settled)
      let cancelled = try await scene.invoice(invoice.id)
      expectEqual(cancelled.state, .cancelled)
      #expect(cancelled.cancelling == nil)
      expectEqual(cancelled.document, StoreScene.document)
      try await expectEqual(scene.ask("e3", cancelling: "1001").id, invoice.id)
    },
    StorePromise("a refused cancel is no longer bound, and the invoice stands") { scene in
      let (invoice, _) = try await scene.refusedCancel("e2")
      let standing = try await scene.invoice(invoice)
      expectEqual(standing.state, .issued)
      #expect(standing.cancelling == nil)
      try await expectEqual(scene.ask("e3", cause: .request).id, invoice)
    },
    StorePromise("a cancel reaches the revision that stands, past later ones that are withdrawn") {
      scene in
      let first = try await scene.ask("e1")
      try await scene.bring(first.id, of: "e1", to: .issued)
      _ = try await scene.ask("e2", cancelling: "1001")
      let second = try await scene.ask("e3", cause: .request)
      let claim = try await scene.claim(.cancelInvoice, of: "e2")
      let change = LedgerChange.cancelRefused(first.id, of: "e2")
      try await expectEqual(
        scene.settle(claim, .held(Failure(.cancelRefused)), changes: [change]), .settled)
      for event in ["e4", "e5"] as [EventID] {
        try await expectEqual(scene.ask(event, cancelling: "1001").id, first.id)
        try await expectEqual(scene.invoice(first.id).cancelling, "e4")
        try await expectEqual(scene.invoice(second.id).state, .withdrawn)
      }
      // That all is cancelled is told when it is.
      #expect(try await scene.store.jobs(JobFilter(kind: .notifyShop)).isEmpty)
      for event in ["e4", "e5"] as [EventID] {
        let claim = try await scene.claim(.cancelInvoice, of: event)
        let change = LedgerChange.cancelRefused(first.id, of: event)
        try await expectEqual(
          scene.settle(claim, .held(Failure(.cancelRefused)), changes: [change]), .settled)
      }
      try await expectEqual(scene.ask("e6", cause: .request).id, first.id)
    },
    StorePromise("when a cancel is refused, the one that waits behind it is bound") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      _ = try await scene.ask("e2", cancelling: "1001")
      _ = try await scene.ask("e3", cancelling: "1001")
      for (event, next) in [("e2", "e3"), ("e3", nil)] as [(EventID, EventID?)] {
        try await expectEqual(scene.invoice(invoice.id).cancelling, event)
        let claim = try await scene.claim(.cancelInvoice, of: event)
        let change = LedgerChange.cancelRefused(invoice.id, of: event)
        try await expectEqual(
          scene.settle(claim, .held(Failure(.cancelRefused)), changes: [change]), .settled)
        try await expectEqual(scene.invoice(invoice.id).cancelling, next)
      }
    },
    StorePromise("a replayed cancel that was refused is bound again, unless overtaken") { scene in
      let (invoice, _) = try await scene.refusedCancel("e2")
      try await scene.replay("e2", run: 1, [scene.cancel("1001", "e2", run: 1)])
      try await expectEqual(scene.invoice(invoice).cancelling, "e2")
      let claim = try await scene.claim(.cancelInvoice, of: "e2")
      let change = LedgerChange.cancelRefused(invoice, of: "e2")
      try await expectEqual(
        scene.settle(claim, .held(Failure(.cancelRefused)), changes: [change]), .settled)
      _ = try await scene.ask("e3", cause: .request)
      try await scene.replay("e2", run: 2, [scene.cancel("1001", "e2", run: 2)])
      #expect(try await scene.invoice(invoice).cancelling == nil)
    },
    StorePromise("a request after a cancel opens the next revision; a status change does not") {
      scene in
      for state: InvoiceState in [.withdrawn, .cancelled, .abandoned] {
        let opener = EventID("opens for \(state.rawValue)")
        let invoice = try await scene.ask(opener, cause: .request)
        let revision = invoice.key.revision
        expectEqual(invoice.state, .planned)
        try await scene.bring(invoice.id, of: opener, to: state)
        let late = try await scene.ask("late \(state.rawValue)", cause: .statusChange)
        expectEqual(late.key.revision, revision)
        expectEqual(late.state, state)
      }
      try await expectEqual(scene.store.invoices(InvoiceFilter()).map(\.key.revision), [2, 1, 0])
    },
    StorePromise("a request while a cancel waits opens the next revision, once") { scene in
      let first = try await scene.ask("e1")
      _ = try await scene.send(first.id, for: "e1")
      _ = try await scene.ask("e2", cancelling: "1001")
      try await expectEqual(scene.ask("e3", cause: .statusChange).id, first.id)
      let second = try await scene.ask("e4", cause: .request)
      expectEqual(second.key.revision, 1)
      try await expectEqual(scene.ask("e5", cause: .request).id, second.id)
    },
    StorePromise("a revision waits for every earlier one that may stand, not for the last alone") {
      scene in
      let first = try await scene.ask("e1")
      _ = try await scene.send(first.id, for: "e1")
      _ = try await scene.ask("c1", cancelling: "1001")
      let second = try await scene.ask("e2", cause: .request)
      try await expectEqual(scene.ask("c2", cancelling: "1001").id, first.id)
      try await expectEqual(scene.invoice(second.id).state, .withdrawn)
      let third = try await scene.ask("e3", cause: .request)
      expectEqual(third.key.revision, 2)
      let bound = try await scene.store.invoice(boundTo: "e3", of: scene.shop, as: .issue)
      expectEqual(bound?.previous?.id, first.id)
    },
    StorePromise("an event is bound once: a replay finds its binding") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .cancelled)
      // The same event again, as a replay, though a new request would open a revision.
      try await scene.replay("e1", run: 1, [scene.issue("1001", "e1", run: 1)])
      try await expectEqual(scene.bound("e1", as: .issue).id, invoice.id)
      try await expectEqual(scene.store.invoices(InvoiceFilter()).count, 1)
      try await expectEqual(scene.store.event("e1", of: scene.shop)?.jobs.count, 4)
      // A replayed cancel does not hit the revision that came after it.
      let next = try await scene.ask("e3", cause: .request)
      let cancel = EventID("e1 is cancelled")
      try await scene.replay(cancel, run: 1, [scene.cancel("1001", cancel, run: 1)])
      try await expectEqual(scene.invoice(next.id).state, .planned)
      try await expectEqual(scene.bound(cancel, as: .cancel).id, invoice.id)
    },
    StorePromise("an event that asks twice is bound once") { scene in
      try await scene.handle("e1", [scene.issue("1001", "e1"), scene.issue("1001", "e1", run: 1)])
      try await expectEqual(scene.store.invoices(InvoiceFilter()).count, 1)
    },
  ]

  static let reservations = [
    StorePromise("a reservation keeps what will be sent before it is") { scene in
      let invoice = try await scene.ask("e1")
      let (_, reservation) = try await scene.send(invoice.id, for: "e1")
      expectEqual(reservation, Reservation(invoice: invoice.id, attempt: 1))
      let detail = try #require(try await scene.store.invoice(invoice.id))
      expectEqual(detail.invoice.state, .sending)
      expectEqual(detail.invoice.attempt, 1)
      expectEqual(detail.invoice.expectedNumber, 42)
      #expect(detail.invoice.document == nil)
      expectEqual(detail.request, Array("request".utf8))
    },
    StorePromise("one document of a series is unclear at a time") { scene in
      let first = try await scene.ask("e1", issuing: "1001")
      // By another lane, as a restarted or confused engine might.
      let second = try await scene.ask("e2", issuing: "1002")
      let (sender, reservation) = try await scene.send(first.id, for: "e1")
      let elsewhere = try await scene.ask(
        "e3", issuing: "1003", series: Series(cif: "RO12345674", name: "ALT"))
      let claim = try await scene.claim(.issueInvoice, of: "e3")
      let request = scene.request(second.id, claim)
      try await expectEqual(
        scene.store.reserve(request, at: scene.now), .obstructed(.unclear(first.id)))
      let failure = Failure(.invoiceInDoubt)
      try await expectEqual(
        scene.settle(
          sender, .held(failure), changes: [.inDoubt(reservation, failure)]), .settled)
      try await expectEqual(
        scene.store.reserve(request, at: scene.now), .obstructed(.unclear(first.id)))
      let other = scene.request(elsewhere.id, claim)
      try await expectEqual(
        scene.store.reserve(other, at: scene.now),
        .reserved(Reservation(invoice: elsewhere.id, attempt: 1)))
    },
    StorePromise("nothing is reserved on a stopped series until a person resumes it") { scene in
      let invoice = try await scene.ask("e1")
      let failure = Failure(.seriesGap, detail: "expected 41, got 0042")
      _ = try await scene.accept("e2")
      let stopper = try await scene.claim(.handleEvent, of: "e2")
      try await expectEqual(
        scene.settle(stopper, .completed, changes: [.seriesStopped(.sample, failure)]), .settled)
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      let request = scene.request(invoice.id, claim)
      try await expectEqual(
        scene.store.reserve(request, at: scene.now), .obstructed(.stopped(failure)))
      let stopped = StoppedSeries(series: .sample, failure: failure, stoppedAt: scene.now)
      try await expectEqual(scene.store.stoppedSeries(), [stopped])
      try await expectEqual(scene.perform(.resumeSeries(.sample)), .done)
      try await expectEqual(scene.perform(.resumeSeries(.sample)), .notFound)
      try await expectEqual(
        scene.store.reserve(request, at: scene.now),
        .reserved(Reservation(invoice: invoice.id, attempt: 1)))
    },
    StorePromise("an invoice is found by its number") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      let (store, number) = (scene.store, StoreScene.document.number)
      try await expectEqual(store.invoices(InvoiceFilter(number: number)).map(\.id), [invoice.id])
      for other in [
        InvoiceNumber(series: number.series, text: number.text + "0"),
        InvoiceNumber(series: number.series + "X", text: number.text),
      ] {
        #expect(try await store.invoices(InvoiceFilter(number: other)).isEmpty)
      }
    },
    StorePromise("only a planned or refused invoice is reserved") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .refused)
      try await expectEqual(scene.perform(requeue(scene, "e1")), .done)
      let (claim, second) = try await scene.send(invoice.id, for: "e1")
      expectEqual(second.attempt, 2)
      let request = scene.request(invoice.id, claim)
      try await expectEqual(scene.store.reserve(request, at: scene.now), .stateIs(.sending))
      let changes: [LedgerChange] = [.issued(second, StoreScene.document)]
      try await expectEqual(
        scene.settle(claim, .retry(Failure(.seriesBusy), at: scene.now), changes: changes), .settled
      )
      let again = scene.request(invoice.id, try await scene.claim(.issueInvoice, of: "e1"))
      try await expectEqual(scene.store.reserve(again, at: scene.now), .stateIs(.issued))
    },
    StorePromise("evidence is kept whoever holds the claim") { scene in
      let invoice = try await scene.ask("e1")
      _ = try await scene.send(invoice.id, for: "e1")
      _ = try await scene.store.recover(at: scene.now)
      let answers: [RawAnswer] = [
        .answered(status: 200, body: Array("{}".utf8)), .notSent("refused"), .unclear("timed out"),
        .unclear("cut short", partialBody: Array(#"{"number":"00"#.utf8)),
      ]
      let evidence = answers.map {
        Evidence(invoice: invoice.id, attempt: 1, at: scene.now, answer: $0)
      }
      for piece in evidence { try await scene.store.record(piece) }
      try await expectEqual(scene.store.invoice(invoice.id)?.evidence, evidence)
    },
  ]

  static let changes = [
    StorePromise("each change of the ledger leads where it says") { scene in
      let failure = Failure(.smartBillRefused, detail: "why")
      let ends: [(InvoiceState, @Sendable (Reservation) -> LedgerChange)] = [
        (.refused, { .refused($0, failure) }), (.planned, { .nothingIssued($0) }),
        (.inDoubt, { .inDoubt($0, failure) }), (.issued, { .issued($0, StoreScene.document) }),
      ]
      for (state, change) in ends {
        let name = state.rawValue
        let series = Series(cif: "RO12345674", name: state == .issued ? "FCT" : name)
        let invoice = try await scene.ask(EventID(name), issuing: OrderID(name), series: series)
        let (claim, reservation) = try await scene.send(invoice.id, for: EventID(name))
        try await expectEqual(
          scene.settle(claim, .completed, changes: [change(reservation)]), .settled)
        let after = try await scene.invoice(invoice.id)
        expectEqual(after.state, state)
        expectEqual(after.failure, ([.refused, .inDoubt].contains(state) ? failure : nil))
        expectEqual(after.document, (state == .issued ? StoreScene.document : nil))
      }
      let invoice = try await scene.ask("early", issuing: "early")
      let claim = try await scene.claim(.issueInvoice, of: "early")
      try await expectEqual(
        scene.settle(
          claim, .held(failure), changes: [.notInvoiceable(invoice.id, failure)]), .settled)
      try await expectEqual(scene.invoice(invoice.id).state, .refused)
      _ = try await scene.ask("c", cancelling: "none")
      let cancel = try await scene.claim(.cancelInvoice, of: "c")
      try await expectEqual(
        scene.settle(cancel, .completed, changes: [.withdrawn(invoice.id)]), .settled)
      try await expectEqual(scene.invoice(invoice.id).state, .withdrawn)
    },
    StorePromise("no change holds from a state that it does not name") { scene in
      let failure = Failure(.smartBillRefused)
      let doubt = Doubt(since: scene.now)
      for state: InvoiceState in [
        .planned, .sending, .issued, .withdrawn, .inDoubt, .needsPerson,
      ] {
        let order = OrderID(state.rawValue)
        let event = EventID(state.rawValue)
        let series = Series(cif: "RO12345674", name: state == .issued ? "FCT" : order.rawValue)
        let invoice = try await scene.ask(event, issuing: order, series: series)
        if state == .withdrawn {
          _ = try await scene.ask("\(state.rawValue) cancel", cancelling: order)
        } else {
          try await scene.bring(invoice.id, of: event, to: state)
        }
        let stands = try await scene.invoice(invoice.id)
        let reservation = Reservation(invoice: invoice.id, attempt: stands.attempt)
        let stale = Reservation(invoice: invoice.id, attempt: stands.attempt + 1)
        var document = StoreScene.document
        document.number = InvoiceNumber(series: series.name, text: "0099")
        let changes: [(LedgerChange, from: [InvoiceState])] = [
          (.issued(reservation, document), [.sending, .inDoubt]), (.issued(stale, document), []),
          (.refused(reservation, failure), [.sending, .inDoubt]), (.refused(stale, failure), []),
          (.nothingIssued(reservation), [.sending, .inDoubt]), (.nothingIssued(stale), []),
          (.inDoubt(reservation, failure), [.sending]), (.inDoubt(stale, failure), []),
          (.looked(reservation, doubt), [.inDoubt]), (.looked(stale, doubt), []),
          (.needsPerson(reservation, failure, []), [.inDoubt]),
          (.needsPerson(stale, failure, []), []),
          (.unsettled(reservation, failure), [.sending, .inDoubt]),
          (.unsettled(stale, failure), []),
          (.notInvoiceable(invoice.id, failure), [.planned, .refused]),
          (.cancelled(invoice.id), [.issued]), (.withdrawn(invoice.id), [.planned, .refused]),
          (.cancelRefused(invoice.id, of: "e2"), [.issued]),
        ]
        for (index, (change, from)) in changes.enumerated() where !from.contains(state) {
          let result = try await scene.apply(
            change, by: EventID("probe \(state.rawValue) \(index)"))
          if case .conflict = result {} else { Issue.record("\(change) from \(state): \(result)") }
          try await expectEqual(scene.invoice(invoice.id), stands)
        }
      }
    },
    StorePromise("a document belongs to one order") { scene in
      let first = try await scene.ask("e1", issuing: "1001")
      try await scene.bring(first.id, of: "e1", to: .issued)
      let second = try await scene.ask("e2", issuing: "1002")
      let (claim, reservation) = try await scene.send(second.id, for: "e2")
      let notice = Notice(
        fact: "f", asked: scene.asked("e2"), order: "1002",
        content: .issued(StoreScene.document, revision: 0))
      let result = try await scene.settle(
        claim, .completed, changes: [.issued(reservation, StoreScene.document)], notices: [notice])
      guard case .conflict(let text) = result else {
        Issue.record("it is no conflict: \(result)")
        return
      }
      #expect(text.contains("invoice \(first.id)"))
      try await expectEqual(scene.invoice(second.id).state, .sending)
      #expect(try await scene.store.jobs(JobFilter(kind: .notifyShop)).isEmpty)
    },
    StorePromise("invoices are listed by shop, order and state") { scene in
      let first = try await scene.ask("e1", issuing: "1001")
      let second = try await scene.ask("e2", cancelling: "1002")
      let store = scene.store
      try await expectEqual(store.invoices(InvoiceFilter()).map(\.id), [second.id, first.id])
      try await expectEqual(store.invoices(InvoiceFilter(order: "1001")).map(\.id), [first.id])
      try await expectEqual(store.invoices(InvoiceFilter(state: .withdrawn)).map(\.id), [second.id])
      #expect(try await store.invoices(InvoiceFilter(shop: "alt")).isEmpty)
      #expect(try await store.invoice(second.id + 1) == nil)
    },
  ]

  @Sendable
  private static func requeue(_ scene: StoreScene, _ event: EventID) async throws -> OperatorAct {
    .requeue(try await scene.record(.issueInvoice, of: event).id)
  }
}
