import Domain
import Foundation
import GRDB

/// What shops last acknowledged of their stock.
struct StockTable {
  let db: Database

  private static let columns =
    "key, code, name, unit, level, as_of, state, remark, acknowledged_at"

  func list(of shop: ShopID, after key: StockKey?, limit: Int) throws -> [StockProduct] {
    try products(
      """
      SELECT \(Self.columns) FROM stock_products WHERE shop = ? AND key > ? ORDER BY key LIMIT ?
      """, [shop.rawValue, key?.text ?? "", limit])
  }

  func list(of shop: ShopID, named keys: [StockKey]) throws -> [StockProduct] {
    let sql = "SELECT \(Self.columns) FROM stock_products WHERE shop = ? AND key = ?"
    return try keys.sorted().flatMap { key in try products(sql, [shop.rawValue, key.text]) }
  }

  func countInStock(of shop: ShopID) throws -> Int {
    Int(
      try db.number(
        "SELECT COUNT(*) FROM stock_products WHERE shop = ? AND level > 0", [shop.rawValue]) ?? 0)
  }

  func list(of shop: ShopID, in state: StockProduct.State, limit: Int) throws -> [StockProduct] {
    try products(
      """
      SELECT \(Self.columns) FROM stock_products
      WHERE shop = ? AND state = ? \(state == .listed ? "" : "AND state <> 'listed'")
      ORDER BY key LIMIT ?
      """, [shop.rawValue, state.rawValue, limit])
  }

  /// By position: of a large catalogue a name's look-up would be most of the work.
  private func products(_ sql: String, _ arguments: StatementArguments) throws -> [StockProduct] {
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    var products: [StockProduct] = []
    while let row = try rows.next() {
      guard let state = StockProduct.State(rawValue: try row.at(6, "state") as String) else {
        throw UnreadableColumn(name: "state")
      }
      products.append(
        StockProduct(
          key: StockKey(try row.at(0, "key")), code: try row.at(1, "code"),
          name: try row.at(2, "name"), unit: try row.at(3, "unit"),
          level: try (row.at(4, "level") as Int64?).map(Quantity.init(units:)),
          asOf: Timestamp(milliseconds: try row.at(5, "as_of")), state: state,
          remark: try row.at(7, "remark") as String?,
          acknowledgedAt: try (row.at(8, "acknowledged_at") as Int64?)
            .map(Timestamp.init(milliseconds:))))
    }
    return products
  }

  func rename(_ product: StockChange, of shop: ShopID) throws {
    try db.run(
      "UPDATE stock_products SET name = ?, code = ?, unit = ? WHERE shop = ? AND key = ?",
      [product.name, product.code, product.unit, shop.rawValue, product.key.text])
  }

  func history(of shop: ShopID, _ key: StockKey, limit: Int) throws -> [StockHistoryEntry] {
    try db.rows(
      """
      SELECT at, as_of, level, result, reason, pass FROM stock_history
      WHERE shop = ? AND key = ? ORDER BY id DESC LIMIT ?
      """, [shop.rawValue, key.text, limit]
    ).map { row in
      StockHistoryEntry(
        at: try row.moment("at"), asOf: try row.moment("as_of"),
        level: Quantity(units: try row.value("level")), result: try row.word("result"),
        reason: try row.optional("reason"), pass: try row.value("pass"))
    }
  }

  // MARK: What a shop answered

  func note(_ answer: StockAnswer, to item: StockChange, of batch: StockBatch, at now: Timestamp)
    throws
  {
    let shop = batch.shop.rawValue
    let isTaken = answer.result != .rejected
    let state: StockProduct.State =
      switch answer.result {
      case .rejected: .rejected
      case .createdHidden: .hidden
      // A shop that doesn't say leaves it as it was: nobody but a person publishes.
      case .updated, .unchanged: answer.isPublished == false ? .hidden : .listed
      }
    let remark = answer.reason ?? answer.near.map { "the shop has \($0)" }
    try db.run(
      """
      INSERT INTO stock_products (shop, key, code, name, unit, level, as_of, state, remark,
        acknowledged_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      ON CONFLICT (shop, key) DO UPDATE SET
        code = ?3, name = ?4, unit = ?5, level = COALESCE(?6, level),
        as_of = CASE WHEN ?6 IS NULL THEN as_of ELSE ?7 END,
        state = CASE WHEN ?8 = 'listed' AND state = 'hidden' AND ?11 IS NULL THEN 'hidden'
          ELSE ?8 END,
        remark = ?9, acknowledged_at = COALESCE(?10, acknowledged_at)
      """,
      [
        shop, item.key.text, item.code, item.name, item.unit,
        isTaken ? item.quantity.units : nil, batch.asOf.milliseconds, state.rawValue, remark,
        isTaken ? now.milliseconds : nil, answer.isPublished,
      ])
    try db.run(
      """
      INSERT INTO stock_history (shop, key, at, as_of, level, result, reason, pass)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        shop, item.key.text, now.milliseconds, batch.asOf.milliseconds, item.quantity.units,
        answer.result.rawValue, answer.reason, batch.pass,
      ])
    try db.run(
      """
      DELETE FROM stock_history WHERE shop = ?1 AND key = ?2 AND id <= (
        SELECT id FROM stock_history WHERE shop = ?1 AND key = ?2
        ORDER BY id DESC LIMIT 1 OFFSET ?3)
      """, [shop, item.key.text, StockHistoryEntry.keptMax])
  }
}
