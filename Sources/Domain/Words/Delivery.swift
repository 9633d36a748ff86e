/// One genuine HTTP request: the first brings an event, any other is a duplicate of it.
public struct Delivery: Sendable, Equatable {
  public let shop: ShopID
  public let event: EventID
  public let receivedAt: Timestamp
  public let body: [UInt8]
  /// The event's way from here on; of a duplicate it is not kept.
  public var trace: TraceID?

  public init(
    shop: ShopID, event: EventID, receivedAt: Timestamp, body: [UInt8], trace: TraceID? = nil
  ) {
    self.shop = shop
    self.event = event
    self.receivedAt = receivedAt
    self.body = body
    self.trace = trace
  }
}

/// What became of a delivery, once it is durable.
public enum Acceptance: Sendable, Equatable {
  case new
  case duplicate
  /// The id was seen before with another body: the first stands, the second is kept and reported.
  case conflict
}
