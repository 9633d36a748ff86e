import Domain

extension SQLiteStore {
  public func begin(_ pass: NewStockPass, at now: Timestamp) async throws(StoreError)
    -> StockPass.ID
  {
    let report: String
    var rest: [StockBatch.ID: StockBatchTable.Text] = [:]
    do {
      report = try JSONText.encode(pass.report)
      if case .part(let contents) = pass.scope {
        rest = try contents.mapValues(StockBatchTable.Text.init)
      }
    } catch {
      throw StoreError(error)
    }
    return try await writer.perform { [rest] db in
      try StockBatchTable(db: db).begin(pass, report: report, rest: rest, at: now)
    }
  }

  public func plan(_ batches: [StockBatch.Content], for pass: StockPass.ID, at now: Timestamp)
    async throws(StoreError) -> [StockBatch.ID]
  {
    let texts: [StockBatchTable.Text]
    do {
      texts = try batches.map(StockBatchTable.Text.init)
    } catch {
      throw StoreError(error)
    }
    return try await writer.perform { db in
      try texts.map { try StockBatchTable(db: db).add($0, to: pass, at: now) }
    }
  }

  public func rename(_ products: [StockChange], of shop: ShopID) async throws(StoreError) {
    try await writer.perform { db in
      for product in products { try StockTable(db: db).rename(product, of: shop) }
    }
  }

  public func stockProducts(of shop: ShopID, after key: StockKey?, limit: Int)
    async throws(StoreError) -> [StockProduct]
  {
    try await reader.stockProducts(of: shop, after: key, limit: limit)
  }

  public func stockProducts(of shop: ShopID, named keys: [StockKey])
    async throws(StoreError) -> [StockProduct]
  {
    try await reader.stockProducts(of: shop, named: keys)
  }

  public func stockProductsInStock(of shop: ShopID) async throws(StoreError) -> Int {
    try await reader.stockProductsInStock(of: shop)
  }

  public func stockProducts(of shop: ShopID, in state: StockProduct.State, limit: Int)
    async throws(StoreError) -> [StockProduct]
  {
    try await reader.stockProducts(of: shop, in: state, limit: limit)
  }

  public func stockSyncWaits(behind job: Job.ID, of shop: ShopID) async throws(StoreError) -> Bool {
    try await reader.stockSyncWaits(behind: job, of: shop)
  }

  public func stockBatch(_ id: StockBatch.ID) async throws(StoreError) -> StockBatch? {
    try await reader.stockBatch(id)
  }

  public func stockStanding(of shop: ShopID) async throws(StoreError) -> StockStanding? {
    try await reader.stockStanding(of: shop)
  }

  public func stockBatches(of shop: ShopID, after id: StockBatch.ID?, limit: Int)
    async throws(StoreError) -> [StockBatch]
  {
    try await reader.stockBatches(of: shop, after: id, limit: limit)
  }

  public func stockPasses(of shop: ShopID?, limit: Int) async throws(StoreError) -> [StockPass] {
    try await reader.stockPasses(of: shop, limit: limit)
  }

  public func stockHistory(of shop: ShopID, _ key: StockKey, limit: Int)
    async throws(StoreError) -> [StockHistoryEntry]
  {
    try await reader.stockHistory(of: shop, key, limit: limit)
  }

  public func stockReserved(of shop: ShopID, by identity: ProductIdentity)
    async throws(StoreError) -> [StockKey: Quantity]
  {
    try await reader.stockReserved(of: shop, by: identity)
  }
}

extension SQLiteReader {
  public func stockProducts(of shop: ShopID, after key: StockKey?, limit: Int)
    async throws(StoreError) -> [StockProduct]
  {
    try await read { db in try StockTable(db: db).list(of: shop, after: key, limit: limit) }
  }

  public func stockProducts(of shop: ShopID, named keys: [StockKey])
    async throws(StoreError) -> [StockProduct]
  {
    try await read { db in try StockTable(db: db).list(of: shop, named: keys) }
  }

  public func stockProductsInStock(of shop: ShopID) async throws(StoreError) -> Int {
    try await read { db in try StockTable(db: db).countInStock(of: shop) }
  }

  public func stockProducts(of shop: ShopID, in state: StockProduct.State, limit: Int)
    async throws(StoreError) -> [StockProduct]
  {
    try await read { db in try StockTable(db: db).list(of: shop, in: state, limit: limit) }
  }

  public func stockSyncWaits(behind job: Job.ID, of shop: ShopID) async throws(StoreError) -> Bool {
    try await read { db in
      try JobTable(db: db).available(
        .syncStock, behind: job, in: Command.stockLane(of: shop)
      ).contains { command in
        guard case .syncStock(let sync) = command else { return false }
        return sync.pushed == nil
      }
    }
  }

  public func stockBatch(_ id: StockBatch.ID) async throws(StoreError) -> StockBatch? {
    try await read { db in try StockBatchTable(db: db).find(id) }
  }

  public func stockStanding(of shop: ShopID) async throws(StoreError) -> StockStanding? {
    try await read { db in try StockShopTable(db: db).find(shop) }
  }

  public func stockBatches(of shop: ShopID, after id: StockBatch.ID?, limit: Int)
    async throws(StoreError) -> [StockBatch]
  {
    try await read { db in
      try StockBatchTable(db: db).list(of: shop, after: id, limit: limit)
    }
  }

  public func stockPasses(of shop: ShopID?, limit: Int) async throws(StoreError) -> [StockPass] {
    try await read { db in try StockBatchTable(db: db).passes(of: shop, limit: limit) }
  }

  public func stockHistory(of shop: ShopID, _ key: StockKey, limit: Int)
    async throws(StoreError) -> [StockHistoryEntry]
  {
    try await read { db in try StockTable(db: db).history(of: shop, key, limit: limit) }
  }

  public func stockReserved(of shop: ShopID, by identity: ProductIdentity)
    async throws(StoreError) -> [StockKey: Quantity]
  {
    try await read { db in try StockBatchTable(db: db).reserved(of: shop, by: identity) }
  }
}
