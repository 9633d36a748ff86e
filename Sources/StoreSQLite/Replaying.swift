import Domain
import GRDB

/// Has stored events handled again, a bounded step at a time.
struct Replaying {
  let db: Database
  let now: Timestamp

  private var jobs: JobTable { JobTable(db: db) }
  private var replays: ReplayTable { ReplayTable(db: db) }
  private var audit: AuditTable { AuditTable(db: db) }

  /// How many events one step looks at: few of them may be among the selected, and the writer's
  /// other work waits for it.
  static let stepScanMax: Int64 = 5_000
  /// What the audit trail says of a job whose work a replay does anew.
  static let replaced = "replaced"

  func start(_ request: ReplayRequest, by person: Operator) throws -> ActResult {
    // The answer to the first may have been lost.
    guard let id = try replays.insert(request, by: person, at: now) else { return .done }
    try audit.add("replay", by: person, of: .replay(id), at: now)
    return .done
  }

  func resume(_ id: Replay.ID, by person: Operator) throws -> ActResult {
    try change(id) { _ in try audit.add("resume_replay", by: person, of: .replay(id), at: now) }
  }

  func stop(_ id: Replay.ID, by person: Operator) throws -> ActResult {
    try change(id) { _ in
      try replays.end(id, .stopped, at: now)
      try audit.add("stop_replay", by: person, of: .replay(id), at: now)
    }
  }

  /// The jobs and the cursor are one transaction: an interruption neither skips an event nor takes
  /// one twice.
  func step(_ id: Replay.ID, eventsMax: Int) throws -> ActResult {
    try change(id) { replay in
      let limit = min(max(eventsMax, 1), Replay.stepEventsMax)
      let end = min(replay.cursor + Self.stepScanMax, replay.last)
      let events = try EventTable(db: db).handled(
        replay.selection, after: replay.cursor, through: end, limit: limit)
      var taken = 0
      for event in events where try take(event, for: replay) { taken += 1 }
      let cursor = events.count == limit ? events.last?.sequence ?? end : end
      try replays.advance(
        replay, to: cursor, taken: taken, passedOver: events.count - taken)
      if cursor >= replay.last { try replays.end(id, .done, at: now) }
    }
  }

  /// False for an event that is still to be handled: a second job would do nothing else.
  private func take(_ event: EventTable.Handled, for replay: Replay) throws -> Bool {
    guard let job = try jobs.find(event.job), !EventOutcome.waiting.states.contains(job.state)
    else { return false }
    let asked = Asking(shop: job.asked.shop, event: job.asked.event, run: replay.id)
    try jobs.insert(NewJob(.handleEvent(.init(asked: asked))), at: now)
    if job.state == .held { try replace(job, run: replay.id) }
    return true
  }

  private func change(_ id: Replay.ID, _ body: (Replay) throws -> Void) throws -> ActResult {
    guard let replay = try replays.find(id) else { return .notFound }
    guard replay.state == .open else { return .refused(.replayEnded(id, replay.state)) }
    try body(replay)
    return .done
  }

  // MARK: What it replaces

  /// What an earlier run of the event was held at, its new job does: nobody need look at both.
  func replaceHeld(by command: Command) throws {
    guard command.asked.run > 0 else { return }
    switch command {
    case .issueInvoice, .cancelInvoice, .restoreInvoice, .refundOrder, .reverseInvoice,
      .recordPayment, .draftInvoice, .issueProforma, .cancelProforma:
      for job in try jobs.held(command.kind, of: command.asked) {
        try replace(job, run: command.asked.run)
      }
    // A mail is not sent anew: what holds it is still for a person.
    case .handleEvent, .waitToIssue, .sendInvoice, .notifyShop, .watchInvoice, .auditSeries,
      .confirmTotal, .syncStock, .applyStock:
      break
    }
  }

  private func replace(_ job: StoredJob, run: Int) throws {
    let person = try replays.find(run)?.by
    let note = JobNote(.replayDoes, detail: "\(run)")
    try jobs.move(job, to: .completed, note: note.line, at: now)
    try audit.add(
      AttemptRecord(
        number: 0, startedAt: now, endedAt: now, outcome: Self.replaced,
        failure: job.record().failure,
        who: person?.name ?? AuditTable.punte, why: person?.reason), of: .job(job.id))
  }
}
