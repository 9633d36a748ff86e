import Domain
import GRDB

/// Which invoice each refund is of, decided when it was first handled, and what it became.
struct RefundTable {
  let db: Database

  /// To another than before, if it was bound already.
  func bind(_ refund: Command.RefundOrder, to original: Invoice.ID, at now: Timestamp) throws {
    try db.run(
      """
      INSERT INTO refunds (account, shop, order_id, refund, original, content, bound_at,
        content_event)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (shop, order_id, account, refund)
      DO UPDATE SET original = excluded.original, bound_at = excluded.bound_at
      """,
      [
        refund.account.rawValue, refund.asked.shop.rawValue, refund.order.rawValue,
        refund.refund.rawValue, original, try JSONText.encode(RefundContent(refund.extent)),
        now.milliseconds, refund.asked.event.rawValue,
      ])
  }

  /// Whether no newer event has said what it takes back.
  func isNewest(_ refund: Command.RefundOrder) throws -> Bool {
    let shop = refund.asked.shop
    let row = try db.row(
      """
      SELECT content_event FROM refunds
      WHERE shop = ? AND order_id = ? AND account = ? AND refund = ?
      """,
      [
        shop.rawValue, refund.order.rawValue, refund.account.rawValue, refund.refund.rawValue,
      ])
    let events = EventTable(db: db)
    guard let known = try row?.optional("content_event") as String?,
      let place = try events.place(of: EventID(known), of: shop),
      let own = try events.place(of: refund.asked.event, of: shop)
    else { return true }
    return !(own < place)
  }

  /// It is asked for otherwise than before.
  func take(_ content: RefundContent, for refund: Command.RefundOrder) throws {
    try db.run(
      """
      UPDATE refunds SET content = ?, content_event = ?
      WHERE shop = ? AND order_id = ? AND account = ? AND refund = ?
      """,
      [
        try JSONText.encode(content), refund.asked.event.rawValue, refund.asked.shop.rawValue,
        refund.order.rawValue, refund.account.rawValue, refund.refund.rawValue,
      ])
  }

  func name(_ document: Invoice.ID, of refund: RefundID, _ command: Command.ReverseInvoice) throws {
    try db.run(
      """
      UPDATE refunds SET document = ?
      WHERE shop = ? AND order_id = ? AND account = ? AND refund = ?
      """,
      [
        document, command.asked.shop.rawValue, command.order.rawValue, command.account.rawValue,
        refund.rawValue,
      ])
  }

  func standing(
    of refund: RefundID, of order: OrderID, in shop: ShopID, of account: AccountID
  ) throws -> RefundStanding? {
    let found = try db.row(
      """
      SELECT original, document, content FROM refunds
      WHERE shop = ? AND order_id = ? AND account = ? AND refund = ?
      """, [shop.rawValue, order.rawValue, account.rawValue, refund.rawValue])
    guard let found else { return nil }
    let invoices = InvoiceTable(db: db)
    let original = try invoices.existing(found.value("original"))
    return RefundStanding(
      original: original, document: try found.optional("document"),
      reversals: try invoices.reversals(of: original.id),
      content: try found.json("content"))
  }
}
