import Domain
import FoundationEssentials

/// SmartBill pushed stock that has moved (`smartbill-api.md` §11): how much there is now.
enum StockPushReceived: Handler {
  static let type = "stock.changed"

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
    let products: [Product]

    init(from decoder: any Decoder) throws {
      if let list = try? decoder.singleValueContainer().decode([Product].self) {
        products = list
      } else {
        products = try decoder.container(keyedBy: CodingKeys.self)
          .decode([Product].self, forKey: .products)
      }
    }

    private enum CodingKeys: String, CodingKey { case products }
  }

  struct Product: Decodable {
    let productName: String?
    let productCode: String?
    let warehouse: String?
    let quantity: Amount
  }

  /// A number, or the same as a text.
  struct Amount: Decodable {
    let quantity: Quantity

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let text =
        try (try? container.decode(Decimal.self)).map { "\($0)" }
        ?? container.decode(String.self)
      guard let quantity = Quantity(number: text.utf8) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "no number")
      }
      self.quantity = quantity
    }
  }

  static func decide(_ payload: Payload, asked: Asking, under policy: ShopPolicy) -> Decision {
    let warehouses = policy.stock?.warehouses ?? []
    let rows = payload.push.products.compactMap { product -> StockLevel? in
      // Without a name it is of the one there is.
      guard product.warehouse.map(warehouses.contains) ?? (warehouses.count == 1) else {
        return nil
      }
      return StockLevel(
        code: product.productCode ?? "", name: product.productName ?? "", unit: "",
        quantity: product.quantity.quantity)
    }
    guard !rows.isEmpty else { return .nothing("of none of the shop's warehouses") }
    return .command(
      .syncStock(
        .init(
          asked: asked, account: policy.account, cause: .push,
          pushed: StockPushed(receivedAt: payload.receivedAt, rows: rows))))
  }

  static func operation(asked head: EventHead, under policy: ShopPolicy) -> Notice.Operation? {
    nil
  }

  static func obstacle(under policy: ShopPolicy) -> Failure? { policy.stockObstacle }
}
