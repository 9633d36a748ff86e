import Domain
import GRDB

struct PruneTable {
  let db: Database

  func find(_ id: Prune.ID) throws -> Prune? {
    try db.row("SELECT * FROM prunes WHERE id = ?", [id]).map(Self.prune)
  }

  func find(key: String) throws -> Prune? {
    try db.row("SELECT * FROM prunes WHERE key = ?", [key]).map(Self.prune)
  }

  /// Asked for again under the same key, it is there already.
  func insert(_ request: PruneRequest, by person: Operator, at now: Timestamp) throws {
    var cutoff: Int64?
    if case .received(let before) = request.scope { cutoff = before.milliseconds }
    try db.run(
      """
      INSERT INTO prunes (key, received_before, events, bytes, who, why, started_at)
      VALUES (?, ?, 0, 0, ?, ?, ?) ON CONFLICT (key) DO NOTHING
      """, [request.key, cutoff, person.name, person.reason, now.milliseconds])
  }

  func advance(_ id: Prune.ID, events: Int, bytes: Int) throws {
    try db.run(
      "UPDATE prunes SET events = events + ?, bytes = bytes + ? WHERE id = ?", [events, bytes, id])
  }

  // MARK: What may go

  /// Of a row of `events`: nothing needs its body any more. Held jobs wait for a person who may have
  /// them done, a document or a payment that isn't clear may be sent again, and an open replay comes
  /// to the event. States that this version doesn't list count as not clear. The newest event of an
  /// order says what is sent for all events of the order whose jobs are open.
  static let isSettled = """
    NOT EXISTS (
      SELECT 1 FROM jobs WHERE jobs.shop = events.shop AND jobs.event = events.id
        AND jobs.state IN ('available', 'running', 'held'))
    AND NOT EXISTS (
      SELECT 1 FROM bindings JOIN invoices ON invoices.id = bindings.invoice
      WHERE bindings.shop = events.shop AND bindings.event = events.id
        AND (invoices.state NOT IN
            ('issued', 'refused', 'cancelled', 'reversed', 'withdrawn', 'abandoned')
          OR invoices.cancelling IS NOT NULL OR invoices.restoring IS NOT NULL))
    AND NOT EXISTS (
      SELECT 1 FROM order_words
        JOIN events AS asking ON asking.subject = order_words.order_id
          AND asking.shop = order_words.shop
        JOIN jobs ON jobs.shop = asking.shop AND jobs.event = asking.id
      WHERE order_words.shop = events.shop AND order_words.order_id = events.subject
        AND order_words.word = 'content' AND order_words.event = events.id
        AND jobs.state IN ('available', 'running', 'held'))
    AND NOT EXISTS (
      SELECT 1 FROM payment_bindings JOIN payments ON payments.id = payment_bindings.payment
      WHERE payment_bindings.shop = events.shop AND payment_bindings.event = events.id
        AND payments.state NOT IN ('recorded', 'refused', 'abandoned'))
    AND NOT EXISTS (
      SELECT 1 FROM replays WHERE replays.state = 'open'
        AND replays.cursor < events.sequence AND events.sequence <= replays.last)
    """

  func tally(before cutoff: Timestamp) throws -> PruneTally {
    let row = try db.row(
      """
      SELECT COALESCE(SUM(settled), 0) AS events, COALESCE(SUM(bytes * settled), 0) AS bytes,
        MIN(CASE WHEN settled THEN received_at END) AS first_at,
        MAX(CASE WHEN settled THEN received_at END) AS last_at, COUNT(*) AS old
      FROM (
        SELECT received_at, LENGTH(body) AS bytes, \(Self.isSettled) AS settled
        FROM events WHERE pruned_by IS NULL AND received_at < ?)
      """, [cutoff.milliseconds])
    guard let row else { throw UnreadableColumn(name: "events") }
    let events = try row.counted("events")
    return PruneTally(
      events: events, bytes: try row.counted("bytes"),
      firstReceivedAt: try row.optionalMoment("first_at"),
      lastReceivedAt: try row.optionalMoment("last_at"), needed: try row.counted("old") - events)
  }

  /// The next events that may lose their bodies, in the order of acceptance.
  func settled(before cutoff: Timestamp, after cursor: Int64, limit: Int) throws -> [Int64] {
    try db.rows(
      """
      SELECT sequence FROM events
      WHERE sequence > ? AND pruned_by IS NULL AND received_at < ? AND \(Self.isSettled)
      ORDER BY sequence LIMIT ?
      """, [cursor, cutoff.milliseconds, limit]
    ).map { try $0.value("sequence") }
  }

  private static func prune(_ row: Row) throws -> Prune {
    let cutoff = try row.optionalMoment("received_before")
    return Prune(
      id: try row.value("id"), key: try row.value("key"),
      scope: cutoff.map { .received(before: $0) } ?? .person,
      events: try row.counted("events"), bytes: try row.counted("bytes"), by: try row.person(),
      startedAt: try row.moment("started_at"))
  }
}
