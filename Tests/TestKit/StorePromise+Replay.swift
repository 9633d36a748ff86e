import Domain
import Testing

extension StorePromise {
  static let replays = [
    StorePromise("a replay gives each selected event one job more, a step at a time") { scene in
      for event: EventID in ["e1", "e2", "e3", "e4", "e5"] { try await scene.handle(event, []) }
      let id = try await scene.startReplay()
      // Its answer may be lost; asked for again, it is the same replay.
      try await expectEqual(scene.startReplay(), id)
      for (cursor, taken, state) in [
        (Int64(2), 2, Replay.State.open), (4, 4, .open), (5, 5, .done),
      ] {
        try await expectEqual(scene.perform(.stepReplay(id, eventsMax: 2)), .done)
        let replay = try await scene.replay(id).replay
        expectEqual(replay.cursor, cursor)
        expectEqual(replay.taken, taken)
        expectEqual(replay.state, state)
      }
      #expect(try await scene.isRefused(.stepReplay(id, eventsMax: 2)))
      for event: EventID in ["e1", "e2", "e3", "e4", "e5"] {
        let keys = try await scene.store.event(event, of: scene.shop)?.jobs.map(\.key)
        expectEqual(keys, ["handle/magazin/\(event)/0", "handle/magazin/\(event)/\(id)"])
      }
      let claims = try await scene.claim(.handling)
      expectEqual(claims.map(\.event?.id), ["e1", "e2", "e3", "e4", "e5"])
      #expect(claims.allSatisfy { $0.job.command.asked.run == id })
    },
    StorePromise("a second replay is a run of its own, and has its own jobs under way") { scene in
      try await scene.handle("e1", [])
      let first = try await scene.startReplay("first")
      try await scene.finishReplay(first)
      try await expectEqual(scene.replay(first).jobsUnderWay, 1)
      let claim = try await scene.claim(.handleEvent, of: "e1")
      try await expectEqual(scene.settle(claim, .completed), .settled)
      try await expectEqual(scene.replay(first).jobsUnderWay, 0)
      let second = try await scene.startReplay("second")
      try await scene.finishReplay(second)
      #expect(second > first)
      try await expectEqual(scene.store.replays(limit: 10).map(\.id), [second, first])
      try await expectEqual(scene.record(.handleEvent, of: "e1").key, "handle/magazin/e1/\(second)")
    },
    StorePromise("what came after a replay began is not meant") { scene in
      try await scene.handle("before", [])
      let id = try await scene.startReplay()
      try await scene.handle("after", [])
      try await scene.finishReplay(id)
      try await expectEqual(scene.replay(id).replay.taken, 1)
      try await expectEqual(scene.store.event("after", of: scene.shop)?.jobs.count, 1)
    },
    StorePromise("an event that is still to be handled is passed over") { scene in
      for event: EventID in ["waits", "runs"] { _ = try await scene.accept(event) }
      _ = try await scene.claim(.handling, room: 1)
      let id = try await scene.startReplay()
      try await scene.finishReplay(id)
      let replay = try await scene.replay(id).replay
      expectEqual(replay.taken, 0)
      expectEqual(replay.passedOver, 2)
      expectEqual(replay.state, .done)
    },
    StorePromise("events are selected by shop, type, order, id, time and outcome") { scene in
      try await scene.label("a", "order.status_changed", "1001", .completed, at: 100)
      try await scene.label(
        "b", "order.status_changed", "1002", .held(Failure(.seriesBusy)), at: 200)
      try await scene.label("c", "invoice.cancel_requested", "1001", .completed, at: 300)
      let failure = Failure(.eventUnreadable)
      try await scene.label("d", "x", "1003", .discarded(failure), at: 400)
      try await scene.label("night", TimerEvent.seriesAudit.type, nil, .completed, at: 450)
      _ = try await scene.accept("e", at: scene.now + .seconds(500))
      let cases: [(EventSelection, [EventID])] = [
        (EventSelection(), ["a", "b", "c", "d", "e"]),
        (EventSelection(shop: scene.shop), ["a", "b", "c", "d", "e"]),
        (EventSelection(shop: "other"), []),
        (EventSelection(type: "order.status_changed"), ["a", "b"]),
        (EventSelection(type: TimerEvent.seriesAudit.type), ["night"]),
        (EventSelection(subject: "1001"), ["a", "c"]),
        (EventSelection(ids: ["d", "night", "none"]), ["d", "night"]),
        (EventSelection(since: scene.now + .seconds(200)), ["b", "c", "d", "e"]),
        (EventSelection(until: scene.now + .seconds(200)), ["a"]),
        (EventSelection(outcome: .completed), ["a", "c"]),
        (EventSelection(outcome: .held), ["b"]),
        (EventSelection(outcome: .discarded), ["d"]),
        (EventSelection(outcome: .waiting), ["e"]),
        (EventSelection(type: "order.status_changed", outcome: .held), ["b"]),
      ]
      for (selection, ids) in cases {
        let events = try await scene.store.events(selection, after: 0, through: 100, limit: 100)
        expectEqual(events.map(\.event.id), ids, "\(selection)")
        let tallies = try await scene.store.tally(selection)
        expectEqual(tallies.reduce(0) { $0 + $1.events }, ids.count, "\(selection)")
        let id = try await scene.startReplay("\(selection)", selection)
        try await expectEqual(scene.replay(id).replay.selection, selection)
        try await expectEqual(scene.perform(.stopReplay(id)), .done)
      }
      let page = try await scene.store.events(EventSelection(), after: 1, through: 3, limit: 1)
      expectEqual(page.map(\.event.id), ["b"])
      expectEqual(page.first?.subject, "1002")
      let tally = try await scene.store.tally(EventSelection()).first { $0.type == nil }
      expectEqual(tally?.waiting, 1)
      expectEqual(tally?.firstReceivedAt, scene.now + .seconds(500))
    },
    StorePromise("who replays, goes on and stops is kept, with the reason") { scene in
      try await scene.handle("e1", [])
      let id = try await scene.startReplay()
      try await expectEqual(scene.perform(.resumeReplay(id)), .done)
      try await expectEqual(scene.perform(.stopReplay(id)), .done)
      let detail = try await scene.replay(id)
      expectEqual(detail.replay.by, scene.person)
      expectEqual(detail.replay.state, .stopped)
      expectEqual(detail.replay.endedAt, scene.now)
      expectEqual(detail.acts.map(\.outcome), ["replay", "resume_replay", "stop_replay"])
      #expect(detail.acts.allSatisfy { $0.who == "Ana" && $0.why == "checked in SmartBill" })
      for act: OperatorAct in [.stepReplay(id, eventsMax: 1), .resumeReplay(id), .stopReplay(id)] {
        #expect(try await scene.isRefused(act))
      }
      for act: OperatorAct in [.stepReplay(99, eventsMax: 1), .resumeReplay(99), .stopReplay(99)] {
        try await expectEqual(scene.perform(act), .notFound)
      }
      try await expectEqual(scene.store.event("e1", of: scene.shop)?.jobs.count, 1)
    },
  ]

  static let replayedJobs = [
    StorePromise("what comes in is claimed before what is replayed") { scene in
      for event: EventID in ["e1", "e2"] { try await scene.handle(event, []) }
      try await scene.finishReplay(try await scene.startReplay())
      _ = try await scene.accept("live")
      try await expectEqual(scene.claim(.handling, room: 2).map(\.event?.id), ["live", "e1"])
      try await expectEqual(scene.store.nextDue(in: [.handling]), scene.now)
    },
    StorePromise("a replayed job that waits at the head of its lane is overtaken") { scene in
      let issued = try await scene.ask("e1", issuing: "1001")
      try await scene.bring(issued.id, of: "e1", to: .issued)
      try await scene.replayIssue("e1", of: "1001", run: 1)
      try await scene.handle("live", [scene.issue("1002", "live")])
      let first = try await scene.claim(.accounting)
      expectEqual(first.map(\.job.command.asked.event), ["live"])
      // It runs, and is not overtaken.
      try await scene.handle("next", [scene.issue("1003", "next")])
      #expect(try await scene.claim(.accounting).isEmpty)
      try await expectEqual(scene.settle(first[0], .held(Failure(.seriesBusy))), .settled)
      let second = try await scene.claim(.accounting)
      expectEqual(second.map(\.job.command.asked.event), ["next"])
      try await expectEqual(scene.settle(second[0], .held(Failure(.seriesBusy))), .settled)
      let last = try await scene.claim(.accounting)
      expectEqual(last.map(\.job.command.asked), [scene.asked("e1", run: 1)])
    },
    StorePromise("a replayed job that looks after an unclear invoice is not overtaken") { scene in
      let invoice = try await scene.ask("e1", issuing: "1001")
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      let failure = Failure(.smartBillRefused)
      try await expectEqual(scene.settle(claim, .held(failure)), .settled)
      try await scene.replayIssue("e1", of: "1001", run: 1)
      let (again, reservation) = try await scene.send(invoice.id, for: "e1")
      expectEqual(again.job.command.asked.run, 1)
      try await expectEqual(
        scene.settle(
          again, .retry(failure, at: scene.now), changes: [.inDoubt(reservation, failure)]),
        .settled)
      try await scene.handle("live", [scene.issue("1002", "live")])
      try await expectEqual(scene.claim(.accounting).map(\.job.id), [again.job.id])
    },
    StorePromise("a replay does anew what an earlier run was held at") { scene in
      _ = try await scene.accept("held")
      let handling = try await scene.claim(.handleEvent, of: "held")
      try await expectEqual(scene.settle(handling, .held(Failure(.eventTypeUnknown))), .settled)
      _ = try await scene.ask("refused", issuing: "1001")
      let issuing = try await scene.claim(.issueInvoice, of: "refused")
      try await expectEqual(scene.settle(issuing, .held(Failure(.smartBillRefused))), .settled)
      let id = try await scene.startReplay()
      try await scene.finishReplay(id)
      let again = try await scene.claim(.handleEvent, of: "refused")
      try await expectEqual(
        scene.settle(
          again, .completed, commands: [scene.issue("1001", "refused", run: id)]), .settled)
      #expect(try await scene.store.jobs(JobFilter(state: .held)).isEmpty)
      for claim in [handling, issuing] {
        let old = try #require(try await scene.store.job(claim.job.id))
        expectEqual(old.job.state, .completed)
        expectEqual(old.attempts.last?.outcome, "replaced")
        expectEqual(old.attempts.last?.who, "Ana")
      }
    },
    StorePromise("a replay watches over no invoice whose end is known") { scene in
      let issued = try await scene.ask("e1", issuing: "1001")
      try await scene.bring(issued.id, of: "e1", to: .issued)
      _ = try await scene.ask("e2", issuing: "1002")
      let id = try await scene.startReplay()
      try await scene.finishReplay(id)
      for (event, order): (EventID, OrderID) in [("e1", "1001"), ("e2", "1002")] {
        let claim = try await scene.claim(.handleEvent, of: event)
        let asked = scene.asked(event, run: id)
        let watch = Command.watchInvoice(.init(asked: asked, order: order, delay: .seconds(300)))
        try await expectEqual(
          scene.settle(
            claim, .completed, commands: [scene.issue(order, event, run: id), watch]), .settled)
      }
      let watches = try await scene.store.jobs(JobFilter(kind: .watchInvoice))
      expectEqual(watches.map(\.event), ["e2"])
    },
  ]
}

extension StoreScene {
  func startReplay(
    _ key: String = "replay", _ selection: EventSelection = EventSelection()
  ) async throws -> Replay.ID {
    let request = ReplayRequest(key: key, selection: selection, selected: 0)
    try await expectEqual(perform(.startReplay(request)), .done)
    guard let replay = try await store.replays(limit: 100).first(where: { $0.key == key }) else {
      throw NotThere(what: "replay \(key)")
    }
    return replay.id
  }

  func finishReplay(_ id: Replay.ID) async throws {
    while try await replay(id).replay.state == .open {
      try await expectEqual(perform(.stepReplay(id, eventsMax: Replay.stepEventsMax)), .done)
    }
  }

  func replay(_ id: Replay.ID) async throws -> ReplayDetail {
    guard let detail = try await store.replay(id) else { throw NotThere(what: "replay \(id)") }
    return detail
  }

  /// Replays the one event and asks for its invoice again.
  fileprivate func replayIssue(_ event: EventID, of order: OrderID, run: Int) async throws {
    let id = try await startReplay("\(event)", EventSelection(ids: [event]))
    expectEqual(id, run)
    try await finishReplay(id)
    let claim = try await claim(.handleEvent, of: event)
    try await expectEqual(
      settle(claim, .completed, commands: [issue(order, event, run: id)]), .settled)
  }

  /// Accepts and handles an event of this type, which comes to this end.
  fileprivate func label(
    _ event: EventID, _ type: String, _ subject: OrderID?, _ outcome: Outcome, at seconds: Int
  ) async throws {
    _ = try await accept(event, at: now + .seconds(seconds))
    let claim = try await store.claim(
      [.handling: 1], at: now + .seconds(seconds), lease: lease)[0]
    let label = EventLabel(type: type, subject: subject, occurredAt: nil)
    let settlement = Settlement(claim.fence, outcome, label: label)
    try await expectEqual(store.settle([settlement], at: now), [.settled])
  }
}
