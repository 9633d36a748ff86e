/// Stored events that a person has handled again: which, how far it has come, who and why.
///
/// Its id is the run of the jobs that it makes, so that it makes one job an event, whatever happens.
public struct Replay: Codable, Sendable, Equatable {
  public typealias ID = Int

  public enum State: String, Codable, Sendable, CaseIterable {
    /// Events are left that have not had their turn.
    case open
    /// All have had their turn; what came of them goes on by itself.
    case done
    /// A person ended it early.
    case stopped
  }

  public let id: ID
  /// Chosen by who started it, to find it by.
  public let key: String
  /// As it was when the replay began.
  public let selection: EventSelection
  public let state: State
  /// Events up to this one have had their turn.
  public let cursor: Int64
  /// The last event there was when it began; none after it is meant.
  public let last: Int64
  /// How many events were selected when it began.
  public let selected: Int
  /// How many were given a new job.
  public let taken: Int
  /// How many were still to be handled when their turn came, and so needed no new job.
  public let passedOver: Int
  public let by: Operator
  public let startedAt: Timestamp
  public let endedAt: Timestamp?

  public init(
    id: ID, key: String, selection: EventSelection, state: State, cursor: Int64, last: Int64,
    selected: Int, taken: Int, passedOver: Int, by: Operator, startedAt: Timestamp,
    endedAt: Timestamp?
  ) {
    self.id = id
    self.key = key
    self.selection = selection
    self.state = state
    self.cursor = cursor
    self.last = last
    self.selected = selected
    self.taken = taken
    self.passedOver = passedOver
    self.by = by
    self.startedAt = startedAt
    self.endedAt = endedAt
  }

  /// The most that one step takes: it is one transaction, and others wait for it.
  public static let stepEventsMax = 500
}

/// What a person asks for who starts a replay.
public struct ReplayRequest: Codable, Sendable, Equatable {
  /// Asked for again under the same key, it is the same replay.
  public let key: String
  public let selection: EventSelection
  /// As counted for the plan that the person has seen.
  public let selected: Int

  public init(key: String, selection: EventSelection, selected: Int) {
    self.key = key
    self.selection = selection
    self.selected = selected
  }
}

/// A replay, with what is still to be done of it and what persons did to it.
public struct ReplayDetail: Codable, Sendable, Equatable {
  public let replay: Replay
  /// Jobs that came of it and are available or running, but for those that watch for a delay.
  public let jobsUnderWay: Int
  public let acts: [AttemptRecord]

  public init(replay: Replay, jobsUnderWay: Int, acts: [AttemptRecord]) {
    self.replay = replay
    self.jobsUnderWay = jobsUnderWay
    self.acts = acts
  }
}

public protocol ReplayQueries: Sendable {
  /// The newest first.
  func replays(limit: Int) async throws(StoreError) -> [Replay]

  /// nil if there is none.
  func replay(_ id: Replay.ID) async throws(StoreError) -> ReplayDetail?

  /// The selected events, counted by shop and type.
  func tally(_ selection: EventSelection) async throws(StoreError) -> [EventTally]

  /// The selected events after one and up to another, in the order of acceptance.
  func events(_ selection: EventSelection, after cursor: Int64, through last: Int64, limit: Int)
    async throws(StoreError) -> [SelectedEvent]
}
