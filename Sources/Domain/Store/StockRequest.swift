/// A person's wish to have a shop's stock compared now.
public struct StockRequest: Codable, Sendable, Equatable {
  /// Asked for again under the same key, it is one event.
  public var key: String
  public var shop: ShopID
  public var isFull: Bool
  public var acceptsZeroes: Bool

  public init(key: String, shop: ShopID, isFull: Bool = false, acceptsZeroes: Bool = false) {
    self.key = key
    self.shop = shop
    self.isFull = isFull
    self.acceptsZeroes = acceptsZeroes
  }

  /// The event that a shop could have sent too.
  public func delivery(at now: Timestamp) -> Delivery {
    let data = #"{"full": \#(isFull), "accept_zeroes": \#(acceptsZeroes)}"#
    return Delivery(
      shop: shop, event: .inside("stock.sync_requested/\(key)"), receivedAt: now,
      body: Array(#"{"type": "stock.sync_requested", "data": \#(data)}"#.utf8), trace: .random())
  }
}
