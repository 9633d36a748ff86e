/// A snapshot minus what the shop last acknowledged: what is to be sent; pure.
///
/// The ledger's products are handed in page by page, in the order of their keys, so that a large
/// catalogue need not be in memory twice.
public struct StockDifference: Sendable {
  public private(set) var changes: [StockChange] = []
  /// Products whose names are others than the ledger has; the shop isn't told, for its names are
  /// its own.
  public private(set) var renamed: [StockChange] = []
  public private(set) var faults: StockFaults
  /// Products that the shop has in stock, and how many of those are to be set to nothing; of a push,
  /// those that it names until the catalogue's are noted.
  public private(set) var inStock = 0
  public private(set) var zeroed = 0
  /// Products that the shop is told of for the first time.
  public private(set) var new = 0
  /// And of those, how many with nothing.
  private var newAtZero = 0
  /// In the ledger, and not in the snapshot.
  public private(set) var vanished = 0
  /// Known from after the snapshot began, by a push: left as they are.
  public private(set) var newer = 0

  private let snapshot: StockSnapshot
  private let policy: StockPolicy
  private let reserved: [StockKey: Quantity]
  private let open: OpenStock
  /// All are sent, whatever the shop acknowledged.
  public let isFull: Bool
  /// What the snapshot doesn't name has not vanished: it is a push, of what has moved.
  private let isPartial: Bool
  private var next = 0
  private var nextUnclear = 0
  /// Of the new products, and of all, to find those that only look alike.
  private var newIndexes: [Int] = []
  private var othersNear: [UInt64: StockKey] = [:]

  public init(
    _ snapshot: StockSnapshot, under policy: StockPolicy, reserved: [StockKey: Quantity] = [:],
    open: OpenStock? = nil, isFull: Bool = false, isPartial: Bool = false
  ) {
    self.snapshot = snapshot
    self.policy = policy
    self.reserved = reserved
    self.open = open ?? OpenStock(beside: snapshot.asOf)
    self.isFull = isFull
    self.isPartial = isPartial
    faults = snapshot.faults
  }

  /// Takes the next page of the ledger's products.
  public mutating func take(_ products: [StockProduct]) {
    for product in products {
      while next < snapshot.levels.count,
        case let level = snapshot.levels[next], case let key = level.key(by: snapshot.identity),
        key < product.key
      {
        add(new: level, key)
        next += 1
      }
      if let level = product.level, level > .zero { inStock += 1 }
      if next < snapshot.levels.count,
        snapshot.levels[next].key(by: snapshot.identity) == product.key
      {
        compare(snapshot.levels[next], with: product)
        next += 1
      } else {
        miss(product)
      }
    }
  }

  /// Whether the share that is set to nothing can only be told from the whole catalogue, of which a
  /// push names a part.
  public var asksForInStock: Bool { isPartial && zeroed > StockPolicy.zeroedCountFree }

  /// How many products of the whole catalogue the shop has in stock.
  public mutating func note(inStock count: Int) { inStock = count }

  /// No product of the ledger is left.
  public mutating func finish() {
    while next < snapshot.levels.count {
      let level = snapshot.levels[next]
      add(new: level, level.key(by: snapshot.identity))
      next += 1
    }
    noteNearMisses()
  }

  /// Why a person must look before any of it is sent; nil where it may be.
  public func objection() -> StockObjection? {
    if snapshot.levels.isEmpty, snapshot.unclear.isEmpty, !isPartial {
      return .empty(inStock: inStock, withoutKey: faults.count(of: .missingKey))
    }
    if isTooMany(zeroed, of: inStock) {
      return .zeroes(zeroed, inStock: inStock, percentMax: policy.zeroShareMax)
    }
    // Of what the shop was never told it may have anything in stock: of a wrong warehouse, all of it.
    if isTooMany(newAtZero, of: snapshot.levels.count) {
      return .newAtZero(
        newAtZero, products: snapshot.levels.count, percentMax: policy.zeroShareMax)
    }
    return nil
  }

  private func isTooMany(_ zeroes: Int, of all: Int) -> Bool {
    zeroes > StockPolicy.zeroedCountFree && zeroes * 100 > all * policy.zeroShareMax
  }

  private func target(of level: StockLevel, _ key: StockKey) -> Quantity {
    policy.target(level.quantity - (reserved[key] ?? .zero))
  }

  private mutating func add(new level: StockLevel, _ key: StockKey) {
    let quantity = target(of: level, key)
    new += 1
    if quantity == .zero { newAtZero += 1 }
    newIndexes.append(next)
    add(level, key, quantity)
  }

  private mutating func add(_ level: StockLevel, _ key: StockKey, _ quantity: Quantity) {
    changes.append(
      StockChange(
        key: key, code: level.code, name: level.name, unit: level.unit, quantity: quantity))
  }

  private mutating func compare(_ level: StockLevel, with product: StockProduct) {
    let level = level.filled(from: product)
    guard product.asOf <= snapshot.asOf, !open.newer.contains(product.key) else {
      newer += 1
      return
    }
    if StockKey(level.name) != StockKey(product.name) {
      faults.add(
        StockFault(.renamed, code: level.code, name: level.name, other: product.name))
      renamed.append(
        StockChange(
          key: product.key, code: level.code, name: level.name, unit: level.unit,
          quantity: level.quantity))
    }
    let quantity = target(of: level, product.key)
    guard
      isFull || product.level != quantity || product.state == .rejected
        || open.overtaken.contains(product.key)
    else { return }
    if quantity == .zero, let held = product.level, held > .zero { zeroed += 1 }
    add(level, product.key, quantity)
  }

  private mutating func miss(_ product: StockProduct) {
    guard !isPartial else { return }
    while nextUnclear < snapshot.unclear.count, snapshot.unclear[nextUnclear] < product.key {
      nextUnclear += 1
    }
    if nextUnclear < snapshot.unclear.count, snapshot.unclear[nextUnclear] == product.key {
      return
    }
    guard product.asOf <= snapshot.asOf else {
      newer += 1
      return
    }
    vanished += 1
    othersNear[product.key.nearHash] = product.key
    // What the shop never took, it need not set to nothing.
    guard policy.vanished == .zero, let held = product.level,
      isFull || held != .zero || open.overtaken.contains(product.key)
    else { return }
    if held > .zero { zeroed += 1 }
    changes.append(
      StockChange(
        key: product.key, code: product.code, name: product.name, unit: product.unit,
        quantity: .zero))
  }

  /// A new code that looks like another is a slip more often than a product.
  private mutating func noteNearMisses() {
    guard snapshot.identity == .code, !newIndexes.isEmpty else { return }
    let levels = snapshot.levels
    // The position behind the hash: texts are looked at only where two hashes agree.
    var near = levels.indices.map { index in
      (hash: levels[index].key(by: .code).nearHash, index: index)
    }
    near.sort { ($0.hash, $0.index) < ($1.hash, $1.index) }
    var isNew = [Bool](repeating: false, count: levels.count)
    for index in newIndexes { isNew[index] = true }
    for (left, right) in zip(near, near.dropFirst()) where left.hash == right.hash {
      guard isNew[left.index] || isNew[right.index] else { continue }
      let (level, other) = (levels[right.index], levels[left.index])
      faults.add(
        StockFault(.nearMiss, code: level.code, name: level.name, other: other.code))
    }
    guard !othersNear.isEmpty else { return }
    for index in newIndexes {
      let level = levels[index]
      guard let other = othersNear[level.key(by: .code).nearHash] else { continue }
      faults.add(
        StockFault(.nearMiss, code: level.code, name: level.name, other: other.text))
    }
  }
}

/// Why a pass is held for a person, with the numbers.
public enum StockObjection: Sendable, Equatable {
  /// Without a key: rows that were there, but without a code, or a title.
  case empty(inStock: Int, withoutKey: Int = 0)
  case zeroes(Int, inStock: Int, percentMax: Int)
  /// Of products that the shop is told of for the first time.
  case newAtZero(Int, products: Int, percentMax: Int)

  public var failure: Failure {
    switch self {
    case .empty(let inStock, 0):
      Failure(
        .stockEmpty, detail: "0 products in the answer; the shop has \(inStock) in stock")
    case .empty(let inStock, let withoutKey):
      Failure(
        .stockKeysMissing,
        detail: "all \(withoutKey) products in the answer are without what identify_by tells them "
          + "apart by; the shop has \(inStock) in stock")
    case .zeroes(let count, let inStock, let percentMax):
      Failure(
        .stockZeroed,
        detail: "\(count) of \(inStock) products in stock would be set to 0; "
          + "zero_share_max allows \(percentMax) %")
    case .newAtZero(let count, let products, let percentMax):
      Failure(
        .stockZeroed,
        detail: "\(count) of \(products) products in the answer have 0, and the shop was never "
          + "told of them; zero_share_max allows \(percentMax) %")
    }
  }
}
