import Domain
import Logging
import Meters
import ServiceLifecycle

/// Claims, performs and settles jobs until it is told to stop; then it ends what is under way.
public struct Engine: Service, CustomStringConvertible {
  private let store: any Store
  private let handling: EventHandling
  private let performer: Performer
  private let settings: EngineSettings
  private let time: any TimeSource
  private let logger: Logger
  private let meters: Meters
  private let recent: RecentFailures
  private let watch: ClockWatch
  private let pulse: EnginePulse
  private let inputs: AsyncStream<EngineState.Input>
  private let inbox: AsyncStream<EngineState.Input>.Continuation

  /// - Parameters:
  ///   - stock: nil where no shop's stock is read.
  ///   - recent: takes note of what fails.
  ///   - watch: notices that the clock was set; nil for one of its own.
  ///   - chance: from 0 up to 1; spreads the retries to a shop.
  public init(
    store: any Store, invoicing: any Invoicing, stock: (any StockSource)? = nil,
    shops: [ShopID: any ShopConnector],
    settings: EngineSettings, time: any TimeSource, logger: Logger,
    meters: Meters = Meters(), recent: RecentFailures = RecentFailures(),
    watch: ClockWatch? = nil,
    chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) {
    self.store = store
    handling = EventHandling(policies: settings.policies)
    performer = Performer(
      store: store, invoicing: invoicing, shops: shops, settings: settings, time: time,
      stock: stock, chance: chance)
    self.settings = settings
    self.time = time
    self.logger = logger
    self.meters = meters
    self.recent = recent
    self.watch = watch ?? ClockWatch(time)
    pulse = EnginePulse(time)
    (inputs, inbox) = AsyncStream.makeStream()
  }

  /// ServiceLifecycle logs its services as they describe themselves: nothing of the settings.
  public var description: String { "Engine" }

  /// Says that there may be something to do; cheap, from any thread.
  public func wake() { inbox.yield(.woken) }

  /// Whether it runs and takes what it is told, within the time given.
  public func turns(within patience: Duration) async -> Bool {
    let before = pulse.steps
    inbox.yield(.asked)
    let deadline = ContinuousClock.now + patience
    while pulse.isRunning {
      if pulse.steps != before { return true }
      guard ContinuousClock.now < deadline, !Task.isCancelled else { return false }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  /// Whether it has ended, or has not taken what it was told for so long. Waits for nothing: it
  /// answers by what became of the question before.
  public func isStuck(for patience: Duration) -> Bool {
    guard pulse.isRunning else { return true }
    let unanswered = pulse.unanswered()
    if unanswered == nil { inbox.yield(.asked) }
    return unanswered.map { $0 >= patience } ?? false
  }

  public func run() async throws {
    pulse.begin()
    defer { pulse.end() }
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        var state = EngineState(capacity: settings.capacity)
        inbox.yield(.woken)
        for await input in inputs {
          pulse.step()
          for action in state.step(input, at: time.now()) {
            guard action != .end else {
              // Only alarms are left.
              group.cancelAll()
              return
            }
            group.addTask { await act(action) }
          }
        }
      }
    } onGracefulShutdown: {
      inbox.yield(.stopping)
    }
  }

  private func act(_ action: EngineState.Action) async {
    switch action {
    case .claim(let room):
      inbox.yield(await claim(room))
    case .handle(let claims):
      await settle(claims.map(handling.settlement), of: claims)
      inbox.yield(.handled)
    case .perform(let claim):
      await settle([await performer.perform(claim, logger(for: claim))], of: [claim])
      inbox.yield(.performed(claim.job.command.pool))
    case .wake(let moment):
      await time.sleep(until: moment)
      inbox.yield(.rung(moment))
    case .end:
      break
    }
  }

  func claim(_ room: [Pool: Int]) async -> EngineState.Input {
    do {
      try await followClock()
      // Whatever the claim itself takes counts as lease that is used up.
      let since = ContinuousClock.now
      let claims = try await store.claim(room, at: time.now(), lease: settings.lease)
        .map { $0.held(since: since) }
      guard claims.isEmpty else { return .claimed(claims, nextDue: nil) }
      // Of a full pool the end of a running job tells.
      return .claimed([], nextDue: try await store.nextDue(in: Set(room.keys)))
    } catch {
      logger.error("the store can't be asked for jobs", metadata: ["error": "\(error)"])
      return .claimFailed
    }
  }

  /// What is due was dated by the clock as it was before it was set.
  private func followClock() async throws(StoreError) {
    guard let shift = watch.shift else { return }
    try await store.clockWasSet(by: shift, at: time.now())
    watch.followed(shift)
    logger.warning(
      "the machine's clock was set: what waits was moved with it",
      metadata: ["seconds": "\(shift.wholeMilliseconds / 1000)"])
  }

  /// Settles until the store takes it, or the grace period of a shutdown is over: what was done must
  /// not be forgotten, and what isn't settled is found running at the next start, and looked into.
  ///
  /// - Parameter refusals: how often the store has refused what the jobs came to.
  private func settle(_ settlements: [Settlement], of claims: [Claim], refusals: Int = 0) async {
    while true {
      do {
        let results = try await store.settle(settlements, at: time.now())
        var refused: [(Settlement, Claim)] = []
        for ((settlement, result), claim) in zip(zip(settlements, results), claims) {
          log(result, of: settlement, claim: claim)
          if let failure = result.refusal {
            refused.append((settlement.refused(as: failure, at: time.now()), claim))
          }
        }
        // Beyond it a job is left to the end of its lease.
        guard !refused.isEmpty, refusals < Self.refusalsMax else { return }
        return await settle(refused.map(\.0), of: refused.map(\.1), refusals: refusals + 1)
      } catch StoreError.closed {
        return
      } catch {
        guard !Task.isCancelled else {
          logger.error(
            "the time to end is over: a result is not stored, and the next start looks into it",
            metadata: ["error": "\(error)"])
          return
        }
        logger.error("a result can't be stored yet", metadata: ["error": "\(error)"])
        await time.sleep(until: time.now() + EngineState.claimRetryDelay)
      }
    }
  }

  /// After one refusal a job looks into it; after the next it is held, which changes its row alone.
  static let refusalsMax = 3

  private func log(_ result: SettlementResult, of settlement: Settlement, claim: Claim) {
    let logger = logger(for: claim)
    if result == .settled { meters.count(settlement, of: claim) }
    var metadata: Logger.Metadata = [:]
    if let order = settlement.label?.subject { metadata["order"] = "\(order)" }
    if let document = settlement.document { metadata["document"] = "\(document)" }
    if let failure = settlement.outcome.failure {
      metadata["code"] = "\(failure.code.rawValue)"
      if let detail = failure.loggedDetail { metadata["detail"] = "\(detail)" }
      recent.note(FailedAttempt(failure, of: claim, at: time.now()))
    }
    switch (result, settlement.outcome) {
    case (.settled, .completed): logger.info("completed", metadata: metadata)
    case (.settled, .retry(_, let moment)), (.settled, .behind(_, let moment)):
      metadata["again"] = "\(moment)"
      logger.notice("will be tried again", metadata: metadata)
    case (.settled, .held): logger.warning("held for a person", metadata: metadata)
    case (.settled, .discarded): logger.warning("given up", metadata: metadata)
    case (.fenced, _):
      logger.error("the claim had passed to another: nothing changed", metadata: metadata)
    case (.conflict(let text), _):
      metadata["conflict"] = "\(text)"
      logger.error("the ledger refused the result", metadata: metadata)
    case (.unreadable(let what), _):
      metadata["unreadable"] = "\(what)"
      logger.error("a stored row can't be read by this version", metadata: metadata)
    }
  }

  /// Says with each line what it is about.
  private func logger(for claim: Claim) -> Logger {
    var logger = logger
    let asked = claim.job.command.asked
    logger[metadataKey: "job"] = "\(claim.job.id)"
    logger[metadataKey: "kind"] = "\(claim.job.command.kind.rawValue)"
    logger[metadataKey: "shop"] = "\(asked.shop)"
    logger[metadataKey: "event"] = "\(asked.event)"
    logger[metadataKey: "order"] = claim.job.command.order.map { "\($0)" }
    logger[metadataKey: "attempt"] = "\(claim.job.attempt)"
    logger[metadataKey: "trace"] = claim.trace.map { "\($0)" }
    return logger
  }
}

extension Settlement {
  /// The document that it puts into the ledger.
  fileprivate var document: InvoiceNumber? {
    for case .issued(_, let document) in changes { return document.number }
    return nil
  }
}
