import Domain
import FoundationEssentials
import GRDB

/// The payment ledger's rows and the events bound to them.
struct PaymentTable {
  let db: Database

  func find(_ id: Payment.ID) throws -> Payment? {
    try db.row("SELECT * FROM payments WHERE id = ?", [id]).map(Self.payment)
  }

  /// A payment that a caller names must be there: ids come from here.
  func existing(_ id: Payment.ID) throws -> Payment {
    guard let payment = try find(id) else {
      throw Ledger.Conflict(text: "there is no payment \(id)")
    }
    return payment
  }

  func find(_ key: PaymentKey) throws -> Payment? {
    try of(key.order, of: key.shop, in: key.account).first { $0.key == key }
  }

  func of(_ order: OrderID, of shop: ShopID, in account: AccountID) throws -> [Payment] {
    try db.rows(
      "SELECT * FROM payments WHERE shop = ? AND order_id = ? AND account = ? ORDER BY id",
      [shop.rawValue, order.rawValue, account.rawValue]
    ).map(Self.payment)
  }

  // MARK: Bindings

  func bound(to event: EventID, of shop: ShopID) throws -> BoundPayment? {
    guard
      let payment = try db.row(
        """
        SELECT payments.* FROM payment_bindings
        JOIN payments ON payments.id = payment_bindings.payment
        WHERE payment_bindings.shop = ? AND payment_bindings.event = ?
        """, [shop.rawValue, event.rawValue]
      ).map(Self.payment)
    else { return nil }
    let restored = try db.number("SELECT restored_at FROM meta")
    let newest = try newest(of: payment.id) ?? event
    return BoundPayment(
      payment: payment,
      others: try of(payment.key.order, of: shop, in: payment.key.account)
        .filter { $0.id != payment.id },
      restoredAt: restored.map(Timestamp.init(milliseconds:)),
      isLast: newest == event,
      isCarriedAgain: try newest != event && hasOpenJob(newest, of: shop),
      othersRecorded: try payment.state == .inDoubt && othersRecorded(than: payment))
  }

  /// Whether SmartBill has answered that it booked another payment of the account, since nobody knows
  /// what became of this one.
  private func othersRecorded(than payment: Payment) throws -> Bool {
    guard let since = payment.absences.doubtedAt else { return false }
    return try db.number(
      "SELECT 1 FROM payments WHERE account = ? AND answered_at >= ? AND id <> ? LIMIT 1",
      [payment.key.account.rawValue, since.milliseconds, payment.id]) != nil
  }

  /// Of the events that carry the payment the newest one, whose values count; but for those whose jobs
  /// a person has discarded.
  func newest(of payment: Payment.ID) throws -> EventID? {
    try db.rows(
      """
      SELECT events.id, events.sequence, events.received_at, events.occurred_at
      FROM payment_bindings JOIN events
        ON events.shop = payment_bindings.shop AND events.id = payment_bindings.event
      WHERE payment_bindings.payment = ? AND NOT EXISTS (
        SELECT 1 FROM jobs WHERE jobs.shop = events.shop AND jobs.event = events.id
          AND jobs.kind = 'payment' AND jobs.state = 'discarded')
      ORDER BY events.sequence
      """, [payment]
    ).max { try EventTable.place(of: $0) < EventTable.place(of: $1) }
      .map { EventID(try $0.value("id")) }
  }

  /// Whether what the event asks for the payment is still to be done.
  private func hasOpenJob(_ event: EventID, of shop: ShopID) throws -> Bool {
    try db.number(
      """
      SELECT 1 FROM jobs WHERE shop = ? AND event = ? AND kind = 'payment'
        AND state IN ('available', 'running') LIMIT 1
      """, [shop.rawValue, event.rawValue]) != nil
  }

  func bind(_ event: EventID, of shop: ShopID, to payment: Payment.ID, at now: Timestamp) throws {
    try db.run(
      """
      INSERT INTO payment_bindings (shop, event, payment, bound_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (shop, event) DO NOTHING
      """, [shop.rawValue, event.rawValue, payment, now.milliseconds])
  }

  func open(
    _ key: PaymentKey, _ received: ReceivedPayment, by event: EventID, at now: Timestamp
  ) throws -> Payment.ID {
    try db.run(
      """
      INSERT INTO payments (account, shop, order_id, payment_id, state, attempt, opened_by, method,
        amount, currency, received_on, created_at, updated_at)
      VALUES (?, ?, ?, ?, 'planned', 0, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key.account.rawValue, key.shop.rawValue, key.order.rawValue, key.payment.rawValue,
        event.rawValue, received.method, received.amount.description, received.currency,
        received.date?.description, now.milliseconds, now.milliseconds,
      ])
    return db.lastInsertedRowID
  }

  // MARK: Listing

  func list(_ filter: PaymentFilter) throws -> [Payment] {
    var conditions = Conditions()
    conditions.add("shop", is: filter.shop?.rawValue)
    conditions.add("order_id", is: filter.order?.rawValue)
    conditions.add("state", is: filter.state)
    return try db.rows(
      "SELECT * FROM payments" + conditions.clause(newestBy: "id", limit: filter.limit),
      conditions.arguments
    ).map(Self.payment)
  }

  func detail(_ id: Payment.ID) throws -> PaymentDetail? {
    guard let row = try db.row("SELECT * FROM payments WHERE id = ?", [id]) else { return nil }
    return PaymentDetail(
      payment: Self.payment(row), request: try row.bytes("request"),
      evidence: try EvidenceTable(db: db).list(ofPayment: id),
      acts: try AuditTable(db: db).list(payment: id))
  }

  /// What can't be read of it makes it a person's, as it does an invoice.
  static func payment(_ row: Row) -> Payment {
    var reading = RowReading(row)
    let amount = reading.take { try money("amount", of: row) }
    let state: PaymentState? = reading.take { try row.word("state") }
    let type: PaymentType? = reading.take {
      try row.optional("type") as String? == nil ? nil : row.word("type")
    }
    let paidBefore = reading.take { try money("paid_before", of: row) }
    let left = reading.take { try money("left_to_pay", of: row) }
    let seen = reading.take { try money("paid_seen", of: row) }
    let failure = reading.take { try row.failure() }
    let id: Payment.ID = reading.value("id", or: 0)
    let payment = PaymentID(reading.text("payment_id"))
    let key = PaymentKey(
      account: AccountID(reading.text("account")), shop: ShopID(reading.text("shop")),
      order: OrderID(reading.text("order_id")), payment: payment)
    let day: String? = reading.optional("received_on")
    let received = ReceivedPayment(
      id: payment, method: reading.text("method"), amount: amount ?? .zero,
      currency: reading.optional("currency"), date: day.flatMap { CalendarDay($0) })
    let attempt = reading.counted("attempt")
    let openedBy = EventID(reading.text("opened_by"))
    let invoice = reading.take { try Self.invoice(of: row) }
    let receipt = reading.take { try Self.receipt(of: row) }
    let (isInside, isVouched) = (
      reading.value("inside", or: false), reading.value("vouched", or: false)
    )
    let doubt = reading.take { try Self.doubt(of: row, seen: seen) }
    let absences = reading.take { try Absences(row) }
    let (createdAt, updatedAt) = (reading.moment("created_at"), reading.moment("updated_at"))
    let fault = reading.fault(of: "payment \(id)")
    return Payment(
      id: id, key: key, received: received,
      state: fault == nil ? state ?? .needsPerson : .needsPerson, attempt: attempt,
      openedBy: openedBy, invoice: invoice, type: type, receipt: receipt, paidBefore: paidBefore,
      left: left, isInside: isInside, isVouched: isVouched, doubt: doubt,
      failure: fault ?? failure, createdAt: createdAt, updatedAt: updatedAt,
      absences: absences ?? Absences())
  }

  private static func invoice(of row: Row) throws -> PaidInvoice? {
    guard let id = try row.optional("invoice") as Invoice.ID? else { return nil }
    return PaidInvoice(
      id: id,
      number: InvoiceNumber(
        series: try row.value("invoice_series"), text: try row.value("invoice_number")),
      revision: try row.counted("invoice_revision"))
  }

  private static func receipt(of row: Row) throws -> Receipt? {
    guard let series = try row.optional("receipt_series") as String? else { return nil }
    return Receipt(series: series, number: try row.optional("receipt_number"))
  }

  private static func doubt(of row: Row, seen: Money?) throws -> PaymentDoubt? {
    guard let since = try row.optionalMoment("doubt_since") else { return nil }
    return PaymentDoubt(
      since: since, unchangedAt: try row.optionalMoment("unchanged_at"), seen: seen)
  }

  private static func money(_ column: String, of row: Row) throws -> Money? {
    guard let text = try row.optional(column) as String? else { return nil }
    guard let amount = Money(text) else { throw UnreadableColumn(name: column) }
    return amount
  }
}
