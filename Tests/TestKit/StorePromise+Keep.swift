import Domain
import Testing

extension StorePromise {
  static let keeping = [
    StorePromise("nothing is removed without a moment before which it may go") { scene in
      try await scene.handle("e1", [])
      #expect(try await scene.keepHouse(bodies: nil, history: nil).isEmpty)
      #expect(try await !scene.detail(of: "e1").body.isEmpty)
    },
    StorePromise("what is younger than the settings say is kept") { scene in
      try await scene.handle("e1", [])
      try await expectEqual(scene.accept("e1"), .duplicate)
      #expect(try await scene.keepHouse(bodies: scene.now, history: scene.now).isEmpty)
      // A body may go while the history of it is still young.
      let removed = try await scene.keepHouse(history: scene.now)
      #expect(removed.bodies == 1 && removed.jobs == 0 && removed.deliveries == 0)
      try await expectEqual(scene.detail(of: "e1").jobs.count, 1)
    },
    StorePromise("an event without body and jobs stays known: its duplicate does nothing again") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      try await expectEqual(scene.accept("e1"), .duplicate)
      let removed = try await scene.keepHouse()
      #expect(removed.bodies == 1 && removed.jobs == 2 && removed.deliveries == 1)
      let detail = try await scene.detail(of: "e1")
      #expect(detail.body.isEmpty && detail.jobs.isEmpty && detail.event.prunedAt != nil)
      expectEqual(detail.event.state, .completed)
      try await expectEqual(scene.store.events(EventFilter(state: .completed)).map(\.id), ["e1"])

      try await expectEqual(scene.accept("e1"), .duplicate)
      try await expectEqual(scene.accept("e1", body: "other"), .conflict)
      #expect(try await scene.claim(.handling).isEmpty)
      #expect(try await scene.claim(.accounting).isEmpty)
      // Its binding is known too, so that the order's next request finds the invoice.
      try await expectEqual(scene.bound("e1", as: .issue).id, invoice.id)
      try await expectEqual(scene.ask("e2").id, invoice.id)
    },
    StorePromise("a replay names events without bodies, and takes none of them") { scene in
      for event: EventID in ["e1", "e2"] { try await scene.handle(event, []) }
      _ = try await scene.keepHouse()
      try await scene.handle("e3", [])
      let tally = try await scene.store.tally(EventSelection())
      #expect(tally.map(\.events) == [1] && tally.map(\.pruned) == [2])
      let id = try await scene.startReplay()
      try await scene.finishReplay(id)
      try await expectEqual(scene.replay(id).replay.taken, 1)
    },
    StorePromise("what is open or held keeps its body, its jobs and its callbacks") { scene in
      _ = try await scene.accept("waits")
      let held = try await scene.holding("held")
      for state: InvoiceState in [.planned, .inDoubt, .needsPerson] {
        let event = EventID("e \(state)")
        let series = Series(cif: "RO1", name: state.rawValue)
        let invoice = try await scene.ask(event, issuing: OrderID(state.rawValue), series: series)
        try await scene.bring(invoice.id, of: event, to: state)
        // Even where a person has given its job up.
        let job = try await scene.record(.issueInvoice, of: event)
        if state != .planned { _ = try await scene.perform(.discard(job.id)) }
      }
      let before = try await scene.store.events(EventFilter())
      _ = try await scene.keepHouse()
      for event in before where !event.id.rawValue.contains("needs a person") {
        let detail = try await scene.detail(of: event.id)
        #expect(!detail.body.isEmpty && !detail.jobs.isEmpty, "\(event.id)")
      }
      try await expectEqual(scene.perform(.requeue(held)), .done)
    },
    StorePromise("an order's newest event keeps its body while an older one still asks") { scene in
      try await scene.handle("e1", [scene.issue("1001", "e1")], at: 50)
      try await scene.handle("e2", [], at: 100)
      _ = try await scene.keepHouse()
      #expect(try await !scene.detail(of: "e2").body.isEmpty)
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try await expectEqual(scene.settle(claim, .completed), .settled)
      _ = try await scene.keepHouse()
      #expect(try await scene.detail(of: "e2").body.isEmpty)
    },
    StorePromise("what an open replay will come to is kept") { scene in
      try await scene.handle("e1", [])
      let id = try await scene.startReplay()
      #expect(try await scene.keepHouse().isEmpty)
      try await scene.finishReplay(id)
      try await expectEqual(scene.replay(id).replay.taken, 1)
    },
    StorePromise("what was once asked for an invoice is not asked for again, however old it is") {
      scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      func mail(_ event: EventID) -> Command {
        .sendInvoice(
          .init(
            asked: scene.asked(event), account: scene.account, order: "1001", mail: InvoiceMail(),
            invoice: invoice.id))
      }
      try await scene.handle("m1", [mail("m1")])
      let claim = try await scene.claim(.sendInvoice, of: "m1")
      try await expectEqual(scene.settle(claim, .completed), .settled)
      _ = try await scene.keepHouse()
      try await expectEqual(scene.detail(of: "m1").jobs.map(\.kind), [.sendInvoice])
      // Another event's handling asks for the same mail.
      try await scene.handle("m2", [mail("m2")])
      try await expectEqual(scene.detail(of: "m2").jobs.map(\.kind), [.handleEvent])
      #expect(try await scene.claim(.accounting).isEmpty)
      // Nor can a person have it sent by its old job: the order is gone.
      #expect(try await scene.isRefused(.requeue(claim.job.id)))
    },
    StorePromise("a callback's content goes; its id, its sequence and its order's next one stay") {
      scene in
      func notice(_ fact: String, _ event: EventID, detail: String) -> Notice {
        Notice(
          fact: fact, asked: scene.asked(event), order: "1001",
          content: .failed(.issue, Failure(.orderNotInvoiceable, detail: detail)))
      }
      func tell(_ notice: Notice) async throws -> String {
        let event = notice.asked.event
        _ = try await scene.accept(event)
        let claim = try await scene.claim(.handleEvent, of: event)
        try await expectEqual(scene.settle(claim, .completed, notices: [notice]), .settled)
        let notify = try await scene.claim(.notifyShop, of: event)
        try await expectEqual(scene.settle(notify, .completed), .settled)
        guard case .notifyShop(let command) = notify.job.command else { return "" }
        return command.notice
      }
      let first = try await tell(notice("a", "e1", detail: "Ion Popescu"))
      try await expectEqual(scene.keepHouse().notices, 1)
      #expect(try await scene.store.notice(first) == nil)
      #expect(try await scene.store.notice(telling: "a") == nil)
      // Another fact of the order comes after it, and the same fact is the same notice.
      let second = try await tell(notice("b", "e2", detail: "x"))
      try await expectEqual(scene.store.notice(second)?.sequence, 2)
      try await expectEqual(tell(notice("a", "e3", detail: "now")), first)
      let told = try await scene.store.notice(first)
      expectEqual(told?.sequence, 1)
      expectEqual(
        told?.notice.content, .failed(.issue, Failure(.orderNotInvoiceable, detail: "now")))
    },
    StorePromise("a callback that is still to be brought keeps its content") { scene in
      let jobs = try await scene.callbacks(1)
      _ = try await scene.keepHouse()
      #expect(try await scene.store.job(try #require(jobs.first)) != nil)
      _ = try await scene.accept("e1")
      let claim = try await scene.claim(.handleEvent, of: "e1")
      let notice = Notice(
        fact: "a", asked: scene.asked("e1"), order: "1002",
        content: .failed(.issue, Failure(.orderNotInvoiceable)))
      try await expectEqual(scene.settle(claim, .completed, notices: [notice]), .settled)
      #expect(try await scene.keepHouse().isEmpty)
      #expect(try await scene.store.notice(telling: "a") != nil)
    },
    StorePromise("persons' acts stay, whatever they were about") { scene in
      let job = try await scene.holding("e1")
      try await expectEqual(scene.perform(.discard(job)), .done)
      let removed = try await scene.keepHouse()
      #expect(removed.bodies == 1 && removed.jobs == 1)
      #expect(try await scene.store.job(job) == nil)
      try await expectEqual(scene.isRefused(.requeue(job)), false)
      try await expectEqual(scene.perform(.requeue(job)), .notFound)
    },
    StorePromise("an event one of whose jobs is young keeps all of them") { scene in
      let invoice = try await scene.ask("e1")
      try await scene.bring(invoice.id, of: "e1", to: .issued)
      // A replay made it anew after the moment before which history goes.
      let id = try await scene.startReplay()
      try await scene.finishReplay(id)
      let young = scene.now + .seconds(10)
      let claims = try await scene.store.claim(
        [.handling: 10], at: young, lease: scene.lease)
      for claim in claims {
        _ = try await scene.store.settle([Settlement(claim.fence, .completed)], at: young)
      }
      let removed = try await scene.keepHouse()
      #expect(removed.bodies == 1 && removed.jobs == 0)
      try await expectEqual(scene.detail(of: "e1").jobs.count, 3)
    },
    StorePromise("a proforma that waits for its invoice keeps its order, until history goes too") {
      scene in
      _ = try await scene.issuedProforma()
      let removed = try await scene.keepHouse(history: nil)
      #expect(try await scene.detail(of: "p1").event.prunedAt == nil, "\(removed)")
      _ = try await scene.keepHouse()
      #expect(try await scene.detail(of: "p1").event.prunedAt != nil)
    },
  ]
}

extension StoreScene {
  struct NoHousekeeping: Error {}

  /// A whole pass, in which all that was received by now is old; nil keeps it for ever.
  fileprivate func keepHouse(
    bodies: Timestamp? = .afterSample, history: Timestamp? = .afterSample
  ) async throws -> HousekeepingCount {
    guard let store = store as? any Housekeeping else { throw NoHousekeeping() }
    let cutoffs = KeepCutoffs(bodiesBefore: bodies, historyBefore: history)
    var total = HousekeepingCount()
    var place: HousekeepingPlace? = .start
    // No scene has more.
    for _ in 0..<100 {
      guard let current = place else { return total }
      let step = try await store.removeOutdated(cutoffs, from: current, at: now)
      total += step.removed
      place = step.next
    }
    Issue.record("a pass has no end")
    return total
  }

  fileprivate func detail(of event: EventID) async throws -> EventDetail {
    guard let detail = try await store.event(event, of: shop) else {
      throw NotThere(what: "event \(event)")
    }
    return detail
  }

  /// An event that can't be handled: its job waits for a person.
  fileprivate func holding(_ event: EventID) async throws -> Job.ID {
    _ = try await accept(event)
    let claim = try await claim(.handleEvent, of: event)
    try await expectEqual(settle(claim, .held(Failure(.eventUnreadable))), .settled)
    return claim.job.id
  }
}

extension Timestamp {
  fileprivate static let afterSample = Timestamp.sample + .seconds(1)
}
