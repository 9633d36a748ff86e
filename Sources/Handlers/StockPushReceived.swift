import Domain

/// SmartBill pushed stock that has moved (`smartbill-api.md` §11): how much there is now.
enum StockPushReceived: Handler {
  static let type = "stock.changed"
  static let isReserved = true

  struct Payload: EventPayload {
    let receivedAt: Timestamp
    let push: Push
    var subject: OrderID? { nil }

    enum CodingKeys: String, CodingKey {
      case push
      case receivedAt = "received_at"
    }
  }

  /// As it came: an object with `products`, or the list alone.
  struct Push: Decodable {
    let products: [StockRow]

    init(from decoder: any Decoder) throws {
      let list =
        try (try? decoder.singleValueContainer().decode([Row].self))
        ?? decoder.container(keyedBy: CodingKeys.self).decode([Row].self, forKey: .products)
      products = list.compactMap(\.content)
    }

    /// Of what is no row nothing is known: a push says nothing of what it leaves out.
    private struct Row: Decodable {
      let content: StockRow?
      init(from decoder: any Decoder) throws { content = try? StockRow(from: decoder) }
    }

    private enum CodingKeys: String, CodingKey { case products }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    let warehouses = (policy.stock?.warehouses ?? []).map(StockKey.init)
    let rows = payload.push.products.filter { row in
      // Without a name it is of the one there is.
      row.warehouse.map { warehouses.contains(StockKey($0)) } ?? (warehouses.count == 1)
    }
    guard !rows.isEmpty || payload.push.products.isEmpty else {
      return .nothing(JobNote(.otherWarehouses))
    }
    guard !rows.levels.isEmpty else {
      return .refused(
        Failure(.eventUnreadable, detail: "data.push has no row whose quantity can be read"))
    }
    return .command(
      .syncStock(
        .init(
          asked: asked, account: policy.account, cause: .push,
          pushed: StockPushed(
            receivedAt: payload.receivedAt, rows: rows.levels, unreadable: rows.faults))))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    nil
  }

  static func obstacle(under policy: ShopPolicy) -> Failure? { policy.stockObstacle }
}
