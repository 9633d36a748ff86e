import Domain
import Testing

extension StorePromise {
  static let lanes = [
    StorePromise("a lane's jobs run one at a time, oldest first") { scene in
      let jobs = try await scene.callbacks(3)
      for job in jobs {
        let claims = try await scene.claim(.shops)
        expectEqual(claims.map(\.job.id), [job])
        #expect(try await scene.claim(.shops).isEmpty)
        try await expectEqual(scene.settle(#require(claims.first), .completed), .settled)
      }
      #expect(try await scene.claim(.shops).isEmpty)
    },
    StorePromise("a head that waits for its retry blocks its lane, and no other") { scene in
      let jobs = try await scene.callbacks(2)
      let others = try await scene.callbacks(1, order: "1002", event: "other")
      let first = try await scene.claim(.shops)
      expectEqual(first.map(\.job.id), [jobs[0], others[0]])
      let later = scene.now + .seconds(10)
      let retry = Outcome.retry(Failure(.shopUnreachable), at: later)
      for claim in first { try await expectEqual(scene.settle(claim, retry), .settled) }
      _ = try await scene.callbacks(1, order: "1003", event: "third")
      try await expectEqual(scene.claim(.shops).map(\.job.command.asked.event), ["third"])
      try await expectEqual(scene.store.nextDue(), later)
      let again = try await scene.claim(.shops, at: later)
      expectEqual(again.map(\.job.id), [jobs[0], others[0]])
      expectEqual(again.map(\.job.attempt), [2, 2])
      expectEqual(again.first?.job.failure, Failure(.shopUnreachable))
    },
    StorePromise("a held or discarded head lets its lane go on") { scene in
      let jobs = try await scene.callbacks(3)
      let first = try await scene.claim(.shops)
      try await expectEqual(
        scene.settle(#require(first.first), .held(Failure(.shopRefused))), .settled)
      let second = try await scene.claim(.shops)
      expectEqual(second.map(\.job.id), [jobs[1]])
      try await expectEqual(
        scene.settle(#require(second.first), .discarded(Failure(.shopGone))), .settled)
      try await expectEqual(scene.claim(.shops).map(\.job.id), [jobs[2]])
    },
    StorePromise("a requeued job goes before younger ones, never beside a running one") { scene in
      let jobs = try await scene.callbacks(3)
      let first = try await scene.claim(.shops)
      try await expectEqual(
        scene.settle(#require(first.first), .held(Failure(.shopRefused))), .settled)
      let second = try await scene.claim(.shops)
      try await expectEqual(scene.perform(.requeue(jobs[0])), .done)
      #expect(try await scene.claim(.shops).isEmpty)
      try await expectEqual(scene.settle(#require(second.first), .completed), .settled)
      let third = try await scene.claim(.shops)
      expectEqual(third.map(\.job.id), [jobs[0]])
      try await expectEqual(scene.settle(#require(third.first), .completed), .settled)
      try await expectEqual(scene.claim(.shops).map(\.job.id), [jobs[2]])
    },
    StorePromise("lanes stand as a model says after any sequence of steps") { scene in
      for seed: UInt64 in 1...6 { try await LaneWalk(scene: scene, seed: seed).run() }
    },
  ]
}

/// Drives lanes at random beside a model so simple that it is plainly right: all open jobs in a
/// list; of a lane the one that runs, else the oldest, is the head.
private struct LaneWalk {
  struct Entry {
    let id: Job.ID
    let lane: OrderID
    var state: Job.State
    var runAt: Timestamp
    var claim: Claim?
  }

  let scene: StoreScene
  let seed: UInt64

  func run() async throws {
    var chance = SeededRandom(seed: seed)
    var entries: [Entry] = []
    var now = scene.now
    for lane in 0..<3 {
      let order = OrderID("\(seed)/\(lane)")
      for id in try await scene.callbacks(6, order: order, event: EventID("walk \(order)")) {
        entries.append(Entry(id: id, lane: order, state: .available, runAt: now))
      }
    }
    for _ in 0..<150 {
      let index = Int.random(in: 0..<entries.count, using: &chance)
      switch (Int.random(in: 0..<4, using: &chance), entries[index].claim) {
      case (0, _):
        now = now + .seconds(1)
        try await claim(&entries, at: now)
      case (1, _):
        let act = OperatorAct.requeue(entries[index].id)
        let result = try await scene.store.perform(act, by: scene.person, at: now)
        guard entries[index].state != .running else { continue }
        expectEqual(result, .done)
        let wasOpen = entries[index].state == .available
        entries[index].runAt = wasOpen ? min(entries[index].runAt, now) : now
        entries[index].state = .available
      case (2, let claim?):
        let outcomes: [(Outcome, Job.State)] = [
          (.completed, .completed), (.held(Failure(.shopRefused)), .held),
          (.discarded(Failure(.shopGone)), .discarded),
          (.retry(Failure(.shopUnreachable), at: now + .seconds(2)), .available),
        ]
        let (outcome, state) = outcomes[Int.random(in: 0..<4, using: &chance)]
        let results = try await scene.store.settle([Settlement(claim.fence, outcome)], at: now)
        expectEqual(results, [.settled])
        if state == .available { entries[index].runAt = now + .seconds(2) }
        entries[index].state = state
        entries[index].claim = nil
      case (3, _):
        let act = OperatorAct.discard(entries[index].id)
        let result = try await scene.store.perform(act, by: scene.person, at: now)
        guard [.available, .held].contains(entries[index].state) else { continue }
        expectEqual(result, .done)
        entries[index].state = .discarded
      default: continue
      }
    }
    // The next walk has the store to itself.
    for entry in entries {
      if let claim = entry.claim {
        _ = try await scene.store.settle([Settlement(claim.fence, .completed)], at: now)
      }
      _ = try await scene.store.perform(.discard(entry.id), by: scene.person, at: now)
    }
  }

  private func claim(_ entries: inout [Entry], at now: Timestamp) async throws {
    var heads: Set<Job.ID> = []
    for lane in Set(entries.map(\.lane)) {
      let open = entries.filter { $0.lane == lane && [.available, .running].contains($0.state) }
      let head = open.first { $0.state == .running } ?? open.min { $0.id < $1.id }
      if let head, head.state == .available, head.runAt <= now { heads.insert(head.id) }
    }
    // A lease that outlasts the walk.
    let claims = try await scene.store.claim([.shops: 100], at: now, lease: .seconds(3600))
    expectEqual(Set(claims.map(\.job.id)), heads, "seed \(seed)")
    for claim in claims {
      guard let index = entries.firstIndex(where: { $0.id == claim.job.id }) else { continue }
      entries[index].state = .running
      entries[index].claim = claim
    }
  }
}
