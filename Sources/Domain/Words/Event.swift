/// A verified fact from a shop: its bytes as they came, not yet decoded.
public struct Event: Sendable, Equatable {
  /// Rises with the order of acceptance; events of one order are handled in it.
  public let sequence: Int64
  public let shop: ShopID
  public let id: EventID
  public let receivedAt: Timestamp
  public let body: [UInt8]

  public init(
    sequence: Int64, shop: ShopID, id: EventID, receivedAt: Timestamp, body: [UInt8]
  ) {
    self.sequence = sequence
    self.shop = shop
    self.id = id
    self.receivedAt = receivedAt
    self.body = body
  }
}

/// What handling an event found out about it, kept with it for listings.
public struct EventLabel: Sendable, Equatable {
  public let type: String
  /// The order that the event is about.
  public let subject: OrderID?
  /// The shop's own time of the fact, as the event says it.
  public let occurredAt: String?

  public init(type: String, subject: OrderID?, occurredAt: String?) {
    self.type = type
    self.subject = subject
    self.occurredAt = occurredAt
  }
}
