import Domain

/// The engine's core: what it knows of the work under way, and what to do next. Pure: the same
/// inputs give the same actions, so that a simulator can drive it from a seed.
struct EngineState {
  enum Input: Sendable, Equatable {
    /// There may be something to do: a new event, a person's act.
    case woken
    /// The sleep until that moment is over: its moment has come, or the clock may have been set.
    case rung(Timestamp)
    /// Somebody asks whether it turns.
    case asked
    case claimed([Claim], nextDue: Timestamp?)
    /// The store could not be asked.
    case claimFailed
    /// A batch of events was handled and settled.
    case handled
    /// A job of the pool was performed and settled.
    case performed(Pool)
    /// Begin nothing more, and end when nothing is under way.
    case stopping
  }

  enum Action: Sendable, Equatable {
    case claim([Pool: Int])
    /// Decide what these events ask for, in this order, and settle them together.
    case handle([Claim])
    case perform(Claim)
    case wake(at: Timestamp)
    case end
  }

  /// How many jobs of each pool run at once.
  let capacity: [Pool: Int]
  private var running: [Pool: Int] = [:]
  private var isClaiming = false
  private var isHandling = false
  private var isStopping = false
  /// Something may have come due since the last claim began.
  private var isClaimDue = false
  private var alarm: Timestamp?

  /// A job that came due since the claim that missed it is looked at again no sooner than this.
  static let alarmDelayMin = Duration.milliseconds(20)
  /// A store that can't be asked is asked again after this.
  static let claimRetryDelay = Duration.seconds(1)

  init(capacity: [Pool: Int]) { self.capacity = capacity }

  mutating func step(_ input: Input, at now: Timestamp) -> [Action] {
    var actions: [Action] = []
    switch input {
    case .woken:
      isClaimDue = true
    case .rung(let moment):
      // Whatever the clock says by now, nobody sleeps until then any more.
      if alarm == moment { alarm = nil }
      isClaimDue = true
    case .asked: break
    case .claimed(let claims, let nextDue):
      isClaiming = false
      actions += begin(claims)
      if claims.isEmpty, let nextDue {
        actions += wake(at: max(nextDue, now + Self.alarmDelayMin))
      }
    case .claimFailed:
      isClaiming = false
      actions += wake(at: now + Self.claimRetryDelay)
    case .handled:
      isHandling = false
      isClaimDue = true
    case .performed(let pool):
      running[pool, default: 1] -= 1
      isClaimDue = true
    case .stopping:
      isStopping = true
    }
    return actions + next()
  }

  /// Events are handled a batch at a time and in order, so that what they ask of the ledger is
  /// bound in the order of acceptance.
  private mutating func begin(_ claims: [Claim]) -> [Action] {
    let events = claims.filter { $0.job.command.pool == .handling }
    let others = claims.filter { $0.job.command.pool != .handling }
    if !events.isEmpty { isHandling = true }
    for claim in others { running[claim.job.command.pool, default: 0] += 1 }
    // More may be due than there was room for.
    if !claims.isEmpty { isClaimDue = true }
    return (events.isEmpty ? [] : [.handle(events)]) + others.map(Action.perform)
  }

  private mutating func wake(at moment: Timestamp) -> [Action] {
    if let alarm, alarm <= moment { return [] }
    alarm = moment
    return [.wake(at: moment)]
  }

  private mutating func next() -> [Action] {
    let isIdle = !isClaiming && !isHandling && running.values.allSatisfy { $0 == 0 }
    if isStopping { return isIdle ? [.end] : [] }
    guard isClaimDue, !isClaiming else { return [] }
    let room = room()
    guard !room.isEmpty else { return [] }
    isClaimDue = false
    isClaiming = true
    return [.claim(room)]
  }

  private func room() -> [Pool: Int] {
    var room: [Pool: Int] = [:]
    for (pool, capacity) in capacity {
      let free =
        pool == .handling ? (isHandling ? 0 : capacity) : capacity - running[pool, default: 0]
      if free > 0 { room[pool] = free }
    }
    return room
  }
}
