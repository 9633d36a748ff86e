import Domain
import GRDB

struct NoticeTable {
  let db: Database

  /// The content of a notice that is older than the settings keep it: its id and its sequence stay.
  static let noContent = ""

  /// Keeps the fact once and asks for its delivery, under the id and the sequence it got first.
  func tell(_ notice: Notice, at now: Timestamp) throws {
    let id = try kept(notice.fact) ?? keep(notice, at: now)
    // Told once more after so long, it says what is so now.
    try db.run(
      "UPDATE notices SET content = ?, created_at = ? WHERE id = ? AND content = '\(Self.noContent)'",
      [try JSONText.encode(notice.content), now.milliseconds, id])
    let command = Command.NotifyShop(asked: notice.asked, order: notice.order, notice: id)
    try JobTable(db: db).insert(NewJob(.notifyShop(command)), at: now)
  }

  /// Nil where its content isn't kept any more.
  func find(_ id: String) throws -> StoredNotice? {
    try db.row(
      """
      SELECT *, (SELECT trace FROM events WHERE events.shop = notices.shop
        AND events.id = notices.event) AS trace
      FROM notices WHERE id = ? AND content <> '\(Self.noContent)'
      """, [id]
    ).map { row in
      let content: Notice.Content = try UnreadableColumn.naming("notice \(id)") {
        try JSONText.decode("content", of: row)
      }
      return StoredNotice(
        id: id, sequence: try row.value("sequence"), createdAt: try row.moment("created_at"),
        notice: Notice(
          fact: try row.value("fact"), asked: try row.asking(),
          order: OrderID(try row.value("order_id")), content: content),
        trace: row.trace())
    }
  }

  func find(telling fact: String) throws -> StoredNotice? {
    try kept(fact).flatMap { id in try find(id) }
  }

  private func kept(_ fact: String) throws -> String? {
    try db.row("SELECT id FROM notices WHERE fact = ?", [fact])?.value("id")
  }

  private func keep(_ notice: Notice, at now: Timestamp) throws -> String {
    guard
      let meta = try db.row(
        "UPDATE meta SET notices_told = notices_told + 1 RETURNING instance, notices_told")
    else { throw StoreError.unavailable("the database has no name") }
    let (instance, told): (String, Int64) =
      (try meta.value("instance"), try meta.value("notices_told"))
    let id = "msg_\(instance)_\(told)"
    try db.run(
      """
      INSERT INTO notices (id, fact, shop, event, run, order_id, sequence, content, created_at)
      VALUES (?, ?, ?, ?, ?, ?,
        (SELECT MAX(COALESCE(MAX(sequence), 0), (SELECT sequence_floor FROM meta)) + 1
          FROM notices WHERE shop = ? AND order_id = ?),
        ?, ?)
      """,
      [
        id, notice.fact, notice.asked.shop.rawValue, notice.asked.event.rawValue,
        notice.asked.run, notice.order.rawValue, notice.asked.shop.rawValue,
        notice.order.rawValue, try JSONText.encode(notice.content), now.milliseconds,
      ])
    return id
  }
}
