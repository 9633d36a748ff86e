import Domain
import Testing

extension StorePromise {
  static let prunes = [
    StorePromise("a pruned event stays known, and another delivery of it is a duplicate") { scene in
      try await scene.handle("e1", [])
      try await scene.prune("e1")
      let pruned = try await scene.detail("e1")
      #expect(pruned.body.isEmpty)
      expectEqual(pruned.event.prunedAt, scene.now)
      try await expectEqual(scene.accept("e1"), .duplicate)
      try await expectEqual(scene.accept("e1", body: "other"), .conflict)
      let detail = try await scene.detail("e1")
      expectEqual(detail.event.duplicates, 2)
      expectEqual(detail.event.conflicts, 1)
      // What was removed doesn't come back by the back door.
      #expect(detail.body.isEmpty)
      #expect(detail.conflictingBodies.isEmpty)
    },
    StorePromise("bodies that came under a pruned event's id go with its own") { scene in
      try await scene.handle("e1", [])
      try await expectEqual(scene.accept("e1", body: "other"), .conflict)
      try await scene.prune("e1")
      #expect(try await scene.detail("e1").conflictingBodies.isEmpty)
    },
    StorePromise("what a job still needs is not pruned") { scene in
      _ = try await scene.accept("waits")
      _ = try await scene.accept("runs")
      for event: EventID in ["waits", "runs"] {
        try await scene.prune(event)
        #expect(try await scene.detail(event).event.prunedAt == nil)
      }
      let claim = try await scene.claim(.handleEvent, of: "waits")
      try await scene.prune("waits")
      #expect(try await scene.detail("waits").event.prunedAt == nil)
      try await expectEqual(scene.settle(claim, .held(Failure(.eventUnreadable))), .settled)
      try await scene.prune("waits")
      #expect(try await scene.detail("waits").event.prunedAt == nil)
      try await expectEqual(scene.perform(.discard(claim.job.id)), .done)
      try await scene.prune("waits")
      #expect(try await scene.detail("waits").event.prunedAt != nil)
    },
    StorePromise("what an invoice that isn't clear needs is not pruned") { scene in
      for state: InvoiceState in [.inDoubt, .needsPerson] {
        let event: EventID = "e \(state)"
        let series = Series(cif: "RO1", name: state.rawValue)
        let invoice = try await scene.ask(event, issuing: OrderID(state.rawValue), series: series)
        try await scene.bring(invoice.id, of: event, to: state)
        let job = try await scene.record(.issueInvoice, of: event)
        if job.state == .held { #expect(try await scene.isRefused(.discard(job.id))) }
        try await scene.prune(event)
        #expect(try await scene.detail(event).event.prunedAt == nil)
        #expect(try await scene.store.invoice(invoice.id)?.request != nil)
      }
    },
    StorePromise("an issued invoice loses its request, and keeps its number, total and dates") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      let before = try await scene.invoice(invoice.id)
      try await scene.prune("e1")
      #expect(try await scene.detail("e1").event.prunedAt != nil)
      let after = try await scene.store.invoice(invoice.id)
      #expect(after?.request == nil)
      expectEqual(after?.invoice, before)
    },
    StorePromise("a job whose order was pruned is not done again, and says why") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      try await scene.prune("e1")
      for kind in [JobKind.issueInvoice, .handleEvent] {
        let job = try await scene.record(kind, of: "e1")
        #expect(try await scene.isRefused(.requeue(job.id)))
      }
      // Nor does what a person says of its invoice bring it back.
      try await expectEqual(scene.perform(.resolve(invoice.id, .deleted)), .done)
      try await expectEqual(scene.record(.issueInvoice, of: "e1").state, .completed)
    },
    StorePromise("a replay leaves out what was pruned, and what it will come to isn't pruned") {
      scene in
      for event: EventID in ["e1", "e2", "e3"] { try await scene.handle(event, []) }
      try await scene.prune("e2")
      let tally = try await scene.store.tally(EventSelection())
      expectEqual(tally.map(\.events), [2])
      expectEqual(tally.map(\.pruned), [1])
      let id = try await scene.startReplay()
      try await scene.prune("e3")
      #expect(try await scene.detail("e3").event.prunedAt == nil)
      try await scene.finishReplay(id)
      try await expectEqual(scene.replay(id).replay.taken, 2)
      try await expectEqual(scene.detail("e2").jobs.count, 1)
      try await expectEqual(scene.detail("e3").jobs.count, 2)
      let page = try await scene.store.events(
        EventSelection(), after: 0, through: .max, limit: 10)
      expectEqual(page.map(\.event.id), ["e1", "e3"])
    },
    StorePromise("a prune takes what is old alone, and a step has a bound") { scene in
      try await scene.handle("e1", [])
      let request = PruneRequest(key: "young", scope: .received(before: scene.now))
      try await expectEqual(scene.perform(.startPrune(request)), .done)
      let sequence = try await scene.detail("e1").event.sequence
      try await expectEqual(scene.perform(.prune(1, events: [sequence])), .done)
      #expect(try await scene.detail("e1").event.prunedAt == nil)
      let tooMany = Array(repeating: sequence, count: Prune.stepEventsMax + 1)
      #expect(try await scene.isRefused(.prune(1, events: tooMany)))
      try await expectEqual(scene.perform(.prune(7, events: [sequence])), .notFound)
    },
    StorePromise("a person's prune removes the words of failures, whose codes stay") { scene in
      let failure = Failure(.orderNotInvoiceable, detail: "Ion Popescu")
      _ = try await scene.accept("e1")
      let claim = try await scene.claim(.handleEvent, of: "e1")
      let notice = Notice(
        fact: "event/e1/failed", asked: scene.asked("e1"), order: "1001",
        content: .failed(.issue, failure))
      try await expectEqual(scene.settle(claim, .discarded(failure), notices: [notice]), .settled)
      let notify = try await scene.claim(.notifyShop, of: "e1")
      try await expectEqual(scene.settle(notify, .completed), .settled)
      guard case .notifyShop(let told) = notify.job.command else { return }
      try await scene.prune("e1", scope: .person)
      let detail = try await scene.detail("e1")
      expectEqual(detail.event.failure, Failure(.orderNotInvoiceable))
      let stored = try await scene.store.notice(told.notice)?.notice.content
      expectEqual(stored, .failed(.issue, Failure(.orderNotInvoiceable)))
      let attempts = try await scene.store.job(claim.job.id)?.attempts ?? []
      expectEqual(attempts.map(\.failure), [Failure(.orderNotInvoiceable)])
    },
  ]
}

extension StoreScene {
  fileprivate func detail(_ event: EventID) async throws -> EventDetail {
    guard let detail = try await store.event(event, of: shop) else {
      throw NotThere(what: "event \(event)")
    }
    return detail
  }

  /// Asks for the event's body to be removed; whether it was, the event tells.
  fileprivate func prune(_ event: EventID, scope: Prune.Scope? = nil) async throws {
    let scope = scope ?? .received(before: now + .seconds(1))
    try await expectEqual(perform(.startPrune(PruneRequest(key: "prune", scope: scope))), .done)
    let sequence = try await detail(event).event.sequence
    try await expectEqual(perform(.prune(1, events: [sequence])), .done)
  }
}
