/// What was sold and to whom, independent of who sent it.
public struct Order: Codable, Sendable, Equatable {
  /// How the customer pays: the shop's own word for it, such as `card` or `ramburs`.
  public struct Payment: Codable, Sendable, Equatable {
    public var method: String
    public var paid: Bool

    public init(method: String, paid: Bool) {
      self.method = method
      self.paid = paid
    }
  }

  public var id: OrderID
  /// The number the customer knows the order by.
  public var number: String
  public var status: String
  /// An ISO 4217 code, such as RON.
  public var currency: String
  /// What the invoice in a foreign currency is to count with; nil lets SmartBill take its own.
  public var exchangeRate: ExchangeRate?
  public var customer: Party
  public var lines: [OrderLine]
  public var payment: Payment?
  /// What the customer pays, VAT included; the invoice's total must equal it to the ban.
  public var total: Money

  public init(
    id: OrderID, number: String, status: String, currency: String = "RON", customer: Party,
    lines: [OrderLine], payment: Payment? = nil, total: Money,
    exchangeRate: ExchangeRate? = nil
  ) {
    self.id = id
    self.number = number
    self.status = status
    self.currency = currency
    self.exchangeRate = exchangeRate
    self.customer = customer
    self.lines = lines
    self.payment = payment
    self.total = total
  }

  enum CodingKeys: String, CodingKey {
    case id, number, status, currency, customer, lines, payment, total
    case exchangeRate = "exchange_rate"
  }
}
