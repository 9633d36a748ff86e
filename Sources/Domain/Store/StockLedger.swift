/// What each shop last acknowledged of its stock, and what it is still to be told.
public protocol StockLedger: StockLedgerQueries {
  /// Begins a pass of an event's run. What an earlier try of the same had planned and the shop hasn't
  /// answered is forgotten, so that a try that broke off leaves nothing behind. One of the whole also
  /// takes the place of what earlier passes have open, and where products are told apart by something
  /// else than before, it forgets the ledger's.
  func begin(_ pass: NewStockPass, at now: Timestamp) async throws(StoreError) -> StockPass.ID

  /// Adds batches to a pass, each for a job of its own; their ids in the same order. The ledger's
  /// products are as before: only an answer of the shop changes them.
  func plan(_ batches: [StockBatch.Content], for pass: StockPass.ID, at now: Timestamp)
    async throws(StoreError) -> [StockBatch.ID]

  /// Notes names that changed in SmartBill.
  func rename(_ products: [StockChange], of shop: ShopID) async throws(StoreError)
}

public struct NewStockPass: Sendable, Equatable {
  public enum Scope: Sendable, Equatable {
    case whole
    /// A push's products; with what is left of earlier passes' open batches without them.
    case part(rest: [StockBatch.ID: StockBatch.Content])
  }

  public var asked: Asking
  public var report: StockReport
  public var identity: ProductIdentity
  public var scope: Scope

  public init(asked: Asking, report: StockReport, identity: ProductIdentity, scope: Scope) {
    self.asked = asked
    self.report = report
    self.identity = identity
    self.scope = scope
  }
}

public protocol StockLedgerQueries: Sendable {
  /// Nil before the shop's first pass.
  func stockStanding(of shop: ShopID) async throws(StoreError) -> StockStanding?

  /// In the order of the keys' bytes.
  ///
  /// - Parameter key: only those behind it.
  func stockProducts(of shop: ShopID, after key: StockKey?, limit: Int)
    async throws(StoreError) -> [StockProduct]

  /// Those of the keys that there are, in order.
  func stockProducts(of shop: ShopID, named keys: [StockKey]) async throws(StoreError)
    -> [StockProduct]

  /// How many of a shop's products it has in stock.
  func stockProductsInStock(of shop: ShopID) async throws(StoreError) -> Int

  /// Those in a state, in order.
  func stockProducts(of shop: ShopID, in state: StockProduct.State, limit: Int)
    async throws(StoreError) -> [StockProduct]

  /// Whether a comparison of the whole waits in the shop's lane that was asked for later than the job.
  func stockSyncWaits(behind job: Job.ID, of shop: ShopID) async throws(StoreError) -> Bool

  /// Nil once the shop has answered for it, or a later try of its pass replaced it.
  func stockBatch(_ id: StockBatch.ID) async throws(StoreError) -> StockBatch?

  /// Those that the shop hasn't answered for, the oldest first.
  ///
  /// - Parameter id: only those behind it.
  func stockBatches(of shop: ShopID, after id: StockBatch.ID?, limit: Int)
    async throws(StoreError) -> [StockBatch]

  /// The newest first.
  func stockPasses(of shop: ShopID?, limit: Int) async throws(StoreError) -> [StockPass]

  /// What the shop answered for a product, the newest first.
  func stockHistory(of shop: ShopID, _ key: StockKey, limit: Int) async throws(StoreError)
    -> [StockHistoryEntry]

  /// How much of each product is in orders whose invoice was asked for and isn't issued, or that have a
  /// proforma and no invoice yet; under what the order calls it.
  func stockReserved(of shop: ShopID, by identity: ProductIdentity) async throws(StoreError)
    -> [StockKey: Quantity]
}

extension StockLedgerQueries {
  /// Hands in all of a shop's products, page by page, in the order of their keys' bytes.
  public func forEachStockPage(
    of shop: ShopID, limit: Int, _ body: ([StockProduct]) -> Void
  ) async throws(StoreError) {
    try await forEachPage(of: limit, behind: \.key, body) { last async throws(StoreError) in
      try await stockProducts(of: shop, after: last, limit: limit)
    }
  }

  /// Hands in all of a shop's open batches, page by page, the oldest first.
  public func forEachOpenStockPage(
    of shop: ShopID, limit: Int, _ body: ([StockBatch]) -> Void
  ) async throws(StoreError) {
    try await forEachPage(of: limit, behind: \.id, body) { last async throws(StoreError) in
      try await stockBatches(of: shop, after: last, limit: limit)
    }
  }

  /// A page of fewer than the limit is the last.
  private func forEachPage<Item, Key>(
    of limit: Int, behind key: (Item) -> Key, _ body: ([Item]) -> Void,
    read: (Key?) async throws(StoreError) -> [Item]
  ) async throws(StoreError) {
    var last: Key?
    while true {
      let page = try await read(last)
      body(page)
      guard page.count == limit else { return }
      last = page.last.map(key)
    }
  }
}

public struct StockHistoryEntry: Codable, Sendable, Equatable {
  /// Of each product the newest are kept: a week's, where it changes with every comparison.
  public static let keptMax = 100

  /// When the shop answered.
  public let at: Timestamp
  /// When that was SmartBill's stock.
  public let asOf: Timestamp
  public let level: Quantity
  public let result: StockAnswer.Result
  /// The shop's, of a rejection.
  public let reason: String?
  public let pass: StockPass.ID

  public init(
    at: Timestamp, asOf: Timestamp, level: Quantity, result: StockAnswer.Result, reason: String?,
    pass: StockPass.ID
  ) {
    self.at = at
    self.asOf = asOf
    self.level = level
    self.result = result
    self.reason = reason
    self.pass = pass
  }
}
