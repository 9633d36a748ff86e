/// Which stored events are meant: each condition that is set must hold.
public struct EventSelection: Codable, Sendable, Equatable {
  public var shop: ShopID?
  public var type: String?
  public var subject: OrderID?
  /// Any of these; empty for all.
  public var ids: [EventID]
  /// Received at that moment or after it.
  public var since: Timestamp?
  /// Received before that moment.
  public var until: Timestamp?
  public var outcome: EventOutcome?

  public init(
    shop: ShopID? = nil, type: String? = nil, subject: OrderID? = nil, ids: [EventID] = [],
    since: Timestamp? = nil, until: Timestamp? = nil, outcome: EventOutcome? = nil
  ) {
    self.shop = shop
    self.type = type
    self.subject = subject
    self.ids = ids
    self.since = since
    self.until = until
    self.outcome = outcome
  }

  /// Whether the clock's own events are meant too: only where they are asked for by name, since
  /// last month's audit is nothing to be done again.
  public var includesTimerEvents: Bool { type != nil || !ids.isEmpty }
}

/// What became of handling an event, by the latest job that handles it.
public enum EventOutcome: String, Codable, Sendable, CaseIterable {
  case completed, held, discarded
  /// It is still to be handled.
  case waiting

  public var states: [Job.State] {
    switch self {
    case .completed: [.completed]
    case .held: [.held]
    case .discarded: [.discarded]
    case .waiting: [.available, .running]
    }
  }
}

/// How many of the selected events a shop has sent of a type.
public struct EventTally: Codable, Sendable, Equatable {
  public let shop: ShopID
  /// nil for those that can't be read, or weren't handled yet.
  public let type: String?
  public let events: Int
  /// Those among them that are still to be handled.
  public let waiting: Int
  /// Not counted above: their bodies were removed, so that they can't be handled again.
  public let pruned: Int
  public let firstReceivedAt: Timestamp
  public let lastReceivedAt: Timestamp
  /// The highest among them.
  public let lastSequence: Int64

  public init(
    shop: ShopID, type: String?, events: Int, waiting: Int, pruned: Int = 0,
    firstReceivedAt: Timestamp, lastReceivedAt: Timestamp, lastSequence: Int64
  ) {
    self.shop = shop
    self.type = type
    self.events = events
    self.waiting = waiting
    self.pruned = pruned
    self.firstReceivedAt = firstReceivedAt
    self.lastReceivedAt = lastReceivedAt
    self.lastSequence = lastSequence
  }
}

/// A stored event as it came, with the order that handling found in it.
public struct SelectedEvent: Sendable, Equatable {
  public let event: Event
  public let subject: OrderID?

  public init(event: Event, subject: OrderID?) {
    self.event = event
    self.subject = subject
  }
}
