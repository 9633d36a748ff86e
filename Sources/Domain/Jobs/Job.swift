/// What is still to be done: a command, and how far it has come.
public struct Job: Sendable, Equatable {
  public typealias ID = Int64

  public enum State: String, Codable, Sendable, CaseIterable {
    /// Waits for its time, and for its lane.
    case available
    case running
    case completed
    /// Stopped until a person acts; doesn't block its lane.
    case held
    /// Given up; can be requeued by a person.
    case discarded

    /// All but those that were completed: what a person may have to look at.
    public static let standing: [State] = [.available, .running, .held, .discarded]

    /// Nothing of it is left to do, unless a person requeues it.
    public var isOver: Bool { self == .completed || self == .discarded }
  }

  public let id: ID
  public let key: String
  public let command: Command
  public let state: State
  /// How often it was claimed; names the claim that a settlement belongs to.
  public let attempt: Int
  public let runAt: Timestamp
  public let failure: Failure?
  public let note: String?
  public let createdAt: Timestamp
  public let updatedAt: Timestamp

  public init(
    id: ID, key: String, command: Command, state: State, attempt: Int, runAt: Timestamp,
    failure: Failure?, note: String?, createdAt: Timestamp, updatedAt: Timestamp
  ) {
    self.id = id
    self.key = key
    self.command = command
    self.state = state
    self.attempt = attempt
    self.runAt = runAt
    self.failure = failure
    self.note = note
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// A job that this process has claimed, with what it needs to be performed.
public struct Claim: Sendable, Equatable {
  public let job: Job
  /// The event to handle; nil for other kinds of job.
  public let event: Event?
  /// Of the event that asked for it.
  public let trace: TraceID?
  /// How often it was claimed since a person last requeued it, this time included: what a delay
  /// before the next time goes by. The fence goes by `attempt`, which never falls.
  public let tries: Int
  /// Its lease began then or later, by a clock that nobody sets; nil until the engine has it.
  public private(set) var heldSince: ContinuousClock.Instant?

  /// - Parameter tries: nil where nobody has requeued it.
  public init(job: Job, event: Event?, trace: TraceID? = nil, tries: Int? = nil) {
    self.job = job
    self.event = event
    self.trace = trace
    self.tries = tries ?? job.attempt
  }

  public var fence: Fence { Fence(job: job.id, attempt: job.attempt) }

  /// - Parameter moment: read before the store was asked for it.
  public func held(since moment: ContinuousClock.Instant) -> Claim {
    var claim = self
    claim.heldSince = moment
    return claim
  }
}

/// The claim that a change belongs to: a worker whose claim has passed to another changes nothing.
public struct Fence: Sendable, Hashable {
  public let job: Job.ID
  public let attempt: Int

  public init(job: Job.ID, attempt: Int) {
    self.job = job
    self.attempt = attempt
  }
}
