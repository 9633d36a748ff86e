import Domain

/// The clock says that a shop's stock is due.
enum StockSyncDue: Handler {
  static let type = StockTick.type
  static let isReserved = true

  struct Payload: EventPayload {
    var subject: OrderID? { nil }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    .command(.syncStock(.init(asked: asked, account: policy.account, cause: .timer)))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    nil
  }

  static func obstacle(under policy: ShopPolicy) -> Failure? { policy.stockObstacle }
}

extension ShopPolicy {
  /// Why the shop's stock events are parked.
  var stockObstacle: Failure? { stock == nil ? Failure(.stockNotConfigured) : nil }
}
