import Domain

/// A shop, or a person at the command line, asked for the stock now.
enum StockSyncRequested: Handler {
  static let type = "stock.sync_requested"

  struct Payload: EventPayload {
    /// Send all, not only what differs.
    let full: Bool?
    /// A person has looked at what the safety rule held.
    let acceptsZeroes: Bool?
    var subject: OrderID? { nil }

    enum CodingKeys: String, CodingKey {
      case full
      case acceptsZeroes = "accept_zeroes"
    }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    .command(
      .syncStock(
        .init(
          asked: asked, account: policy.account, cause: .request, isFull: payload.full ?? false,
          acceptsZeroes: payload.acceptsZeroes ?? false)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    nil
  }

  static func obstacle(under policy: ShopPolicy) -> Failure? { policy.stockObstacle }
}
