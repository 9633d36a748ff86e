/// Stored bodies that a person has had removed: which, how many, who and why.
///
/// The events stay, so that a delivery of one is a duplicate as ever; what was issued and told stays.
public struct Prune: Codable, Sendable, Equatable {
  public typealias ID = Int

  public enum Scope: Codable, Sendable, Equatable {
    /// Of what was received before that moment.
    case received(before: Timestamp)
    /// Of one person, at whose wish all that names the person goes, the words of failures too.
    case person
  }

  public let id: ID
  /// Chosen by who started it, to find it by.
  public let key: String
  public let scope: Scope
  /// How many events have lost their bodies, and of how many bytes.
  public let events: Int
  public let bytes: Int
  public let by: Operator
  public let startedAt: Timestamp

  public init(
    id: ID, key: String, scope: Scope, events: Int, bytes: Int, by: Operator, startedAt: Timestamp
  ) {
    self.id = id
    self.key = key
    self.scope = scope
    self.events = events
    self.bytes = bytes
    self.by = by
    self.startedAt = startedAt
  }

  /// The most that one step takes: it is one transaction, and others wait for it.
  public static let stepEventsMax = 200
}

/// What a person asks for who starts a prune.
public struct PruneRequest: Codable, Sendable, Equatable {
  /// Asked for again under the same key, it is the same prune.
  public let key: String
  public let scope: Prune.Scope

  public init(key: String, scope: Prune.Scope) {
    self.key = key
    self.scope = scope
  }
}

/// What a prune of old bodies would remove.
public struct PruneTally: Codable, Sendable, Equatable {
  public let events: Int
  public let bytes: Int
  public let firstReceivedAt: Timestamp?
  public let lastReceivedAt: Timestamp?
  /// As old, and kept: a job, an invoice that isn't clear, or a replay still needs them.
  public let needed: Int

  public init(
    events: Int, bytes: Int, firstReceivedAt: Timestamp?, lastReceivedAt: Timestamp?, needed: Int
  ) {
    self.events = events
    self.bytes = bytes
    self.firstReceivedAt = firstReceivedAt
    self.lastReceivedAt = lastReceivedAt
    self.needed = needed
  }
}

/// What is stored of one person.
public struct PersonRecord: Codable, Sendable, Equatable {
  public struct Event: Codable, Sendable, Equatable {
    public let sequence: Int64
    public let shop: ShopID
    public let id: EventID
    public let receivedAt: Timestamp
    public let type: String?
    public let order: OrderID?
    /// A job, an invoice that isn't clear, or a replay still needs it: it can't go yet.
    public let isNeeded: Bool
    /// Its body is gone already.
    public let isPruned: Bool

    public init(
      sequence: Int64, shop: ShopID, id: EventID, receivedAt: Timestamp, type: String?,
      order: OrderID?, isNeeded: Bool, isPruned: Bool
    ) {
      self.sequence = sequence
      self.shop = shop
      self.id = id
      self.receivedAt = receivedAt
      self.type = type
      self.order = order
      self.isNeeded = isNeeded
      self.isPruned = isPruned
    }
  }

  /// In the order of acceptance.
  public let events: [Event]
  /// Of the orders that these are about; their numbers, totals and dates are kept.
  public let invoices: [Invoice]
  /// Of the same orders; their amounts and dates are kept.
  public let payments: [Payment]
  /// SmartBill's answers about these, which are proof, and never changed.
  public let answers: Int
  /// The invoices, among whose answers are some that name the person.
  public let answersNaming: [Invoice.ID]
  /// As `answersNaming`, of payments.
  public let paymentAnswersNaming: [Payment.ID]

  public init(
    events: [Event], invoices: [Invoice], payments: [Payment], answers: Int,
    answersNaming: [Invoice.ID], paymentAnswersNaming: [Payment.ID]
  ) {
    self.events = events
    self.invoices = invoices
    self.payments = payments
    self.answers = answers
    self.answersNaming = answersNaming
    self.paymentAnswersNaming = paymentAnswersNaming
  }
}

/// Whose data are meant.
public enum PersonSelection: Sendable, Equatable {
  case named(PersonMark)
  case order(OrderID, of: ShopID)
}
