/// Jobs: what is still to be done.
public protocol Outbox: OutboxQueries {
  /// Makes ready for a start: jobs left running by a dead process are available again, and every
  /// invoice or payment left `sending` is in doubt, since nobody knows what became of it. What waits
  /// since a moment that is still to come, for the clock was set back, waits no longer than it would
  /// have from then.
  func recover(at now: Timestamp) async throws(StoreError) -> Recovery

  /// The machine's clock was set by so much, forward above zero: what waits goes on waiting for as
  /// long as it would have.
  func clockWasSet(by shift: Duration, at now: Timestamp) async throws(StoreError)

  /// Claims due jobs, the oldest first, of each pool at most as many as `room` says; of a lane
  /// only its head. A claim whose lease has run out may pass to another.
  func claim(_ room: [Pool: Int], at now: Timestamp, lease: Duration) async throws(StoreError)
    -> [Claim]

  /// When the next available head of a lane in these pools is due, which may be past; nil if there
  /// is none.
  func nextDue(in pools: Set<Pool>) async throws(StoreError) -> Timestamp?

  /// Ends claimed jobs, each settlement whole or not at all, in this order. An `issueInvoice`,
  /// `cancelInvoice` or `restoreInvoice` among the commands is bound to a revision by `LedgerRule` here.
  func settle(_ settlements: [Settlement], at now: Timestamp) async throws(StoreError)
    -> [SettlementResult]
}

extension Outbox {
  public func nextDue() async throws(StoreError) -> Timestamp? {
    try await nextDue(in: Set(Pool.allCases))
  }
}

public protocol OutboxQueries: Sendable {
  /// The newest first.
  func jobs(_ filter: JobFilter) async throws(StoreError) -> [JobRecord]

  func job(_ id: Job.ID) async throws(StoreError) -> JobDetail?

  func notice(_ id: String) async throws(StoreError) -> StoredNotice?

  /// The notice that tells this fact; nil if the shop was never told.
  func notice(telling fact: String) async throws(StoreError) -> StoredNotice?
}

public struct Recovery: Sendable, Equatable {
  public let jobsReleased: Int
  public let invoicesInDoubt: Int
  public let paymentsInDoubt: Int
  /// Accounts that may not be called until then.
  public let blockedAccounts: [AccountID: Timestamp]
  /// Whether any call was ever made from this database: a fresh one has used no rate window.
  public let hasHistory: Bool
  /// How far the clock went back since the newest of what waits was written; zero if it didn't.
  public let clockSetBack: Duration

  public init(
    jobsReleased: Int, invoicesInDoubt: Int, paymentsInDoubt: Int = 0,
    blockedAccounts: [AccountID: Timestamp], hasHistory: Bool, clockSetBack: Duration = .zero
  ) {
    self.jobsReleased = jobsReleased
    self.invoicesInDoubt = invoicesInDoubt
    self.paymentsInDoubt = paymentsInDoubt
    self.blockedAccounts = blockedAccounts
    self.hasHistory = hasHistory
    self.clockSetBack = clockSetBack
  }
}

public struct JobFilter: Sendable, Equatable {
  public var shop: ShopID?
  public var kind: JobKind?
  public var state: Job.State?
  public var limit: Int

  public init(
    shop: ShopID? = nil, kind: JobKind? = nil, state: Job.State? = nil,
    limit: Int = listingLimitDefault
  ) {
    self.shop = shop
    self.kind = kind
    self.state = state
    self.limit = limit
  }
}

/// A job as a listing shows it: without its command, which holds a customer's data.
public struct JobRecord: Codable, Sendable, Equatable {
  public let id: Job.ID
  public let key: String
  public let kind: JobKind
  public let shop: ShopID
  public let event: EventID
  /// The order that its event is about; nil where it is about none, or can't be read.
  public let order: OrderID?
  public let lane: String?
  /// The job of its lane that has its turn before; nil where it waits for none.
  public let waitsFor: Job.ID?
  public let state: Job.State
  public let attempt: Int
  public let runAt: Timestamp
  public let failure: Failure?
  public let note: String?
  public let createdAt: Timestamp
  public let updatedAt: Timestamp

  public init(
    id: Job.ID, key: String, kind: JobKind, shop: ShopID, event: EventID, lane: String?,
    state: Job.State, attempt: Int, runAt: Timestamp, failure: Failure?, note: String?,
    createdAt: Timestamp, updatedAt: Timestamp, order: OrderID? = nil, waitsFor: Job.ID? = nil
  ) {
    self.id = id
    self.key = key
    self.waitsFor = waitsFor
    self.kind = kind
    self.shop = shop
    self.event = event
    self.order = order
    self.lane = lane
    self.state = state
    self.attempt = attempt
    self.runAt = runAt
    self.failure = failure
    self.note = note
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

/// A job with its audit trail.
public struct JobDetail: Codable, Sendable, Equatable {
  public let job: JobRecord
  public let attempts: [AttemptRecord]
  /// What it issues, cancels or restores; nil where its event is bound to no document so.
  public let invoice: Invoice.ID?

  public init(job: JobRecord, attempts: [AttemptRecord], invoice: Invoice.ID? = nil) {
    self.job = job
    self.attempts = attempts
    self.invoice = invoice
  }
}

/// What was done to a job or an invoice, when, and by whom.
public struct AttemptRecord: Codable, Sendable, Equatable {
  /// The outcome of a claim that was lost: what it did, nobody kept.
  public static let interrupted = "interrupted"
  /// A person's act: the job begins anew.
  public static let requeue = "requeue"

  /// The claim's number; 0 for a person's act.
  public let number: Int
  public let startedAt: Timestamp
  public let endedAt: Timestamp
  /// `completed`, `retry`, `held`, `discarded`, `interrupted` (the claim was lost), or the
  /// person's act.
  public let outcome: String
  public let failure: Failure?
  /// `punte`, or the operator's name.
  public let who: String
  /// The operator's reason.
  public let why: String?

  public init(
    number: Int, startedAt: Timestamp, endedAt: Timestamp, outcome: String, failure: Failure?,
    who: String, why: String?
  ) {
    self.number = number
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.outcome = outcome
    self.failure = failure
    self.who = who
    self.why = why
  }
}
