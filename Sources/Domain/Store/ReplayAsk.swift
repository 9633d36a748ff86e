/// What a replayed event would have done that isn't done yet.
public struct ReplayAsk: Codable, Sendable, Equatable {
  public enum Wish: String, Codable, Sendable, CaseIterable {
    case invoice, draft, proforma, cancel, restore, refund, payment
    case cancelProforma = "proforma_cancel"
  }

  public let shop: ShopID
  public let order: OrderID
  public let event: EventID
  public let asks: Wish
  /// The state of the document or the payment that there is for it; nil where there is none.
  public let state: String?

  public init(shop: ShopID, order: OrderID, event: EventID, asks: Wish, state: String?) {
    self.shop = shop
    self.order = order
    self.event = event
    self.asks = asks
    self.state = state
  }
}
