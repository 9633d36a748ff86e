/// Money that a shop says to have received for an order.
public struct ReceivedPayment: Codable, Sendable, Equatable {
  public var id: PaymentID
  /// The shop's own word for it, such as `card` or `ramburs`.
  public var method: String
  public var amount: Money
  /// An ISO 4217 code; nil for the invoice's.
  public var currency: String?
  /// When the money came; nil for the day on which it is booked.
  public var date: CalendarDay?

  public init(
    id: PaymentID, method: String, amount: Money, currency: String? = nil,
    date: CalendarDay? = nil
  ) {
    self.id = id
    self.method = method
    self.amount = amount
    self.currency = currency
    self.date = date
  }
}

/// A payment's id, as its shop writes it. Unique in an order: what came under it is booked once.
public struct PaymentID: ShopGivenID {
  public let rawValue: String
  public init(_ rawValue: String) { self.rawValue = rawValue }
}
