/// Which payments were booked, and which may be.
public protocol PaymentLedger: PaymentLedgerQueries {
  /// The payment that an event was bound to, and what stands beside it; nil if it was never bound.
  func payment(boundTo event: EventID, of shop: ShopID) async throws(StoreError) -> BoundPayment?

  /// planned, refused → sending; at most one unclear payment an order; durable when it returns.
  func reserve(_ request: PaymentReservationRequest, at now: Timestamp) async throws(StoreError)
    -> PaymentReservationResult

  /// Keeps a call's raw answer, whoever holds the claim by now.
  func record(_ evidence: PaymentEvidence) async throws(StoreError)
}

public protocol PaymentLedgerQueries: Sendable {
  /// The newest first.
  func payments(_ filter: PaymentFilter) async throws(StoreError) -> [Payment]

  func payment(_ id: Payment.ID) async throws(StoreError) -> PaymentDetail?
}

public struct BoundPayment: Sendable, Equatable {
  public let payment: Payment
  /// The others of its order.
  public let others: [Payment]
  /// When the database was restored from a copy, which may know less than SmartBill.
  public let restoredAt: Timestamp?
  /// Whether no newer event carries it.
  public let isLast: Bool
  /// Whether the newest event that carries it is another, and has a job which is still to be done.
  public let isCarriedAgain: Bool
  /// Of one in doubt: whether another payment of the account was booked since its first doubt.
  public let othersRecorded: Bool

  public init(
    payment: Payment, others: [Payment] = [], restoredAt: Timestamp? = nil,
    isLast: Bool = true, isCarriedAgain: Bool = false,
    othersRecorded: Bool = false
  ) {
    self.payment = payment
    self.others = others
    self.restoredAt = restoredAt
    self.isLast = isLast
    self.isCarriedAgain = isCarriedAgain
    self.othersRecorded = othersRecorded
  }
}

public struct PaymentFilter: Sendable, Equatable {
  public var shop: ShopID?
  public var order: OrderID?
  public var state: PaymentState?
  public var limit: Int

  public init(
    shop: ShopID? = nil, order: OrderID? = nil, state: PaymentState? = nil,
    limit: Int = listingLimitDefault
  ) {
    self.shop = shop
    self.order = order
    self.state = state
    self.limit = limit
  }
}

/// A payment with the proof of what happened to it.
public struct PaymentDetail: Codable, Sendable, Equatable {
  public let payment: Payment
  /// The exact bytes of the last call; nil if none was reserved.
  public let request: [UInt8]?
  public let evidence: [PaymentEvidence]
  /// What persons did to it.
  public let acts: [AttemptRecord]

  public init(
    payment: Payment, request: [UInt8]?, evidence: [PaymentEvidence], acts: [AttemptRecord]
  ) {
    self.payment = payment
    self.request = request
    self.evidence = evidence
    self.acts = acts
  }
}

/// What a person says of a payment that isn't recorded.
public enum PaymentResolution: Codable, Sendable, Equatable {
  /// It is booked in SmartBill: → recorded, and the shop is told.
  ///
  /// - Parameter receipt: the number of its receipt, if it has one.
  case recorded(receipt: String?)
  /// It is not: → planned, and it is sent again whatever else is paid.
  case sendAgain
  /// → abandoned, and the shop is told.
  case giveUp
}
