/// What a shop is told at once. Its content is the same at each attempt, but for products of which a
/// push has said something newer: those are taken out of it.
public struct StockBatch: Sendable, Equatable {
  public typealias ID = Int64

  /// WooCommerce takes no more in one request (`shops-and-peers.md` §3.2), and 1000 time out.
  public static let itemsMax = 100

  public struct Content: Codable, Sendable, Equatable {
    public var identity: ProductIdentity
    public var hiddenCategory: String?
    public var items: [StockChange]

    public init(identity: ProductIdentity, hiddenCategory: String?, items: [StockChange]) {
      self.identity = identity
      self.hiddenCategory = hiddenCategory
      self.items = items
    }
  }

  public let id: ID
  public let shop: ShopID
  public let pass: StockPass.ID
  /// The `webhook-id`; stable over retries.
  public let webhookID: String
  /// Rises per shop, so that the shop can tell a late retry from news.
  public let sequence: Int64
  public let createdAt: Timestamp
  /// When that was SmartBill's stock.
  public let asOf: Timestamp
  public let content: Content

  public init(
    id: ID, shop: ShopID, pass: StockPass.ID, webhookID: String, sequence: Int64,
    createdAt: Timestamp, asOf: Timestamp, content: Content
  ) {
    self.id = id
    self.shop = shop
    self.pass = pass
    self.webhookID = webhookID
    self.sequence = sequence
    self.createdAt = createdAt
    self.asOf = asOf
    self.content = content
  }

  /// Those of the ledger's products that the shop acknowledged as of a later moment: whenever the batch
  /// is sent, it must not bring back what was.
  public func outdated(by products: [StockProduct]) -> Set<StockKey> {
    Set(products.lazy.filter { $0.asOf > asOf }.map(\.key))
  }

  /// The batch without some products.
  public func leaving(out keys: Set<StockKey>) -> StockBatch {
    guard !keys.isEmpty else { return self }
    var content = content
    content.items.removeAll { keys.contains($0.key) }
    return StockBatch(
      id: id, shop: shop, pass: pass, webhookID: webhookID, sequence: sequence,
      createdAt: createdAt, asOf: asOf, content: content)
  }
}

/// What a shop says of one product that it was told of.
public struct StockAnswer: Sendable, Equatable {
  public enum Result: String, Codable, Sendable, CaseIterable {
    case updated
    case createdHidden = "created_hidden"
    case unchanged
    case rejected
  }

  public var key: StockKey
  public var result: Result
  /// Why it was rejected, in the shop's words.
  public var reason: String?
  /// Whether its customers see it; nil where the shop doesn't say.
  public var isPublished: Bool?
  /// A code of the shop's own that differs only in case.
  public var near: String?

  public init(
    key: StockKey, result: Result, reason: String? = nil, isPublished: Bool? = nil,
    near: String? = nil
  ) {
    self.key = key
    self.result = result
    self.reason = reason
    self.isPublished = isPublished
    self.near = near
  }
}
