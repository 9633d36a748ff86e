/// SmartBill, what the shop last acknowledged, and what the shop says now, side by side; pure.
public struct StockDrift: Codable, Sendable, Equatable {
  public var key: StockKey
  public var name: String
  /// As the shop is to have it; nil where SmartBill names no such product, or several.
  public var smartBill: Quantity?
  public var acknowledged: Quantity?
  /// Nil where the shop wasn't asked, can't say, or has no such product.
  public var shop: Quantity?
  /// Whether customers see it; nil where the shop doesn't say.
  public var isPublished: Bool?
  public var differs: Bool

  /// Every product of either side, in the order of the keys.
  ///
  /// - Parameters:
  ///   - products: the ledger's, in order.
  ///   - said: what the shop says now; nil where it wasn't asked or can't say.
  public static func rows(
    of snapshot: StockSnapshot, _ products: [StockProduct], under policy: StockPolicy,
    reserved: [StockKey: Quantity] = [:], said: [StockKey: StockSaid]?
  ) -> [StockDrift] {
    var rows: [StockDrift] = []
    var levels = snapshot.levels[...]
    var products = products[...]
    let unclear = Set(snapshot.unclear)
    while !levels.isEmpty || !products.isEmpty {
      let level = levels.first.map { ($0, $0.key(by: snapshot.identity)) }
      let product = products.first
      let isLevel = level.map { level in product.map { level.1 <= $0.key } ?? true } ?? false
      let isProduct = product.map { product in level.map { product.key <= $0.1 } ?? true } ?? false
      if isLevel { levels.removeFirst() }
      if isProduct { products.removeFirst() }
      guard let key = isLevel ? level?.1 : product?.key else { continue }
      let target: Quantity? =
        if isLevel, let level {
          policy.target(level.0.quantity - (reserved[key] ?? .zero))
        } else {
          // What vanished is nothing, where the settings say so, and the shop ever took it.
          unclear.contains(key) || policy.vanished == .leave || product?.level == nil ? nil : .zero
        }
      rows.append(
        StockDrift(
          key, name: (isLevel ? level?.0.name : product?.name) ?? "",
          smartBill: isLevel ? target : nil, target: target,
          acknowledged: isProduct ? product?.level : nil, said: said?[key],
          wasAsked: said != nil))
    }
    return rows
  }

  private init(
    _ key: StockKey, name: String, smartBill: Quantity?, target: Quantity?,
    acknowledged: Quantity?, said: StockSaid?, wasAsked: Bool
  ) {
    self.key = key
    self.name = name
    self.smartBill = smartBill
    self.acknowledged = acknowledged
    shop = said?.stock
    isPublished = said?.isPublished
    let wanted = target ?? acknowledged
    differs = wanted != acknowledged || wasAsked && wanted != nil && wanted != shop
  }
}

/// What a shop says that it has of a product.
public struct StockSaid: Sendable, Equatable {
  public var stock: Quantity
  public var isPublished: Bool?

  public init(stock: Quantity, isPublished: Bool?) {
    self.stock = stock
    self.isPublished = isPublished
  }
}
