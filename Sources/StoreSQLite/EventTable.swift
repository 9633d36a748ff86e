import Domain
import FoundationEssentials
import GRDB
import Signatures

struct EventTable {
  let db: Database

  /// More bodies under one id are no accident; they are counted and not kept.
  static let conflictingBodiesMax = 8

  func accept(_ delivery: Delivery, handledBy job: NewJob) throws -> Acceptance {
    let isNew = try db.run(
      """
      INSERT INTO events (shop, id, received_at, body, trace) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (shop, id) DO NOTHING
      """,
      [
        delivery.shop.rawValue, delivery.event.rawValue, delivery.receivedAt.milliseconds,
        Data(delivery.body), delivery.trace?.text,
      ])
    guard isNew == 0 else {
      try JobTable(db: db).insert(job, at: delivery.receivedAt)
      return .new
    }
    return try repeated(delivery)
  }

  private func repeated(_ delivery: Delivery) throws -> Acceptance {
    let body = Data(delivery.body)
    guard
      let first = try db.row(
        "SELECT sequence, body <> ? AS differs, body_digest FROM events WHERE shop = ? AND id = ?",
        [body, delivery.shop.rawValue, delivery.event.rawValue])
    else { throw StoreError.unavailable("a duplicate without its first") }
    let sequence: Int64 = try first.value("sequence")
    let digest = try (first.optional("body_digest") as Data?).map(Array.init)
    let differs: Bool =
      if let digest {
        digest != MessageDigest.sha256(delivery.body)
      } else {
        try first.value("differs")
      }
    // A body that is kept already, or that would be one too many, is only counted; and so is each
    // of an event whose first was removed.
    let isKept =
      try differs && digest == nil
      && db.number(
        """
        SELECT COUNT(*) < ? AND COALESCE(MAX(body = ?), 0) = 0
        FROM deliveries WHERE event = ? AND body IS NOT NULL
        """, [Self.conflictingBodiesMax, body, sequence]) == 1
    try db.run(
      "INSERT INTO deliveries (event, received_at, differs, body) VALUES (?, ?, ?, ?)",
      [sequence, delivery.receivedAt.milliseconds, differs, isKept ? body : nil])
    return differs ? .conflict : .duplicate
  }

  func label(_ label: EventLabel, event: EventID, of shop: ShopID) throws {
    try db.run(
      "UPDATE events SET type = ?, subject = ?, occurred_at = ? WHERE shop = ? AND id = ?",
      [label.type, label.subject?.rawValue, label.occurredAt, shop.rawValue, event.rawValue])
  }

  func event(_ id: EventID, of shop: ShopID) throws -> Event? {
    try db.row(
      "SELECT sequence, received_at, body FROM events WHERE shop = ? AND id = ?",
      [shop.rawValue, id.rawValue]
    ).map { row in
      Event(
        sequence: try row.value("sequence"), shop: shop, id: id,
        receivedAt: Timestamp(milliseconds: try row.value("received_at")),
        body: Array(try row.value("body") as Data))
    }
  }

  /// Where the event stands among those of its order, once it was handled; nil if there is none.
  func place(of event: EventID, of shop: ShopID) throws -> EventPlace? {
    try db.row(
      "SELECT sequence, received_at, occurred_at FROM events WHERE shop = ? AND id = ?",
      [shop.rawValue, event.rawValue]
    ).map { try Self.place(of: $0) }
  }

  static func place(of row: Row) throws -> EventPlace {
    EventPlace(
      claimed: try row.optional("occurred_at"), receivedAt: try row.moment("received_at"),
      sequence: try row.value("sequence"))
  }

  // MARK: Listing

  /// Events, each with the latest job that handles it; without one where its jobs are older than the
  /// settings keep them.
  static let handled = """
    FROM events LEFT JOIN jobs ON jobs.id = (
      SELECT MAX(handling.id) FROM jobs AS handling
      WHERE handling.shop = events.shop AND handling.event = events.id
        AND handling.kind = 'handle')
    """

  /// Of such a row. A job that isn't there any more was over.
  static let state = "COALESCE(jobs.state, 'completed')"

  private static let listing = """
    SELECT events.sequence, events.shop, events.id, events.received_at, events.type,
      events.subject, events.trace, LENGTH(events.body) AS body_bytes,
      (SELECT started_at FROM prunes WHERE prunes.id = events.pruned_by) AS pruned_at,
      (SELECT COUNT(*) FROM deliveries WHERE event = events.sequence) AS duplicates,
      (SELECT COUNT(*) FROM deliveries WHERE event = events.sequence AND differs = 1)
        AS conflicts,
      \(state) AS state, jobs.failure_code, jobs.failure_detail, jobs.note,
      asked.state AS asked_state,
      CASE WHEN asked.state <> 'completed' THEN asked.failure_code END AS asked_code
      \(handled)
    LEFT JOIN jobs AS asked ON asked.id = (
      SELECT wish.id FROM jobs AS wish
      WHERE wish.shop = events.shop AND wish.event = events.id
        AND wish.kind NOT IN ('handle', 'notify', 'watch', 'confirm')
      ORDER BY CASE wish.state WHEN 'held' THEN 0 WHEN 'running' THEN 1 WHEN 'available' THEN 1
        WHEN 'discarded' THEN 2 ELSE 3 END, wish.id DESC LIMIT 1)
    """

  func list(_ filter: EventFilter) throws -> [EventRecord] {
    var conditions = Conditions()
    conditions.add("events.shop", is: filter.shop?.rawValue)
    conditions.add("events.type", is: filter.type)
    conditions.add("events.subject", is: filter.subject?.rawValue)
    conditions.add(Self.state, is: filter.state?.rawValue)
    conditions.addMoments("events.received_at", since: filter.since, until: filter.until)
    return try db.rows(
      Self.listing + conditions.clause(newestBy: "events.sequence", limit: filter.limit),
      conditions.arguments
    ).map(Self.record)
  }

  func detail(_ id: EventID, of shop: ShopID) throws -> EventDetail? {
    guard
      let row = try db.row(
        Self.listing + " WHERE events.shop = ? AND events.id = ?", [shop.rawValue, id.rawValue]),
      let event = try event(id, of: shop)
    else { return nil }
    let conflicting = try db.rows(
      "SELECT body FROM deliveries WHERE event = ? AND body IS NOT NULL ORDER BY id",
      [event.sequence])
    return EventDetail(
      event: try Self.record(row), body: event.body,
      conflictingBodies: try conflicting.map { Array(try $0.value("body") as Data) },
      jobs: try JobTable(db: db).list(of: id, of: shop))
  }

  private static func record(_ row: Row) throws -> EventRecord {
    EventRecord(
      sequence: try row.value("sequence"), shop: ShopID(try row.value("shop")),
      id: EventID(try row.value("id")),
      receivedAt: Timestamp(milliseconds: try row.value("received_at")),
      type: try row.optional("type"),
      subject: try (row.optional("subject") as String?).map(OrderID.init(_:)),
      bodyBytes: try row.value("body_bytes"), duplicates: try row.value("duplicates"),
      conflicts: try row.value("conflicts"),
      state: Job.State(rawValue: try row.value("state")) ?? .held,
      failure: row.shownFailure(of: "the event's job"), note: try row.optional("note"),
      trace: try (row.optional("trace") as String?).flatMap(TraceID.init(_:)),
      prunedAt: try (row.optional("pruned_at") as Int64?).map(Timestamp.init(milliseconds:)),
      asked: try (row.optional("asked_state") as String?).flatMap(Job.State.init(rawValue:))
        .map(AskedState.init(_:)),
      askedFailure: try row.optional("asked_code"))
  }
}
