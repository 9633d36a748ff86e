import Domain
import GRDB

/// Finds what is stored of one person.
struct PersonSearch {
  let db: Database

  private static let function = "punte_names"

  func record(of selection: PersonSelection) throws -> PersonRecord {
    switch selection {
    case .order(let order, let shop):
      return try record(seeds: [], orders: [Order(shop: shop.rawValue, id: order.rawValue)], nil)
    case .named(let mark):
      let function = DatabaseFunction(Self.function, argumentCount: 1, pure: true) { values in
        guard let text = Self.text(of: values[0]) else { return false }
        return mark.isNamed(in: text)
      }
      db.add(function: function)
      defer { db.remove(function: function) }
      return try record(seeds: seeds(), orders: [], mark)
    }
  }

  // MARK: What names the person

  private static func text(of value: DatabaseValue) -> String? {
    switch value.storage {
    case .string(let text): text
    case .int64(let number): "\(number)"
    case .blob(let bytes): String(decoding: bytes, as: UTF8.self)
    case .null, .double: nil
    }
  }

  /// Whether a JSON column names the person: by a value of its own, escapes read. What isn't JSON is
  /// read as text.
  private static func names(_ column: String) -> String {
    """
    CASE WHEN json_valid(CAST(\(column) AS TEXT)) THEN EXISTS (
        SELECT 1 FROM json_tree(CAST(\(column) AS TEXT))
        WHERE atom IS NOT NULL AND \(function)(atom))
      ELSE \(function)(CAST(\(column) AS TEXT)) END
    """
  }

  /// The events that name the person, or whose jobs, invoices or notices do.
  private func seeds() throws -> Set<Int64> {
    let byName = "SELECT sequence FROM events WHERE (shop, id) IN"
    let questions = [
      "SELECT sequence FROM events WHERE pruned_by IS NULL AND \(Self.names("body"))",
      "SELECT event AS sequence FROM deliveries WHERE body IS NOT NULL AND \(Self.names("body"))",
      """
      \(byName) (SELECT shop, event FROM jobs
        WHERE (kind IN \(Pruning.copying) AND command <> '' AND \(Self.names("command")))
          OR (failure_detail IS NOT NULL AND \(Self.function)(failure_detail))
          OR (note IS NOT NULL AND \(Self.function)(note)))
      """,
      """
      \(byName) (SELECT jobs.shop, jobs.event FROM attempts JOIN jobs ON jobs.id = attempts.job
        WHERE attempts.failure_detail IS NOT NULL AND \(Self.function)(attempts.failure_detail))
      """,
      """
      \(byName) (SELECT bindings.shop, bindings.event FROM bindings
        JOIN invoices ON invoices.id = bindings.invoice
        WHERE (request IS NOT NULL AND \(Self.names("request")))
          OR (mends IS NOT NULL AND \(Self.names("mends")))
          OR (failure_detail IS NOT NULL AND \(Self.function)(failure_detail)))
      """,
      "\(byName) (SELECT shop, event FROM notices WHERE \(Self.names("content")))",
      """
      \(byName) (SELECT bindings.shop, bindings.event FROM evidence
        JOIN bindings ON bindings.invoice = evidence.invoice
        WHERE evidence.body IS NOT NULL AND \(Self.names("evidence.body")))
      """,
      """
      \(byName) (SELECT payment_bindings.shop, payment_bindings.event FROM payment_bindings
        JOIN payments ON payments.id = payment_bindings.payment
        WHERE (failure_detail IS NOT NULL AND \(Self.function)(failure_detail))
          OR EXISTS (SELECT 1 FROM payment_evidence WHERE payment = payments.id
            AND body IS NOT NULL AND \(Self.names("body"))))
      """,
    ]
    return try questions.reduce(into: []) { found, question in
      for row in try Row.fetchAll(db, sql: question) { found.insert(try row.value("sequence")) }
    }
  }

  // MARK: What belongs to it

  private struct Order: Hashable {
    let shop: String
    let id: String
  }

  /// An order is one person's: what is about it is too, though it may not say whose it is.
  private func record(seeds: Set<Int64>, orders: Set<Order>, _ mark: PersonMark?) throws
    -> PersonRecord
  {
    var (sequences, orders) = (seeds, orders)
    for sequence in seeds { orders.formUnion(try self.orders(of: sequence)) }
    for order in orders {
      for row in try db.rows(
        """
        SELECT sequence FROM events WHERE subject = ? AND shop = ?
        UNION SELECT events.sequence FROM invoices
          JOIN bindings ON bindings.invoice = invoices.id
          JOIN events ON events.shop = bindings.shop AND events.id = bindings.event
          WHERE invoices.order_id = ? AND invoices.shop = ?
        """, [order.id, order.shop, order.id, order.shop])
      {
        sequences.insert(try row.value("sequence"))
      }
    }
    let invoices = try orders.flatMap { order in
      try db.rows(
        "SELECT * FROM invoices WHERE shop = ? AND order_id = ?", [order.shop, order.id]
      ).map(InvoiceTable.invoice)
    }.sorted { $0.id < $1.id }
    let payments = try orders.flatMap { order in
      try db.rows(
        "SELECT * FROM payments WHERE shop = ? AND order_id = ?", [order.shop, order.id]
      ).map(PaymentTable.payment)
    }.sorted { $0.id < $1.id }
    let count = { (answers: Answers, id: Int64) in try self.count(answers, of: id, naming: nil) }
    let isNaming = { (answers: Answers, id: Int64) in
      try mark != nil && self.count(answers, of: id, naming: mark) > 0
    }
    return PersonRecord(
      events: try sequences.sorted().compactMap(event), invoices: invoices, payments: payments,
      answers: try invoices.reduce(0) { try $0 + count(.toInvoices, $1.id) }
        + payments.reduce(0) { try $0 + count(.toPayments, $1.id) },
      answersNaming: try invoices.map(\.id).filter { try isNaming(.toInvoices, $0) },
      paymentAnswersNaming: try payments.map(\.id).filter { try isNaming(.toPayments, $0) })
  }

  private enum Answers {
    case toInvoices, toPayments

    var table: String { self == .toInvoices ? "evidence" : "payment_evidence" }
    var column: String { self == .toInvoices ? "invoice" : "payment" }
  }

  private func orders(of sequence: Int64) throws -> [Order] {
    try db.rows(
      """
      SELECT shop, subject AS id FROM events WHERE sequence = ? AND subject IS NOT NULL
      UNION SELECT invoices.shop, invoices.order_id FROM events
        JOIN bindings ON bindings.shop = events.shop AND bindings.event = events.id
        JOIN invoices ON invoices.id = bindings.invoice
        WHERE events.sequence = ?
      """, [sequence, sequence]
    ).map { Order(shop: try $0.value("shop"), id: try $0.value("id")) }
  }

  private func count(_ answers: Answers, of id: Int64, naming mark: PersonMark?) throws -> Int {
    let naming = mark == nil ? "" : "AND \(Self.names("body"))"
    let count = try Int.fetchOne(
      db,
      sql: """
        SELECT COUNT(*) FROM \(answers.table)
        WHERE \(answers.column) = ? AND body IS NOT NULL \(naming)
        """, arguments: [id])
    return count ?? 0
  }

  private func event(_ sequence: Int64) throws -> PersonRecord.Event? {
    try db.row(
      """
      SELECT sequence, shop, id, received_at, type, subject, pruned_by IS NOT NULL AS is_pruned,
        \(PruneTable.isSettled) AS is_settled
      FROM events WHERE sequence = ?
      """, [sequence]
    ).map { row in
      PersonRecord.Event(
        sequence: sequence, shop: ShopID(try row.value("shop")), id: EventID(try row.value("id")),
        receivedAt: try row.moment("received_at"), type: try row.optional("type"),
        order: try (row.optional("subject") as String?).map(OrderID.init(_:)),
        isNeeded: try !(row.value("is_settled") as Bool), isPruned: try row.value("is_pruned"))
    }
  }
}
