/// What an accounting service must be able to do for a shop's stock: say what there is.
public protocol StockSource: Sendable {
  /// Reads what the warehouses hold, a row a product and warehouse, whatever order.
  ///
  /// It gives way to all else that waits for the account; `busy` says that there was no room. At
  /// most one call is under way for an account, so that nothing waits for more than that.
  func stock(of account: AccountID, in warehouses: [String]) async -> StockReading
}

public enum StockReading: Codable, Sendable, Equatable {
  /// And the products of which the service says no quantity that can be read.
  case rows([StockLevel], unreadable: [StockFault] = [])
  /// The service refuses, and will again until a person acts: its words.
  case refused(Failure)
  case unavailable(Failure)
  /// No room in the rate window before then.
  case busy(until: Timestamp)
  case blocked(until: Timestamp)
}
