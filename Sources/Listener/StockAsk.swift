import Domain

/// What the command line asks of the running service, whose calls count in its own rate window:
/// `POST /stocks`, answered by a `StockReading`.
public struct StockAsk: Codable, Sendable, Equatable {
  public let account: AccountID
  public let warehouses: [String]

  public init(account: AccountID, warehouses: [String]) {
    self.account = account
    self.warehouses = warehouses
  }
}
