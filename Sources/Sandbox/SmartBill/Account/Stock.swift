/// What lies in the company's warehouses, and the nomenclature that names it (smartbill-api.md §8).
///
/// Quantities are sums of moves, so that the stock of any past day can be told.
struct Stock: Sendable {
  let warehouses: [Warehouse]
  private(set) var nomenclature: [NomenclatureProduct] = []
  private(set) var moves: [StockMove] = []
  /// What has moved since the changes were last taken, each place once.
  private var changed: [Place] = []
  private var changedPlaces: Set<Place> = []
  /// The sums of all moves, so that a large catalogue can be told quickly.
  private var totals: [Place: ExactNumber] = [:]
  private var lastDate = ""
  private var indexByCode: [String: Int] = [:]
  private var indexByName: [String: Int] = [:]

  init(warehouses: [Warehouse] = [Warehouse(name: "Depozit")]) {
    self.warehouses = warehouses
  }

  private struct Place: Hashable {
    var product: Int
    var warehouse: String
  }

  /// What a warehouse holds of a product.
  struct Level: Sendable {
    var product: NomenclatureProduct
    var warehouse: Warehouse
    var quantity: ExactNumber
  }

  /// The unit that the official plugin sends for "as the nomenclature has it" (§3.2).
  static let unitOfNomenclature = "@@@@@"

  /// The product that is meant: by its code, case and all, where the company uses codes, else by
  /// its name in any case.
  func product(named name: String, code: String, usesCodes: Bool) -> Int? {
    usesCodes ? indexByCode[code] : indexByName[name.lowercased()]
  }

  /// Enters a product in the nomenclature, or finds it there.
  mutating func enter(_ product: NomenclatureProduct, usesCodes: Bool) -> Int {
    if let known = self.product(named: product.name, code: product.code, usesCodes: usesCodes) {
      return known
    }
    nomenclature.append(product)
    index(nomenclature.count - 1)
    return nomenclature.count - 1
  }

  mutating func rename(_ product: Int, to name: String) {
    guard nomenclature[product].name != name else { return }
    nomenclature[product].name = name
    indexByName = [:]
    for position in nomenclature.indices { index(position) }
  }

  /// Of several of one code or name the first is meant.
  private mutating func index(_ position: Int) {
    let product = nomenclature[position]
    if indexByCode[product.code] == nil { indexByCode[product.code] = position }
    let name = product.name.lowercased()
    if indexByName[name] == nil { indexByName[name] = position }
  }

  mutating func add(_ move: StockMove) {
    moves.append(move)
    total(move)
    note(move)
  }

  /// Takes back what a document has moved.
  mutating func takeBack(movesOf document: Int) {
    for move in moves where move.document == document { note(move) }
    moves.removeAll { $0.document == document }
    totals = [:]
    for move in moves { total(move) }
  }

  private mutating func total(_ move: StockMove) {
    let place = Place(product: move.product, warehouse: move.warehouse)
    totals[place, default: .zero] = totals[place, default: .zero] + move.quantity
    lastDate = max(lastDate, move.date)
  }

  private mutating func note(_ move: StockMove) {
    let place = Place(product: move.product, warehouse: move.warehouse)
    if changedPlaces.insert(place).inserted { changed.append(place) }
  }

  /// The levels that have changed since this was last asked, as they are now.
  mutating func takeChanges() -> [Level] {
    defer {
      changed = []
      changedPlaces = []
    }
    return changed.compactMap { place in
      warehouse(named: place.warehouse).map { warehouse in
        Level(
          product: nomenclature[place.product], warehouse: warehouse,
          quantity: quantity(of: place.product, in: place.warehouse))
      }
    }
  }

  mutating func forgetChanges() {
    changed = []
    changedPlaces = []
  }

  func warehouse(named name: String) -> Warehouse? {
    warehouses.first { $0.name == name }
  }

  /// What there is of a product, or was at the end of a day.
  func quantity(of product: Int, in warehouse: String, on date: String = Self.lastDay)
    -> ExactNumber
  {
    guard date < lastDate else {
      return totals[Place(product: product, warehouse: warehouse)] ?? .zero
    }
    return moves.reduce(.zero) { sum, move in
      move.product == product && move.warehouse == warehouse && move.date <= date
        ? sum + move.quantity : sum
    }
  }

  private static let lastDay = "9999-12-31"

  /// What may go out on a day, so that neither it nor a later one is left short.
  func available(_ product: Int, in warehouse: String, on date: String) -> ExactNumber {
    let days = moves.filter { $0.product == product && $0.date > date }.map(\.date) + [date]
    return days.map { quantity(of: product, in: warehouse, on: $0) }.min() ?? .zero
  }

  func hasMoved(_ product: Int) -> Bool {
    moves.contains { $0.product == product && !$0.quantity.isNegative }
  }

  /// The day of a warehouse's first reception; a sale can't be older.
  func importDate(of warehouse: String) -> String? {
    moves.filter { $0.warehouse == warehouse && $0.document == nil }.map(\.date).min()
  }

  /// What each warehouse holds at the end of a day. What is used up isn't listed: whether it is
  /// live, no source says (smartbill-api.md §13).
  func levels(on date: String) -> [Level] {
    warehouses.flatMap { warehouse in
      nomenclature.indices.compactMap { index in
        let quantity = quantity(of: index, in: warehouse.name, on: date)
        guard quantity != .zero else { return nil }
        return Level(product: nomenclature[index], warehouse: warehouse, quantity: quantity)
      }
    }
  }

  /// The stock as it was known at a moment.
  func asOf(_ milliseconds: Int) -> Stock {
    var past = self
    past.moves = moves.filter { $0.milliseconds <= milliseconds }
    past.totals = [:]
    for move in past.moves { past.total(move) }
    return past
  }
}
