/// One comparison of SmartBill's stock with a shop's, and what came of it.
public struct StockPass: Codable, Sendable, Equatable {
  public typealias ID = Int64

  /// Of each shop the newest are kept, and those that it hasn't answered: each push of SmartBill's is
  /// one.
  public static let keptMax = 1000

  public let id: ID
  public let shop: ShopID
  public let event: EventID
  public let report: StockReport
  public let beganAt: Timestamp
  /// Products that are to be sent and aren't answered for yet.
  public let itemsOpen: Int

  public init(
    id: ID, shop: ShopID, event: EventID, report: StockReport, beganAt: Timestamp, itemsOpen: Int
  ) {
    self.id = id
    self.shop = shop
    self.event = event
    self.report = report
    self.beganAt = beganAt
    self.itemsOpen = itemsOpen
  }
}

/// What a pass found.
public struct StockReport: Codable, Sendable, Equatable {
  public var cause: StockCause
  public var isFull: Bool
  /// When the snapshot began.
  public var asOf: Timestamp
  public var products: Int
  public var changes: Int
  public var new: Int
  public var zeroed: Int
  public var vanished: Int
  public var newer: Int
  public var faults: StockFaults

  public init(
    cause: StockCause, isFull: Bool, asOf: Timestamp, products: Int, changes: Int, new: Int = 0,
    zeroed: Int = 0, vanished: Int = 0, newer: Int = 0, faults: StockFaults = StockFaults()
  ) {
    self.cause = cause
    self.isFull = isFull
    self.asOf = asOf
    self.products = products
    self.changes = changes
    self.new = new
    self.zeroed = zeroed
    self.vanished = vanished
    self.newer = newer
    self.faults = faults
  }
}

/// What gave cause to a pass.
public enum StockCause: String, Codable, Sendable, CaseIterable {
  case timer, request, push
}
