/// How much work stands where.
public protocol StandingQueries: Sendable {
  /// Of one moment. Asks indexes of what is open and of the series' last numbers alone, so that it
  /// costs the same whatever was done before, and no more than `Standing.countMax` allows.
  ///
  /// - Parameter series: of the settings; a stopped one is told of in any case.
  func standing(of series: [Series]) async throws(StoreError) -> Standing
}

public struct Standing: Codable, Sendable, Equatable {
  /// No count goes beyond it: so many, or more. A backlog of hours.
  public static let countMax = 100_000

  /// Of each kind and state that has any, but for those completed.
  public let jobs: [JobStanding]
  /// When the longest due of the jobs that could run now became due; nil if none waits.
  public let dueSince: Timestamp?
  /// Of each state that has any and in which an invoice may yet be issued.
  public let invoices: [InvoiceStanding]
  /// Of each state that has any of which nobody knew whether it is booked, and that isn't clear since.
  public let payments: [PaymentStanding]
  public let series: [SeriesStanding]

  public init(
    jobs: [JobStanding], dueSince: Timestamp?, invoices: [InvoiceStanding],
    payments: [PaymentStanding], series: [SeriesStanding]
  ) {
    self.jobs = jobs
    self.dueSince = dueSince
    self.invoices = invoices
    self.payments = payments
    self.series = series
  }
}

public struct JobStanding: Codable, Sendable, Equatable {
  public let kind: JobKind
  public let state: Job.State
  public let count: Int
  /// When the oldest of them was made.
  public let oldestAt: Timestamp

  public init(kind: JobKind, state: Job.State, count: Int, oldestAt: Timestamp) {
    self.kind = kind
    self.state = state
    self.count = count
    self.oldestAt = oldestAt
  }
}

public typealias InvoiceStanding = LedgerStanding<InvoiceState>
public typealias PaymentStanding = LedgerStanding<PaymentState>

/// How much of a ledger stands in one of its states.
public struct LedgerStanding<State: Codable & Sendable & Equatable>: Codable, Sendable, Equatable {
  public let state: State
  public let count: Int
  /// When the oldest of them was asked for.
  public let oldestAt: Timestamp
  /// When the first of them came into doubt that isn't issued or booked since; nil where none did.
  public let doubtSince: Timestamp?

  public init(
    state: State, count: Int, oldestAt: Timestamp, doubtSince: Timestamp? = nil
  ) {
    self.state = state
    self.count = count
    self.oldestAt = oldestAt
    self.doubtSince = doubtSince
  }
}

public struct SeriesStanding: Codable, Sendable, Equatable {
  public let series: Series
  /// The highest number known; nil in a series without a document.
  public let lastNumber: Int?
  /// The document whose number isn't known yet, if there is one.
  public let unclear: Invoice.ID?
  /// Why nothing is sent on it until a person resumes it.
  public let stopped: Failure?

  public init(series: Series, lastNumber: Int?, unclear: Invoice.ID?, stopped: Failure?) {
    self.series = series
    self.lastNumber = lastNumber
    self.unclear = unclear
    self.stopped = stopped
  }
}
