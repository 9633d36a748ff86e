extension Command {
  /// Compare SmartBill's stock with what the shop last acknowledged, and plan what is to be sent.
  /// How, the shop's settings say when it is done.
  public struct SyncStock: Codable, Sendable, Equatable {
    public var asked: Asking
    public var account: AccountID
    public var cause: StockCause
    /// Send all, not only what differs.
    public var isFull: Bool
    /// A person has looked: the safety rule is not asked.
    public var acceptsZeroes: Bool
    /// What SmartBill pushed, a row a product and warehouse; nil reads the whole.
    public var pushed: StockPushed?

    public init(
      asked: Asking, account: AccountID, cause: StockCause, isFull: Bool = false,
      acceptsZeroes: Bool = false, pushed: StockPushed? = nil
    ) {
      self.asked = asked
      self.account = account
      self.cause = cause
      self.isFull = isFull
      self.acceptsZeroes = acceptsZeroes
      self.pushed = pushed
    }
  }

  /// Bring a batch to its shop.
  public struct ApplyStock: Codable, Sendable, Equatable {
    public var asked: Asking
    public var batch: StockBatch.ID

    public init(asked: Asking, batch: StockBatch.ID) {
      self.asked = asked
      self.batch = batch
    }
  }
}

/// Stock that has moved, as SmartBill pushed it.
public struct StockPushed: Codable, Sendable, Equatable {
  public var receivedAt: Timestamp
  /// Of the shop's warehouses alone.
  public var rows: [StockLevel]
  /// Products of which nothing can be read. Nil where an earlier version kept the command.
  public var unreadable: [StockFault]?

  public init(receivedAt: Timestamp, rows: [StockLevel], unreadable: [StockFault] = []) {
    self.receivedAt = receivedAt
    self.rows = rows
    self.unreadable = unreadable.isEmpty ? nil : unreadable
  }
}
