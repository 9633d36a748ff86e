/// How a performed job ends.
public enum Outcome: Sendable, Equatable {
  case completed(note: JobNote?)
  /// Again at that time; its lane waits with it.
  case retry(Failure, at: Timestamp)
  /// Again at that time, after all that waits in its lane by now; until then none waits for it.
  case behind(Failure, at: Timestamp)
  /// A person must act.
  case held(Failure)
  /// Given up.
  case discarded(Failure)

  public static let completed = Outcome.completed(note: nil)

  public var failure: Failure? {
    switch self {
    case .completed: nil
    case .retry(let failure, _), .behind(let failure, _), .held(let failure),
      .discarded(let failure):
      failure
    }
  }

  /// As the audit trail and the metrics name it.
  public var word: String {
    switch self {
    case .completed: "completed"
    case .retry, .behind: "retry"
    case .held: "held"
    case .discarded: "discarded"
    }
  }
}

/// A job's end with all that follows from it, in one transaction: the ledger's changes, what the
/// shop is to be told, and the jobs that come next.
public struct Settlement: Sendable, Equatable {
  public var fence: Fence
  public var outcome: Outcome
  public var changes: [LedgerChange]
  public var notices: [Notice]
  public var commands: [Command]
  /// What handling found out about the event; nil for other kinds of job.
  public var label: EventLabel?
  /// What the event says of its order; nil for other kinds of job.
  public var word: OrderWord?
  /// What the job does from now on, under the same key and in the lane of this command.
  public var successor: Command?

  public init(
    _ fence: Fence, _ outcome: Outcome, changes: [LedgerChange] = [], notices: [Notice] = [],
    commands: [Command] = [], label: EventLabel? = nil
  ) {
    self.fence = fence
    self.outcome = outcome
    self.changes = changes
    self.notices = notices
    self.commands = commands
    self.label = label
  }
}

/// What the store made of a settlement.
public enum SettlementResult: Sendable, Equatable {
  case settled
  /// The claim has passed to another: nothing was changed.
  case fenced
  /// The ledger did not stand where a change expected it: nothing was changed.
  case conflict(String)
  /// A row that it touches can't be read by this version: nothing was changed.
  case unreadable(String)

  /// Why the settlement doesn't stand, and what its job meets instead; nil where it does, or where
  /// the job is another's.
  public var refusal: Failure? {
    switch self {
    case .settled, .fenced: nil
    case .conflict(let text): Failure(.ledgerConflict, detail: text)
    case .unreadable(let what): Failure(.rowUnreadable, detail: what)
    }
  }
}
