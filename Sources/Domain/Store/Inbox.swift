/// Events as they came.
public protocol Inbox: InboxQueries {
  /// Records an event and the job that handles it; durable when it returns.
  ///
  /// A duplicate is answered only after the commit that holds its first.
  func accept(_ delivery: Delivery) async throws(StoreError) -> Acceptance

  /// Keeps the latest use of each secret; an earlier one than is known changes nothing.
  func note(_ uses: [SecretUse]) async throws(StoreError)
}

public protocol InboxQueries: Sendable {
  /// The newest first.
  func events(_ filter: EventFilter) async throws(StoreError) -> [EventRecord]

  /// nil if there is none.
  func event(_ id: EventID, of shop: ShopID) async throws(StoreError) -> EventDetail?

  /// The last use of each secret that was ever used; at the most a minute behind a running service.
  func secretUses() async throws(StoreError) -> [SecretUse]
}

public struct EventFilter: Sendable, Equatable {
  public var shop: ShopID?
  public var type: String?
  public var subject: OrderID?
  public var state: Job.State?
  /// Received at that moment or after it.
  public var since: Timestamp?
  /// Received before that moment.
  public var until: Timestamp?
  public var limit: Int

  public init(
    shop: ShopID? = nil, type: String? = nil, subject: OrderID? = nil, state: Job.State? = nil,
    since: Timestamp? = nil, until: Timestamp? = nil, limit: Int = listingLimitDefault
  ) {
    self.shop = shop
    self.type = type
    self.subject = subject
    self.state = state
    self.since = since
    self.until = until
    self.limit = limit
  }
}

/// An event as a listing shows it.
public struct EventRecord: Codable, Sendable, Equatable {
  public let sequence: Int64
  public let shop: ShopID
  public let id: EventID
  public let receivedAt: Timestamp
  /// nil until it was handled, or if it is unreadable.
  public let type: String?
  public let subject: OrderID?
  public let bodyBytes: Int
  /// Further deliveries of the same id.
  public let duplicates: Int
  /// Duplicates whose body differs from the first.
  public let conflicts: Int
  /// Of the latest job that handles it.
  public let state: Job.State
  public let failure: Failure?
  public let note: String?
  /// In the log's lines about it, and in what its shop is told.
  public let trace: TraceID?
  /// When its body was removed; nil while it is kept.
  public let prunedAt: Timestamp?
  /// What became of what it asked for; nil where it asked for nothing, or its jobs are gone.
  public let asked: AskedState?
  /// The code of what that is held at.
  public let askedFailure: String?

  public init(
    sequence: Int64, shop: ShopID, id: EventID, receivedAt: Timestamp, type: String?,
    subject: OrderID?, bodyBytes: Int, duplicates: Int, conflicts: Int, state: Job.State,
    failure: Failure?, note: String?, trace: TraceID? = nil, prunedAt: Timestamp? = nil,
    asked: AskedState? = nil, askedFailure: String? = nil
  ) {
    self.sequence = sequence
    self.shop = shop
    self.id = id
    self.receivedAt = receivedAt
    self.type = type
    self.subject = subject
    self.bodyBytes = bodyBytes
    self.duplicates = duplicates
    self.conflicts = conflicts
    self.state = state
    self.failure = failure
    self.note = note
    self.trace = trace
    self.prunedAt = prunedAt
    self.asked = asked
    self.askedFailure = askedFailure
  }
}

/// How far what an event asked for has come: the jobs that it was given, but for those that tell the
/// shop and that watch.
public enum AskedState: String, Codable, Sendable, CaseIterable {
  case waiting, held, discarded, done

  public init(_ state: Job.State) {
    self =
      switch state {
      case .available, .running: .waiting
      case .held: .held
      case .discarded: .discarded
      case .completed: .done
      }
  }
}

/// An event with its body and all the jobs that came of it.
public struct EventDetail: Codable, Sendable, Equatable {
  public let event: EventRecord
  public let body: [UInt8]
  public let conflictingBodies: [[UInt8]]
  public let jobs: [JobRecord]

  public init(
    event: EventRecord, body: [UInt8], conflictingBodies: [[UInt8]], jobs: [JobRecord]
  ) {
    self.event = event
    self.body = body
    self.conflictingBodies = conflictingBodies
    self.jobs = jobs
  }
}
