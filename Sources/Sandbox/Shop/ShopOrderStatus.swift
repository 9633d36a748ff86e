/// The statuses this shop knows, in the words of its users, which are also those of the contract.
enum ShopOrderStatus: String, Codable, CaseIterable, Sendable {
  case waiting = "In asteptare"
  case confirmed = "Confirmata"
  case shipped = "Expediata"
  case cancelled = "Anulata"
}
