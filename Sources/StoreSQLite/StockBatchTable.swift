import Domain
import GRDB

/// Passes, and the batches of each that its shop hasn't answered yet.
struct StockBatchTable {
  let db: Database

  /// A batch's content as the row it becomes.
  struct Text: Sendable {
    let content: String
    let items: Int

    /// Encoded before the writer's turn, for everybody waits for that.
    init(_ content: StockBatch.Content) throws {
      self.content = try JSONText.encode(content)
      items = content.items.count
    }
  }

  /// - Parameter rest: what is left of open batches, of a push's pass.
  func begin(
    _ pass: NewStockPass, report: String, rest: [StockBatch.ID: Text], at now: Timestamp
  ) throws -> StockPass.ID {
    let asked = pass.asked
    let row = try db.row(
      """
      INSERT INTO stock_passes (shop, event, run, report, began_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (shop, event, run) DO UPDATE SET report = excluded.report,
        began_at = excluded.began_at
      RETURNING id
      """,
      [asked.shop.rawValue, asked.event.rawValue, asked.run, report, now.milliseconds])
    guard let id = try row?.value("id") as Int64? else {
      throw StoreError.unavailable("no pass was made")
    }
    try db.run("DELETE FROM stock_batches WHERE pass = ?", [id])
    // What an earlier pass could not bring to the shop is in this one, unless it is of a push alone:
    // whoever requeues it must not bring back what was.
    var overtaken = rest.count
    switch pass.scope {
    case .whole:
      overtaken = try db.run(
        """
        DELETE FROM stock_batches WHERE pass IN (
          SELECT id FROM stock_passes WHERE shop = ? AND id < ?)
        """, [asked.shop.rawValue, id])
      try StockShopTable(db: db).tell(asked.shop, apartBy: pass.identity)
    case .part:
      for (batch, text) in rest { try keep(text, of: batch) }
    }
    // Nobody knows any more that those are to be told again, should this try break off: then all are.
    if overtaken > 0 { try StockShopTable(db: db).note(comparedAsOf: nil, of: asked.shop) }
    try trimPasses(of: asked.shop)
    return id
  }

  private func keep(_ rest: Text, of batch: StockBatch.ID) throws {
    if rest.items == 0 {
      try db.run("DELETE FROM stock_batches WHERE id = ?", [batch])
    } else {
      try db.run(
        "UPDATE stock_batches SET content = ?, items = ? WHERE id = ?",
        [rest.content, rest.items, batch])
    }
  }

  private func trimPasses(of shop: ShopID) throws {
    try db.run(
      """
      DELETE FROM stock_passes WHERE shop = ?1 AND id <= (
        SELECT id FROM stock_passes WHERE shop = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
        AND NOT EXISTS (SELECT 1 FROM stock_batches WHERE pass = stock_passes.id)
      """, [shop.rawValue, StockPass.keptMax])
  }

  /// Sequences follow the clock, so that they rise in a restored database too.
  func add(_ text: Text, to pass: StockPass.ID, at now: Timestamp) throws -> StockBatch.ID {
    guard let shop = try db.row("SELECT shop FROM stock_passes WHERE id = ?", [pass]),
      let meta = try db.row("SELECT instance FROM meta")
    else { throw StoreError.unavailable("there is no pass \(pass)") }
    let sequence = try db.row(
      """
      INSERT INTO stock_sequences (shop, sequence) VALUES (?1, ?2)
      ON CONFLICT (shop) DO UPDATE SET sequence = MAX(sequence + 1, ?2)
      RETURNING sequence
      """, [try shop.value("shop") as String, now.milliseconds])
    guard let sequence = try sequence?.value("sequence") as Int64? else {
      throw StoreError.unavailable("no sequence was made")
    }
    let instance: String = try meta.value("instance")
    let id = "stk_\(instance)_\(pass)_\(sequence)"
    try db.run(
      """
      INSERT INTO stock_batches (pass, webhook_id, sequence, items, content, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      """, [pass, id, sequence, text.items, text.content, now.milliseconds])
    return db.lastInsertedRowID
  }

  func find(_ id: StockBatch.ID) throws -> StockBatch? {
    try stored(id).map(\.batch)
  }

  func list(of shop: ShopID, after id: StockBatch.ID?, limit: Int) throws -> [StockBatch] {
    try db.rows(
      """
      \(Self.selection) WHERE shop = ? AND stock_batches.id > ? ORDER BY stock_batches.id LIMIT ?
      """, [shop.rawValue, id ?? 0, limit]
    ).compactMap { row in
      var reading = RowReading(row)
      return reading.take { try Self.batch(row) }
    }
  }

  private static let selection = """
    SELECT stock_batches.*, shop, event, run, report FROM stock_batches
    JOIN stock_passes ON stock_passes.id = stock_batches.pass
    """

  private func stored(_ id: StockBatch.ID) throws -> (batch: StockBatch, asked: Asking)? {
    let row = try db.row("\(Self.selection) WHERE stock_batches.id = ?", [id])
    return try row.map { row in
      (try Self.batch(row), try row.asking())
    }
  }

  private static func batch(_ row: Row) throws -> StockBatch {
    let id: StockBatch.ID = try row.value("id")
    return try UnreadableColumn.naming("stock batch \(id)") {
      let report: StockReport = try JSONText.decode("report", of: row)
      return StockBatch(
        id: id, shop: ShopID(try row.value("shop")), pass: try row.value("pass"),
        webhookID: try row.value("webhook_id"), sequence: try row.value("sequence"),
        createdAt: try row.moment("created_at"), asOf: report.asOf,
        content: try JSONText.decode("content", of: row))
    }
  }

  func passes(of shop: ShopID?, limit: Int) throws -> [StockPass] {
    var conditions = Conditions()
    conditions.add("shop", is: shop?.rawValue)
    return try db.rows(
      """
      SELECT *, (SELECT COALESCE(SUM(items), 0) FROM stock_batches
        WHERE pass = stock_passes.id) AS items_open
      FROM stock_passes
      """ + conditions.clause(newestBy: "id", limit: limit), conditions.arguments
    ).compactMap { row in
      var reading = RowReading(row)
      return reading.take {
        StockPass(
          id: try row.value("id"), shop: ShopID(try row.value("shop")),
          event: EventID(try row.value("event")), report: try JSONText.decode("report", of: row),
          beganAt: try row.moment("began_at"), itemsOpen: try row.value("items_open"))
      }
    }
  }

  // MARK: What a shop answered

  /// Keeps each product's answer. What was rejected, or not answered for, is asked once more in a
  /// batch of its own, so that one product keeps no other back; alone already, it stays as it is.
  /// Products of which the shop acknowledged something newer were not sent.
  func settle(_ id: StockBatch.ID, by answers: [StockAnswer], at now: Timestamp) throws {
    // A later try of its pass has replaced it.
    guard let (batch, asked) = try stored(id) else { return }
    let items = batch.content.items
    let outdated = batch.outdated(
      by: try StockTable(db: db).list(of: batch.shop, named: items.map(\.key)))
    let byKey = Dictionary(answers.map { ($0.key, $0) }) { first, _ in first }
    for item in items where !outdated.contains(item.key) {
      let answer =
        byKey[item.key]
        ?? StockAnswer(key: item.key, result: .rejected, reason: Self.silence)
      guard answer.result == .rejected, items.count > 1 else {
        try StockTable(db: db).note(answer, to: item, of: batch, at: now)
        continue
      }
      try send([item], of: batch, asked, at: now)
    }
    try db.run("DELETE FROM stock_batches WHERE id = ?", [id])
  }

  /// Behind what waits in the shop's lane already, which one of its products must keep back no more.
  func divide(_ id: StockBatch.ID, itemsMax: Int, at now: Timestamp) throws {
    guard let (batch, asked) = try stored(id) else { return }
    let items = batch.content.items
    for start in stride(from: 0, to: items.count, by: max(itemsMax, 1)) {
      try send(Array(items[start...].prefix(max(itemsMax, 1))), of: batch, asked, at: now)
    }
    try db.run("DELETE FROM stock_batches WHERE id = ?", [id])
  }

  /// A part of a batch, as one of its own.
  private func send(
    _ items: [StockChange], of batch: StockBatch, _ asked: Asking, at now: Timestamp
  ) throws {
    var content = batch.content
    content.items = items
    let part = try add(try Text(content), to: batch.pass, at: now)
    try JobTable(db: db).insert(
      NewJob(.applyStock(.init(asked: asked, batch: part))), at: now)
  }

  private static let silence = "the shop did not answer for it"

  // MARK: Reservations

  /// Orders whose invoice is asked for and not issued; more are a backlog of hours.
  private static let ordersMax = 10_000

  func reserved(of shop: ShopID, by identity: ProductIdentity) throws -> [StockKey: Quantity] {
    let rows = try toBeInvoiced(of: shop) + withProformas(of: shop)
    var reserved: [StockKey: Quantity] = [:]
    var orders: Set<OrderID> = []
    for row in rows {
      let order: Order
      var reading = RowReading(row)
      // The job of one that can't be read is held, and says so.
      switch reading.take({ try row.json("command") as Command? }) {
      case .issueInvoice(let issue), .issueProforma(let issue): order = issue.order
      case .waitToIssue(let wait): order = wait.issue.order
      default: continue
      }
      guard orders.insert(order.id).inserted else { continue }
      for line in order.lines where line.kind == .product {
        guard let key = identity == .code ? line.code : line.name, !key.isEmpty else { continue }
        reserved[StockKey(key), default: .zero] += line.quantity
      }
    }
    return reserved
  }

  /// The newest first: an order counts as it was at last.
  private func toBeInvoiced(of shop: ShopID) throws -> [Row] {
    try db.rows(
      """
      SELECT command FROM jobs
      WHERE state <> 'completed' AND state IN ('available', 'running', 'held')
        AND kind IN ('issue', 'wait') AND shop = ? AND command <> ''
        AND NOT EXISTS (
          SELECT 1 FROM bindings JOIN invoices ON invoices.id = bindings.invoice
          WHERE bindings.shop = jobs.shop AND bindings.event = jobs.event
            AND bindings.verb = 'issue' AND invoices.state IN (
              'issued', 'cancelled', 'reversed', 'withdrawn', 'abandoned'))
      ORDER BY id DESC LIMIT ?
      """, [shop.rawValue, Self.ordersMax])
  }

  /// Orders of which a proforma stands, or is asked for, and that had no invoice yet: SmartBill takes
  /// nothing from the warehouse for a proforma. The newest first, as their orders are now.
  private func withProformas(of shop: ShopID) throws -> [Row] {
    try db.rows(
      """
      SELECT jobs.command FROM invoices AS proformas
      JOIN bindings ON bindings.invoice = proformas.id AND bindings.verb = 'issue'
      JOIN jobs ON jobs.shop = bindings.shop AND jobs.event = bindings.event
        AND jobs.kind = 'proforma' AND jobs.state <> 'discarded' AND jobs.command <> ''
      WHERE proformas.shop = ? AND proformas.kind = 'proforma'
        AND proformas.state NOT IN ('cancelled', 'reversed', 'withdrawn', 'abandoned')
        AND NOT EXISTS (
          SELECT 1 FROM invoices WHERE invoices.shop = proformas.shop
            AND invoices.order_id = proformas.order_id AND invoices.kind = 'invoice'
            AND invoices.state IN ('issued', 'cancelled', 'reversed', 'withdrawn', 'abandoned'))
      ORDER BY jobs.id DESC LIMIT ?
      """, [shop.rawValue, Self.ordersMax])
  }
}
