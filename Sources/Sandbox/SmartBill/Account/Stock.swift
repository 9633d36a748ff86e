/// What lies in the company's warehouses, and the nomenclature that names it (smartbill-api.md §8).
///
/// Quantities are sums of moves, so that the stock of any past day can be told.
struct Stock: Sendable {
  let warehouses: [Warehouse]
  private(set) var nomenclature: [NomenclatureProduct] = []
  private(set) var moves: [StockMove] = []
  /// What has moved since the changes were last taken, each place once.
  private var changed: [Place] = []

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
    nomenclature.firstIndex { product in
      usesCodes ? product.code == code : product.name.lowercased() == name.lowercased()
    }
  }

  /// Enters a product in the nomenclature, or finds it there.
  mutating func enter(_ product: NomenclatureProduct, usesCodes: Bool) -> Int {
    if let known = self.product(named: product.name, code: product.code, usesCodes: usesCodes) {
      return known
    }
    nomenclature.append(product)
    return nomenclature.count - 1
  }

  mutating func rename(_ product: Int, to name: String) {
    nomenclature[product].name = name
  }

  mutating func add(_ move: StockMove) {
    moves.append(move)
    note(move)
  }

  /// Takes back what a document has moved.
  mutating func takeBack(movesOf document: Int) {
    for move in moves where move.document == document { note(move) }
    moves.removeAll { $0.document == document }
  }

  private mutating func note(_ move: StockMove) {
    let place = Place(product: move.product, warehouse: move.warehouse)
    if !changed.contains(place) { changed.append(place) }
  }

  /// The levels that have changed since this was last asked, as they are now.
  mutating func takeChanges() -> [Level] {
    defer { changed = [] }
    return changed.compactMap { place in
      warehouse(named: place.warehouse).map { warehouse in
        Level(
          product: nomenclature[place.product], warehouse: warehouse,
          quantity: quantity(of: place.product, in: place.warehouse))
      }
    }
  }

  func warehouse(named name: String) -> Warehouse? {
    warehouses.first { $0.name == name }
  }

  /// What there is of a product, or was at the end of a day.
  func quantity(of product: Int, in warehouse: String, on date: String = Self.lastDay)
    -> ExactNumber
  {
    moves.reduce(.zero) { sum, move in
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
    return past
  }
}
