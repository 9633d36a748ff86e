/// What the shop has on its shelves, and what it keeps out of sight until a person has priced it.
struct ShopShelf: Sendable {
  struct Item: Encodable, Equatable, Sendable {
    let code: String
    var name: String
    var unit: String
    var stock: ShopAmount
    /// VAT included; nil until a person sets it, for no price comes from Punte.
    var price: ShopAmount?
    var vatRate: ShopAmount
    var category: String?
    var isPublished: Bool

    enum CodingKeys: String, CodingKey {
      case code, name, unit, stock, price, category
      case vatRate = "vat_rate"
      case isPublished = "published"
    }
  }

  /// A batch that came, for a test to look at.
  struct Receipt: Encodable, Equatable, Sendable {
    let id: String
    let sequence: Int64
    let items: Int
    let bytes: Int
    let isRepeated: Bool

    enum CodingKeys: String, CodingKey {
      case id, sequence, items, bytes
      case isRepeated = "repeated"
    }
  }

  private(set) var items: [Item]
  private(set) var receipts: [Receipt] = []
  /// Products that were made hidden here; none is made twice.
  private(set) var created = 0
  private var indexByCode: [String: Int] = [:]
  private var indexByName: [String: Int] = [:]
  /// The answers to batches, by their ids: one that comes again is answered as the first time.
  private var answers: [String: [ShopStockAnswer]] = [:]

  /// More than the largest catalogue that it is tried with.
  static let itemsMax = 250_000
  static let defaultCategory = "Neverificate"

  init(_ products: [ShopProduct] = ShopProduct.all) {
    items = products.map {
      Item(
        code: $0.code, name: $0.name, unit: "buc", stock: ShopAmount("\($0.stock)") ?? "0",
        price: $0.price, vatRate: $0.vatRate, category: nil, isPublished: true)
    }
    for index in items.indices { enter(index) }
  }

  private mutating func enter(_ index: Int) {
    if !items[index].code.isEmpty { indexByCode[items[index].code] = index }
    indexByName[items[index].name] = index
  }

  /// By what stands in its address: its code, or the name of one that has none.
  func item(_ word: String) -> Item? { index(word).map { items[$0] } }

  func item(_ code: String, _ name: String, by identity: ShopStockBatch.Identity) -> Item? {
    index(code, name, by: identity).map { items[$0] }
  }

  private func index(_ word: String) -> Int? { indexByCode[word] ?? indexByName[word] }

  private func index(_ code: String, _ name: String, by identity: ShopStockBatch.Identity) -> Int? {
    switch identity {
    case .code: indexByCode[code]
    case .title: indexByName[name]
    }
  }

  /// Takes a batch in, product by product.
  ///
  /// - Parameter bytes: of its body.
  mutating func apply(_ batch: ShopStockBatch, id: String, bytes: Int) -> [ShopStockAnswer] {
    let known = answers[id]
    receipts.append(
      Receipt(
        id: id, sequence: batch.sequence, items: batch.items.count, bytes: bytes,
        isRepeated: known != nil))
    if let known { return known }
    let given = batch.items.map { apply($0, of: batch) }
    answers[id] = given
    return given
  }

  private mutating func apply(_ wish: ShopStockBatch.Item, of batch: ShopStockBatch)
    -> ShopStockAnswer
  {
    if batch.identity == .code, wish.code.isEmpty { return .rejected(wish, "produsul nu are cod") }
    guard let index = index(wish.code, wish.name, by: batch.identity) else {
      guard items.count < Self.itemsMax else { return .rejected(wish, "catalogul este plin") }
      items.append(
        Item(
          code: wish.code, name: wish.name, unit: wish.unit, stock: wish.stock, price: nil,
          vatRate: "21", category: batch.hiddenCategory ?? Self.defaultCategory, isPublished: false)
      )
      enter(items.count - 1)
      created += 1
      return ShopStockAnswer(
        code: wish.code, name: wish.name, result: "created_hidden", published: false,
        near: near(wish.code))
    }
    let isSame = items[index].stock == wish.stock
    items[index].stock = wish.stock
    return ShopStockAnswer(
      code: wish.code, name: wish.name, result: isSame ? "unchanged" : "updated",
      published: items[index].isPublished)
  }

  /// A code of the shop's own that differs only in case.
  private func near(_ code: String) -> String? {
    let swapped = [code.uppercased(), code.lowercased()]
    return swapped.first { $0 != code && indexByCode[$0] != nil }
  }

  // MARK: What a person does

  mutating func price(_ code: String, _ price: ShopAmount) throws(ShopError) {
    guard let index = index(code) else { throw .unknownProduct }
    guard price.tenThousandths > 0 else { throw .priceMissing }
    items[index].price = price
  }

  /// Not without a price: nobody would want it sold for nothing.
  mutating func publish(_ code: String) throws(ShopError) {
    guard let index = index(code) else { throw .unknownProduct }
    guard items[index].price != nil else { throw .priceMissing }
    items[index].isPublished = true
    items[index].category = nil
  }
}
