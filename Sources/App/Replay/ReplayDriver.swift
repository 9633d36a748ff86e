import Domain

/// Brings a replay to its end, a step at a time, as fast as its pace and its backlog allow.
///
/// All that it knows is stored: it may end at any moment, and another goes on.
struct ReplayDriver {
  let database: DatabaseAccess
  let id: Replay.ID
  let person: Operator
  let pace: Pace

  /// No step is taken while so many jobs of the replay are under way: a shop or a SmartBill that is
  /// away then holds the replay up, instead of finding everything at once when it is back.
  static let underWayMax = 2_000
  /// How often it is looked at.
  private static let interval = Duration.milliseconds(200)
  /// A service that is restarted is back by then.
  private static let patience = Duration.seconds(60)

  init(database: DatabaseAccess, id: Replay.ID, person: Operator, pace: Pace) {
    self.database = database
    self.id = id
    self.person = person
    self.pace = pace
  }

  /// Begins a replay.
  init(
    starting request: ReplayRequest, in database: DatabaseAccess, by person: Operator, pace: Pace
  ) async throws(CommandError) {
    _ = try await database.perform(.startReplay(request), by: person)
    let replays = try await database.read { (store) async throws(StoreError) in
      try await store.replays(limit: listingLimitDefault)
    }
    guard let replay = replays.first(where: { $0.key == request.key }) else {
      throw CommandError(
        "the replay was not stored", remedy: "Look with “punte replay list”.", .software)
    }
    self.init(database: database, id: replay.id, person: person, pace: pace)
  }

  /// Performs an act on the replay, which must be open.
  func act(_ act: OperatorAct) async throws(CommandError) {
    switch try await database.perform(act, by: person) {
    case .done: return
    case .notFound: throw CommandError.noReplay(id)
    case .refused(let refusal):
      throw CommandError(
        "replay \(id) can't be changed so", refusal,
        remedy: "Look with “punte replay show \(id)”.", .badData)
    }
  }

  /// Goes on until all events have had their turn and what came of them is done, or stands still.
  func run() async throws(CommandError) -> ReplayDetail {
    var progress = Progress()
    var stillness = Stillness(patience: Self.patience)
    let start = ContinuousClock.now
    var begun = 0
    // One that is restarted meanwhile is waited for; one that isn't there is not.
    var isServed = await database.isServed()
    while true {
      let detail = try await detail()
      let (replay, underWay) = (detail.replay, detail.jobsUnderWay)
      let done = replay.taken + replay.passedOver
      if !isServed, replay.state != .open || underWay >= Self.underWayMax {
        isServed = await database.isServed()
        if !isServed, replay.state == .open { throw unserved(underWay, done, of: replay.selected) }
      }
      if replay.state != .open, underWay == 0 || !isServed || stillness.lasts(detail) {
        progress.end(done, of: replay.selected, note: underWay > 0 ? note(underWay) : nil)
        return detail
      }
      progress.show(done, of: replay.selected, note: underWay > 0 ? note(underWay) : nil)
      let room = min(
        pace.room(after: ContinuousClock.now - start, begun: begun), Replay.stepEventsMax)
      if replay.state == .open, room > 0, underWay < Self.underWayMax {
        if try await step(eventsMax: room, &stillness, detail) { begun += room }
      } else if replay.state == .open, stillness.lasts(detail), underWay >= Self.underWayMax {
        throw stuck("nothing of its \(underWay) jobs has moved")
      }
      if room < Replay.stepEventsMax || underWay >= Self.underWayMax {
        try? await Task.sleep(for: Self.interval)
      }
    }
  }

  /// Whether the step was taken; a service that doesn't answer is waited for.
  private func step(eventsMax: Int, _ stillness: inout Stillness, _ detail: ReplayDetail)
    async throws(CommandError) -> Bool
  {
    do throws(CommandError) {
      // Within a step the replay may have been stopped, or ended by a step whose answer was lost.
      if case .notFound = try await database.perform(
        .stepReplay(id, eventsMax: eventsMax), by: person)
      {
        throw CommandError.noReplay(id)
      }
      return true
    } catch {
      guard error.status == .temporary else { throw error }
      guard !stillness.lasts(detail) else { throw stuck(error.what) }
      try? await Task.sleep(for: Self.interval)
      return false
    }
  }

  private func stuck(_ reason: String) -> CommandError {
    CommandError(
      "replay \(id) stands still: \(reason)",
      remedy: "See that “punte serve” runs and what “punte jobs list” says, then “punte replay "
        + "resume \(id)”.", .temporary)
  }

  private func unserved(_ underWay: Int, _ done: Int, of selected: Int) -> CommandError {
    CommandError(
      "replay \(id) waits: no “punte serve” runs to do its \(underWay) jobs, and at most "
        + "\(Self.underWayMax) are made ahead; \(done) of \(selected) events have had their turn",
      remedy: "Start “punte serve”, then go on with “punte replay resume \(id)”.", .temporary)
  }

  private func note(_ underWay: Int) -> String { "\(underWay) jobs under way" }

  private func detail() async throws(CommandError) -> ReplayDetail {
    let detail = try await database.read { (store) async throws(StoreError) in
      try await store.replay(id)
    }
    guard let detail else { throw CommandError.noReplay(id) }
    return detail
  }
}

/// Notices that nothing has changed for a while.
private struct Stillness {
  let patience: Duration
  private var last: ReplayDetail?
  private var since = ContinuousClock.now

  init(patience: Duration) { self.patience = patience }

  mutating func lasts(_ detail: ReplayDetail) -> Bool {
    if detail != last {
      last = detail
      since = ContinuousClock.now
    }
    return ContinuousClock.now - since > patience
  }
}
