/// What the shop asks of Punte, in the words of the contract's `operation`.
enum ShopRequest: String, Codable, Sendable {
  case issue, cancel, restore, refund
}
