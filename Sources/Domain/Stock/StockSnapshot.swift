/// What SmartBill says of a company's stock at a moment: a level a product, all warehouses summed,
/// in the order of the keys' bytes.
public struct StockSnapshot: Sendable {
  /// When the first call for it began: what is known from after that moment is newer.
  public let asOf: Timestamp
  public let identity: ProductIdentity
  public private(set) var levels: [StockLevel]
  /// In order: of these nothing can be said, so the shop keeps what it has.
  public private(set) var unclear: [StockKey] = []
  public private(set) var faults = StockFaults()

  /// Sums rows, whatever warehouse each is of. Rows of one key and one name are one product; those
  /// whose names differ are several, of which nobody knows which is meant. Pieces and sets have no sum.
  ///
  /// - Parameters:
  ///   - rows: at most millions; they are sorted in place.
  ///   - unreadable: of each such product, in whatever warehouse, the sum is unclear.
  public init(
    rows: consuming [StockLevel], unreadable: [StockFault] = [],
    identifiedBy identity: ProductIdentity, asOf: Timestamp
  ) {
    self.asOf = asOf
    self.identity = identity
    levels = rows
    for fault in unreadable { faults.add(fault) }
    let isMissing = { (level: StockLevel) in level.key(by: identity).isBlank }
    for level in levels where isMissing(level) {
      faults.add(StockFault(.missingKey, code: level.code, name: level.name))
    }
    levels.removeAll(where: isMissing)
    levels.sort { $0.key(by: identity) < $1.key(by: identity) }
    merge(leaving: Set(unreadable.map { $0.key(by: identity) }.filter { !$0.isBlank }))
    noteNegatives()
  }

  private mutating func merge(leaving unreadable: Set<StockKey>) {
    var kept = 0
    var index = 0
    while index < levels.count {
      let key = levels[index].key(by: identity)
      var sum = levels[index]
      var fault: StockFault?
      index += 1
      while index < levels.count, levels[index].key(by: identity) == key {
        fault = self.fault(adding: levels[index], to: sum) ?? fault
        if sum.unit.isBlankToTheEye { sum.unit = levels[index].unit }
        sum.quantity = sum.quantity + levels[index].quantity
        index += 1
      }
      if let fault {
        unclear.append(key)
        faults.add(fault)
      } else if !unreadable.contains(key) {
        levels[kept] = sum
        kept += 1
      }
    }
    levels.removeSubrange(kept...)
    guard !unreadable.isEmpty else { return }
    unclear = unreadable.union(unclear).sorted()
  }

  /// Why the two have no sum; nil where they have one.
  private func fault(adding level: StockLevel, to sum: StockLevel) -> StockFault? {
    if isOther(level, than: sum) {
      return StockFault(.ambiguous, code: sum.code, name: sum.name, other: name(of: level))
    }
    let units = (PlainText.folded(sum.unit), PlainText.folded(level.unit))
    guard units.0 != units.1, !units.0.isEmpty, !units.1.isEmpty else { return nil }
    return StockFault(.unitsDiffer, code: sum.code, name: sum.name, other: level.unit)
  }

  /// Of one key, but another product.
  private func isOther(_ level: StockLevel, than first: StockLevel) -> Bool {
    StockKey(name(of: level)) != StockKey(name(of: first))
  }

  /// What isn't the key.
  private func name(of level: StockLevel) -> String {
    identity == .code ? level.name : level.code
  }

  private mutating func noteNegatives() {
    for level in levels where level.quantity < .zero {
      faults.add(StockFault(.negative, code: level.code, name: level.name))
    }
  }

  /// What orders reserve, under the keys that the snapshot has for it: an order's title may be spelled
  /// otherwise. One that fits several products is taken off each, so that none is oversold.
  public func resolved(_ reserved: [StockKey: Quantity]) -> [StockKey: Quantity] {
    guard identity == .title, !reserved.isEmpty else { return reserved }
    let spelling = StockSpelling(levels.lazy.map(\.name))
    var resolved: [StockKey: Quantity] = [:]
    for (key, quantity) in reserved {
      let names: [String] =
        switch spelling.match(for: key.text) {
        case .name(let name): [name]
        case .several(let names): names
        case .none: [key.text]
        }
      for name in names { resolved[StockKey(name), default: .zero] += quantity }
    }
    return resolved
  }

  mutating func add(_ fault: StockFault) { faults.add(fault) }
}
