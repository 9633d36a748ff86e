/// A row of the payment ledger: one payment of an order, booked once whatever event carries it.
public struct Payment: Codable, Sendable, Equatable {
  public typealias ID = Int64

  public let id: ID
  public let key: PaymentKey
  /// As the shop last said, until a call was made.
  public let received: ReceivedPayment
  public let state: PaymentState
  /// How often a call was reserved; names the call that a change belongs to.
  public let attempt: Int
  /// The event that opened it.
  public let openedBy: EventID
  /// The invoice that it pays, as far as that is known.
  public let invoice: PaidInvoice?
  /// What it is booked as; nil where it never was to be.
  public let type: PaymentType?
  /// nil for what has no receipt.
  public let receipt: Receipt?
  /// What was paid of the invoice before the last call.
  public let paidBefore: Money?
  /// What is left to pay of the invoice after it; nil where nobody knows.
  public let left: Money?
  /// It came within the invoice.
  public let isInside: Bool
  /// A person has looked in SmartBill, and wants it booked.
  public let isVouched: Bool
  public let absences: Absences
  /// While it is in doubt or needs a person.
  public let doubt: PaymentDoubt?
  public let failure: Failure?
  public let createdAt: Timestamp
  public let updatedAt: Timestamp

  public init(
    id: ID, key: PaymentKey, received: ReceivedPayment, state: PaymentState, attempt: Int = 0,
    openedBy: EventID, invoice: PaidInvoice? = nil, type: PaymentType? = nil,
    receipt: Receipt? = nil, paidBefore: Money? = nil, left: Money? = nil,
    isInside: Bool = false, isVouched: Bool = false, doubt: PaymentDoubt? = nil,
    failure: Failure? = nil, createdAt: Timestamp, updatedAt: Timestamp,
    absences: Absences = Absences()
  ) {
    self.id = id
    self.key = key
    self.received = received
    self.state = state
    self.attempt = attempt
    self.openedBy = openedBy
    self.invoice = invoice
    self.type = type
    self.receipt = receipt
    self.paidBefore = paidBefore
    self.left = left
    self.isInside = isInside
    self.isVouched = isVouched
    self.absences = absences
    self.doubt = doubt
    self.failure = failure
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension Payment {
  /// Its state as a person is told it: what was never sent isn't said to be refused.
  public var stateWord: String {
    state == .refused && attempt == 0 ? InvoiceState.notSentWord : state.rawValue
  }
}

/// What a payment is; unique in the ledger.
public struct PaymentKey: Codable, Sendable, Hashable {
  public let account: AccountID
  public let shop: ShopID
  public let order: OrderID
  public let payment: PaymentID

  public init(account: AccountID, shop: ShopID, order: OrderID, payment: PaymentID) {
    self.account = account
    self.shop = shop
    self.order = order
    self.payment = payment
  }
}

/// Where a payment stands; as an invoice does (`webhooks.md` §4.3).
public enum PaymentState: String, Codable, Sendable, CaseIterable {
  /// To be sent, once there is an invoice to be paid.
  case planned
  /// Reserved; the call may be under way.
  case sending
  case recorded
  /// Proven not recorded, or never sent (its attempt is 0); asked for again it is sent.
  case refused
  case inDoubt = "in_doubt"
  case needsPerson = "needs_person"
  /// Sent again and again, and each time proven not to be booked: a person says whether it is sent
  /// again.
  case provenAbsent = "proven_absent"
  /// A person gave it up.
  case abandoned

  /// At most one such payment stands on an order: what is paid of its invoice may be moving.
  public var isUnclear: Bool {
    switch self {
    case .sending, .inDoubt, .needsPerson: true
    case .planned, .recorded, .refused, .provenAbsent, .abandoned: false
    }
  }

  /// Nobody knows whether it is booked.
  public var isInDoubt: Bool { self == .inDoubt || self == .needsPerson }

  /// Somebody must know of it: it may be booked, or can't be.
  public var isAlarming: Bool { isInDoubt || self == .provenAbsent }

  /// It is not recorded: it may be sent.
  public var isSendable: Bool { self == .planned || self == .refused }
}

/// The invoice that a payment pays.
public struct PaidInvoice: Codable, Sendable, Hashable {
  public let id: Invoice.ID
  public let number: InvoiceNumber
  public let revision: Int

  public init(id: Invoice.ID, number: InvoiceNumber, revision: Int) {
    self.id = id
    self.number = number
    self.revision = revision
  }
}

/// A receipt (chitanță); its number is nil where it is known to exist and not by which.
public struct Receipt: Codable, Sendable, Hashable {
  public let series: String
  public let number: String?

  public init(series: String, number: String?) {
    self.series = series
    self.number = number
  }
}

/// What is known of a payment in doubt: its call ended, and nobody knows how.
public struct PaymentDoubt: Codable, Sendable, Equatable {
  /// When the call ended, or when a restart found it cut off.
  public var since: Timestamp
  /// When as much was first seen paid as before, after the quiet time; one look is no proof.
  public var unchangedAt: Timestamp?
  /// What was seen paid, where that decides nothing.
  public var seen: Money?

  public init(since: Timestamp, unchangedAt: Timestamp? = nil, seen: Money? = nil) {
    self.since = since
    self.unchangedAt = unchangedAt
    self.seen = seen
  }
}

/// What an invoice comes to, and what is paid of it.
public struct PaidAmount: Codable, Sendable, Hashable {
  public let total: Money
  public let paid: Money

  public init(total: Money, paid: Money) {
    self.total = total
    self.paid = paid
  }

  public var left: Money { total - paid }
}
