/// What the ledger knows of a series: its own documents, and those that it found there.
public struct SeriesRecord: Sendable, Equatable {
  /// The values of the numbers between the first of ours and the last known that nobody knows,
  /// the lowest first; at most as many as were asked for.
  public let unknown: [Int]
  /// The highest number known.
  public let last: Int?
  /// The lowest number known.
  public let first: Int?
  /// Whether a document of ours is among them.
  public let holdsOurs: Bool
  /// The database was restored since the series was last compared with SmartBill.
  public let isUnverified: Bool
  /// The ledger holds no document of ours in it, and never compared it with SmartBill: another
  /// database may have issued there.
  public let isUnknown: Bool
  /// The document whose number isn't known yet, if there is one.
  public let unclear: Invoice.ID?
  /// The first of the gaps that are too long to be looked up, and that no person has accepted.
  public let jump: Range<Int>?
  /// Of a series that is being searched: what was found since the database was made, or restored.
  public let found: Found?

  /// Documents that a search has found, in some goes.
  public struct Found: Sendable, Equatable {
    public var first: Int
    public var last: Int
    public var count: Int
    /// With a reference of ours.
    public var ours: Int
    /// Of which nobody knows what is printed on them.
    public var unread: Int
    /// Numbers that the service says it has no document of.
    public var absent: Int
    /// The lowest that bears a reference of ours, or may bear one.
    public var lowestOurs: Int?

    public init(
      first: Int, last: Int, count: Int, ours: Int, unread: Int = 0, absent: Int = 0,
      lowestOurs: Int? = nil
    ) {
      self.first = first
      self.last = last
      self.count = count
      self.ours = ours
      self.unread = unread
      self.absent = absent
      self.lowestOurs = lowestOurs
    }
  }

  public init(
    unknown: [Int], first: Int?, last: Int?, holdsOurs: Bool, unclear: Invoice.ID?,
    isUnverified: Bool = false, isUnknown: Bool = false, jump: Range<Int>? = nil,
    found: Found? = nil
  ) {
    self.unknown = unknown
    self.first = first
    self.last = last
    self.holdsOurs = holdsOurs
    self.unclear = unclear
    self.isUnverified = isUnverified
    self.isUnknown = isUnknown
    self.jump = jump
    self.found = found
  }

  /// A gap of more numbers is a jump: at two calls for each number, a look at so many takes over two
  /// hours.
  public static let jumpMin = 10_000

  /// Of a jump so many numbers at each end are looked up: a document that was issued while the
  /// numbering was changed stands there.
  public static let jumpEdge = 20

  /// What is looked up of a gap.
  public static func lookedUp(of gap: Range<Int>) -> [Range<Int>] {
    guard gap.count > jumpMin else { return [gap] }
    return [
      gap.lowerBound..<(gap.lowerBound + jumpEdge), (gap.upperBound - jumpEdge)..<gap.upperBound,
    ]
  }
}

/// A document of one of our series that we didn't issue, or don't know to have issued.
public struct ForeignDocument: Codable, Sendable, Equatable {
  public let series: Series
  public let document: Candidate
  public let seenAt: Timestamp

  public init(series: Series, document: Candidate, seenAt: Timestamp) {
    self.series = series
    self.document = document
    self.seenAt = seenAt
  }
}
