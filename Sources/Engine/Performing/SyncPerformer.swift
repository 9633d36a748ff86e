import Domain
import Logging

/// Compares SmartBill's stock with what the shop last acknowledged, and plans what is to be sent.
struct SyncPerformer: Sendable {
  let store: any Store
  let source: (any StockSource)?
  let policies: [ShopID: ShopPolicy]
  let time: any TimeSource

  /// Of the ledger, at a time; a fraction of a second's work.
  static let pageProducts = 2000
  /// Written at a time: others wait for the writer meanwhile.
  static let batchesPerWrite = 20
  /// How long a sync that found no room makes way for another shop's.
  static let busyDelay = Duration.seconds(5)

  func perform(_ command: Command.SyncStock, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    guard let policy = policies[command.asked.shop]?.stock, let source else {
      return Settlement(claim.fence, .held(Failure(.stockNotConfigured)))
    }
    let standing = try await store.stockStanding(of: command.asked.shop)
    // A push tells of one warehouse; of several, only SmartBill has the sum. And it is compared with
    // the ledger, which must be one of the shop as it is.
    if let pushed = command.pushed, policy.warehouses.count == 1,
      standing?.identity == policy.identity, let comparedAsOf = standing?.comparedAsOf
    {
      if pushed.receivedAt < comparedAsOf {
        return Settlement(
          claim.fence, .completed(note: JobNote(.olderThanComparison)))
      }
      let snapshot = StockSnapshot(
        rows: pushed.rows, unreadable: pushed.unreadable ?? [], identifiedBy: policy.identity,
        asOf: pushed.receivedAt)
      if let part = try await part(snapshot, command, policy) {
        return try await plan(
          part, of: snapshot, wholeAsOf: comparedAsOf, command, policy, claim, logger)
      }
    }
    // Any comparison of the whole does as much: after an outage the ticks of hours are one.
    if !command.isFull, !command.acceptsZeroes,
      try await store.stockSyncWaits(behind: claim.job.id, of: command.asked.shop)
    {
      return Settlement(claim.fence, .completed(note: JobNote(.leftToLater)))
    }
    let asOf = time.now()
    let reserved = try await reserved(of: command.asked.shop, policy)
    switch await source.stock(of: command.account, in: policy.warehouses) {
    case .rows(let rows, let unreadable):
      let snapshot = StockSnapshot(
        rows: rows, unreadable: unreadable, identifiedBy: policy.identity, asOf: asOf)
      return try await plan(
        whole(snapshot, standing, reserved, command, policy), of: snapshot, wholeAsOf: asOf,
        command, policy, claim, logger)
    case .refused(let failure):
      return Settlement(claim.fence, .held(failure))
    case .unavailable(let failure):
      return retry(failure, after: RetryPolicy.accountingDelay(after: claim.tries), claim)
    case .busy(let until):
      return Settlement(
        claim.fence, .retry(Failure(.stockBusy), at: max(until, time.now() + Self.busyDelay)))
    case .blocked(let until):
      return Settlement.blocked(command.account, until: until, claim)
    }
  }

  /// What a snapshot brings, and what of earlier passes' it leaves.
  private typealias Comparison = (difference: StockDifference, scope: NewStockPass.Scope)

  /// - Parameter wholeAsOf: of the last snapshot of the whole, this one included.
  private func plan(
    _ comparison: Comparison, of snapshot: StockSnapshot, wholeAsOf: Timestamp,
    _ command: Command.SyncStock, _ policy: StockPolicy, _ claim: Claim, _ logger: Logger
  ) async throws(StoreError) -> Settlement {
    let (difference, scope) = comparison
    let report = difference.report(
      of: command, asOf: snapshot.asOf, products: snapshot.levels.count)
    logger.info("compared the stock", metadata: report.metadata)
    if !command.acceptsZeroes, let objection = difference.objection() {
      return Settlement(claim.fence, .held(objection.failure))
    }
    let pass = try await store.begin(
      NewStockPass(
        asked: command.asked, report: report, identity: policy.identity, scope: scope),
      at: time.now())
    var batches: [StockBatch.ID] = []
    let batchesPerWrite = Self.batchesPerWrite * StockBatch.itemsMax
    for start in stride(from: 0, to: difference.changes.count, by: batchesPerWrite) {
      let part = difference.changes[start..<min(start + batchesPerWrite, difference.changes.count)]
      batches += try await store.plan(contents(of: part, policy), for: pass, at: time.now())
    }
    for start in stride(from: 0, to: difference.renamed.count, by: Self.pageProducts) {
      let part = difference.renamed[start...].prefix(Self.pageProducts)
      try await store.rename(Array(part), of: command.asked.shop)
    }
    return Settlement(
      claim.fence, .completed(note: JobNote(.stockCompared, detail: report.counts)),
      changes: [.stockCompared(command.asked.shop, asOf: wholeAsOf)],
      commands: batches.map { .applyStock(.init(asked: command.asked, batch: $0)) })
  }

  /// Of what a push names; nil where one of them is new, of which SmartBill alone has the unit.
  private func part(
    _ snapshot: StockSnapshot, _ command: Command.SyncStock, _ policy: StockPolicy
  ) async throws(StoreError) -> Comparison? {
    let shop = command.asked.shop
    let keys = snapshot.levels.map { $0.key(by: policy.identity) }
    let products = try await store.stockProducts(of: shop, named: keys)
    guard products.count == keys.count else { return nil }
    let open = try await open(of: shop, OpenStock(beside: snapshot.asOf, of: Set(keys)))
    var difference = StockDifference(
      snapshot, under: policy,
      reserved: snapshot.resolved(try await reserved(of: shop, policy)), open: open,
      isFull: command.isFull, isPartial: true)
    difference.take(products)
    if difference.asksForInStock {
      difference.note(inStock: try await store.stockProductsInStock(of: shop))
    }
    difference.finish()
    return (difference, .part(rest: open.rest))
  }

  /// - Parameter before: what orders reserved before the snapshot began. One that was invoiced since
  ///   may be in neither the snapshot nor what is reserved by now, so that the larger counts.
  private func whole(
    _ snapshot: StockSnapshot, _ standing: StockStanding?, _ before: [StockKey: Quantity],
    _ command: Command.SyncStock, _ policy: StockPolicy
  ) async throws(StoreError) -> Comparison {
    let shop = command.asked.shop
    // What was told apart by something else isn't found under what it is now, and has not vanished.
    let isKnown = standing?.identity == policy.identity
    let open = try await open(of: shop, OpenStock(beside: snapshot.asOf))
    let reserved = before.merging(try await reserved(of: shop, policy), uniquingKeysWith: max)
    var difference = StockDifference(
      snapshot, under: policy, reserved: snapshot.resolved(reserved), open: open,
      isFull: command.isFull || !isKnown || standing?.comparedAsOf == nil)
    if isKnown {
      try await store.forEachStockPage(of: shop, limit: Self.pageProducts) { difference.take($0) }
    }
    difference.finish()
    return (difference, .whole)
  }

  private func open(of shop: ShopID, _ none: OpenStock) async throws(StoreError) -> OpenStock {
    var open = none
    try await store.forEachOpenStockPage(of: shop, limit: Self.batchesPerWrite) { open.take($0) }
    return open
  }

  private func reserved(of shop: ShopID, _ policy: StockPolicy) async throws(StoreError)
    -> [StockKey: Quantity]
  {
    policy.reservesOrders ? try await store.stockReserved(of: shop, by: policy.identity) : [:]
  }

  private func contents(of changes: ArraySlice<StockChange>, _ policy: StockPolicy)
    -> [StockBatch.Content]
  {
    stride(from: changes.startIndex, to: changes.endIndex, by: StockBatch.itemsMax).map { start in
      StockBatch.Content(
        identity: policy.identity, hiddenCategory: policy.hiddenCategory,
        items: Array(changes[start..<min(start + StockBatch.itemsMax, changes.endIndex)]))
    }
  }

  private func retry(_ failure: Failure, after delay: Duration, _ claim: Claim) -> Settlement {
    Settlement(claim.fence, .retry(failure, at: time.now() + delay))
  }
}

extension StockDifference {
  fileprivate func report(of command: Command.SyncStock, asOf: Timestamp, products: Int)
    -> StockReport
  {
    StockReport(
      cause: command.cause, isFull: isFull, asOf: asOf, products: products,
      changes: changes.count, new: new, zeroed: zeroed, vanished: vanished, newer: newer,
      faults: faults)
  }
}

extension StockReport {
  /// For the job's note.
  fileprivate var counts: String {
    var parts = ["\(products) products", "\(changes) to send"]
    if new > 0 { parts.append("\(new) new") }
    if vanished > 0 { parts.append("\(vanished) vanished") }
    if newer > 0 { parts.append("\(newer) newer by a push") }
    for kind in StockFault.Kind.allCases where faults.count(of: kind) > 0 {
      parts.append("\(faults.count(of: kind)) \(kind.rawValue)")
    }
    return parts.joined(separator: ", ")
  }

  fileprivate var metadata: Logger.Metadata {
    [
      "products": "\(products)", "changes": "\(changes)", "new": "\(new)", "zeroed": "\(zeroed)",
      "vanished": "\(vanished)",
    ]
  }
}
