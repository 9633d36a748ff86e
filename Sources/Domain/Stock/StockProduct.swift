/// A product as the stock ledger has it: what its shop last acknowledged.
public struct StockProduct: Codable, Sendable, Equatable {
  public enum State: String, Codable, Sendable, CaseIterable {
    /// The shop shows it.
    case listed
    /// The shop has it, unpublished: a person there sets its price and publishes it.
    case hidden
    /// The shop took none of it, or not the last level; it is tried again by each pass.
    case rejected
  }

  public var key: StockKey
  public var code: String
  public var name: String
  public var unit: String
  /// What the shop acknowledged last; nil if it never did.
  public var level: Quantity?
  /// When that was SmartBill's stock.
  public var asOf: Timestamp
  public var state: State
  /// Why it was rejected, or what is near it, in the shop's words.
  public var remark: String?
  public var acknowledgedAt: Timestamp?

  public init(
    key: StockKey, code: String, name: String, unit: String, level: Quantity?, asOf: Timestamp,
    state: State, remark: String? = nil, acknowledgedAt: Timestamp? = nil
  ) {
    self.key = key
    self.code = code
    self.name = name
    self.unit = unit
    self.level = level
    self.asOf = asOf
    self.state = state
    self.remark = remark
    self.acknowledgedAt = acknowledgedAt
  }
}
