/// What is known of an invoice in doubt: its create call ended, and nobody knows how.
public struct Doubt: Codable, Sendable, Equatable {
  /// When the call ended, or when a restart found it cut off.
  public var since: Timestamp
  /// When its series was first seen unmoved, after the quiet time; one look is no proof.
  public var absentAt: Timestamp?
  /// Looks that were answered and decided nothing.
  public var rounds: Int
  /// The number that a person says it has: looked up before it is believed.
  public var namedNumber: String?

  public init(
    since: Timestamp, absentAt: Timestamp? = nil, rounds: Int = 0, namedNumber: String? = nil
  ) {
    self.since = since
    self.absentAt = absentAt
    self.rounds = rounds
    self.namedNumber = namedNumber
  }
}

/// How long an account's invoices in doubt are waited for.
public struct DoubtTiming: Sendable, Equatable {
  /// No look is proof of absence sooner after the call ended: longer than any server works on a
  /// request that nobody waits for (`webhooks.md` §4.5, A3).
  public var quiet: Duration
  /// The least time between the two looks that prove an absence.
  public var confirm: Duration

  public init(quiet: Duration = .seconds(120), confirm: Duration = .seconds(60)) {
    self.quiet = quiet
    self.confirm = confirm
  }
}

/// A document that may be the invoice in doubt, as SmartBill shows it.
public struct Candidate: Codable, Sendable, Equatable {
  public let number: InvoiceNumber
  /// nil if SmartBill has no such document; of a proforma, which it tells no total of, always.
  public let total: Money?
  /// Of ours, those that are printed on it.
  public let references: [InvoiceReference]
  /// Of a proforma: whether SmartBill has it.
  public let isProforma: Bool?
  /// It exists, and what is printed on it could not be read: it may bear references, though none is
  /// listed. nil where it was read.
  public let isUnread: Bool?

  public init(
    number: InvoiceNumber, total: Money?, references: [InvoiceReference],
    isProforma: Bool? = nil, isUnread: Bool? = nil
  ) {
    self.number = number
    self.total = total
    self.references = references
    self.isProforma = isProforma
    self.isUnread = isUnread
  }

  public var exists: Bool { total != nil || isProforma == true }
}
