/// Removes what the settings keep no longer. What tells a duplicate, and the ledger, stay for ever.
public protocol Housekeeping: Sendable {
  /// Does one step, in one short transaction, and answers where the next one goes on.
  ///
  /// A pass begins at `HousekeepingPlace.start` and ends with the step that answers no next place.
  func removeOutdated(_ cutoffs: KeepCutoffs, from place: HousekeepingPlace, at now: Timestamp)
    async throws(StoreError) -> HousekeepingStep
}

/// How long something is kept that nothing needs any more; nil is for ever.
public struct KeepPolicy: Sendable, Equatable {
  /// The bodies of events, and what was copied from them. The lines of documents stay.
  public var bodies: Duration?
  /// Jobs, attempts, further deliveries, and the contents of callbacks.
  public var history: Duration?

  public init(bodies: Duration? = nil, history: Duration? = nil) {
    self.bodies = bodies
    self.history = history
  }

  public func cutoffs(at now: Timestamp) -> KeepCutoffs {
    KeepCutoffs(bodiesBefore: bodies.map { now - $0 }, historyBefore: history.map { now - $0 })
  }
}

/// What is older than these moments may go.
public struct KeepCutoffs: Sendable, Equatable {
  public var bodiesBefore: Timestamp?
  public var historyBefore: Timestamp?

  public init(bodiesBefore: Timestamp?, historyBefore: Timestamp?) {
    self.bodiesBefore = bodiesBefore
    self.historyBefore = historyBefore
  }
}

/// Where a pass is: what it looks at, and the last row that it has looked at.
public enum HousekeepingPlace: Sendable, Equatable {
  /// Events whose bodies may go, by the moment of receipt.
  case bodies(after: Timestamp, sequence: Int64)
  /// Jobs of events without bodies.
  case jobs(after: Int64)
  /// Further deliveries of events without bodies.
  case deliveries(after: Int64)
  /// Contents of callbacks, in the order of telling.
  case notices

  public var isOfBodies: Bool { if case .bodies = self { true } else { false } }

  public static let start = HousekeepingPlace.bodies(after: Timestamp(milliseconds: 0), sequence: 0)
}

public struct HousekeepingStep: Sendable, Equatable {
  public var removed: HousekeepingCount
  /// Nil at the end of the pass.
  public var next: HousekeepingPlace?

  public init(removed: HousekeepingCount = HousekeepingCount(), next: HousekeepingPlace?) {
    self.removed = removed
    self.next = next
  }
}

public struct HousekeepingCount: Sendable, Equatable {
  public var bodies = 0
  public var jobs = 0
  public var deliveries = 0
  public var notices = 0

  public init() {}

  public var isEmpty: Bool { self == HousekeepingCount() }

  public static func += (total: inout Self, step: Self) {
    total.bodies += step.bodies
    total.jobs += step.jobs
    total.deliveries += step.deliveries
    total.notices += step.notices
  }
}
