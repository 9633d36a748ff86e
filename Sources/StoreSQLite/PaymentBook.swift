import Domain
import FoundationEssentials
import GRDB

/// Decides which payments were booked and which may be: each step is a compare-and-set on the state
/// that it starts from.
struct PaymentBook {
  let db: Database
  let now: Timestamp

  private var payments: PaymentTable { PaymentTable(db: db) }

  // MARK: Binding

  /// Opens the payment once, whatever events carry it; until it is sent it has the values of the
  /// newest of them, in whatever order they come. A replay changes none.
  func bind(_ command: Command.RecordPayment) throws {
    let asked = command.asked
    let known = try payments.find(command.key)
    let id =
      try known?.id
      ?? payments.open(command.key, command.payment, by: asked.event, at: now)
    try payments.bind(asked.event, of: asked.shop, to: id, at: now)
    guard let known, asked.run == 0, known.state.isSendable, known.received != command.payment,
      try payments.newest(of: id) == asked.event
    else { return }
    try take(command.payment, for: id)
  }

  private func take(_ received: ReceivedPayment, for id: Payment.ID) throws {
    try db.run(
      """
      UPDATE payments SET method = ?, amount = ?, currency = ?, received_on = ?, vouched = 0,
        updated_at = ? WHERE id = ?
      """,
      [
        received.method, received.amount.description, received.currency,
        received.date?.description, now.milliseconds, id,
      ])
  }

  // MARK: Reserving

  func reserve(_ request: PaymentReservationRequest) throws -> PaymentReservationResult {
    guard try JobTable(db: db).claimed(request.fence) != nil else { return .fenced }
    let payment = try payments.existing(request.payment)
    guard payment.state.isSendable else { return .stateIs(payment.state) }
    guard payment.received == request.received else { return .valuesChanged }
    let key = payment.key
    let other = try payments.of(key.order, of: key.shop, in: key.account)
      .first { $0.id != payment.id && $0.state.isUnclear }
    if let other { return .obstructed(other.key.payment) }
    // The schema wants it of what is sent.
    try setInvoice(request.invoice, of: payment.id)
    try db.run(
      """
      UPDATE payments SET state = 'sending', attempt = attempt + 1, request = ?, paid_before = ?,
        type = ?, receipt_series = ?, receipt_number = NULL, again_at = NULL, failure_code = NULL,
        failure_detail = NULL, updated_at = ?
      WHERE id = ?
      """,
      [
        Data(request.body), request.paidBefore.description, request.terms.type.rawValue,
        request.terms.series, now.milliseconds, payment.id,
      ])
    return .reserved(
      PaymentReservation(payment: payment.id, attempt: payment.attempt + 1))
  }

  // MARK: Changing

  func apply(_ change: PaymentChange) throws {
    switch change {
    case .recorded(let reservation, let result):
      try expect(reservation, .sending, .inDoubt)
      // Of a call that was under way: what is found later was booked before.
      try db.run(
        "UPDATE payments SET answered_at = ? WHERE id = ? AND state = 'sending'",
        [now.milliseconds, reservation.payment])
      try record(reservation.payment, result)
      try closeCorrected(reservation.payment)
    case .refused(let reservation, let failure):
      try expect(reservation, .sending, .inDoubt)
      try move(reservation.payment, to: .refused, failure)
    case .nothingRecorded(let reservation):
      try expect(reservation, .sending, .inDoubt)
      try move(reservation.payment, to: .planned)
    case .absent(let reservation, let againAt):
      try expect(reservation, .inDoubt)
      try count(absenceOf: reservation.payment)
      try move(reservation.payment, to: .planned)
      try db.run(
        "UPDATE payments SET again_at = ? WHERE id = ?",
        [againAt.milliseconds, reservation.payment])
    case .parked(let reservation, let failure):
      try expect(reservation, .inDoubt)
      try count(absenceOf: reservation.payment)
      try move(reservation.payment, to: .provenAbsent, failure)
    case .inDoubt(let reservation, let failure):
      try expect(reservation, .sending)
      try db.run(
        """
        UPDATE payments SET state = 'in_doubt', doubt_since = ?1,
          doubted_at = COALESCE(doubted_at, ?1), unchanged_at = NULL, paid_seen = NULL,
          failure_code = ?2, failure_detail = ?3, updated_at = ?1 WHERE id = ?4
        """, [now.milliseconds, failure.code.rawValue, failure.detail, reservation.payment])
    case .unchanged(let reservation, let moment):
      try expect(reservation, .inDoubt)
      try db.run(
        "UPDATE payments SET unchanged_at = ?, updated_at = ? WHERE id = ?",
        [moment.milliseconds, now.milliseconds, reservation.payment])
    case .needsPerson(let reservation, let failure, let seen):
      try expect(reservation, .inDoubt)
      try db.run(
        """
        UPDATE payments SET state = 'needs_person', paid_seen = ?, failure_code = ?,
          failure_detail = ?, updated_at = ? WHERE id = ?
        """,
        [
          seen?.description, failure.code.rawValue, failure.detail, now.milliseconds,
          reservation.payment,
        ])
    case .notRecordable(let id, let failure, let invoice):
      try expect(id, [.planned, .refused])
      try move(id, to: .refused, failure)
      if let invoice { try setInvoice(invoice, of: id) }
    case .corrected(let id, let received):
      try expect(id, [.planned, .refused])
      try move(id, to: .planned)
      try take(received, for: id)
    case .inside(let id, let invoice, let type, let received):
      try expect(id, [.planned, .refused])
      guard try payments.existing(id).received == received else {
        throw Ledger.Conflict(text: "payment \(id) has other values by now")
      }
      try setInvoice(invoice, of: id)
      try record(id, PaymentResult(left: .zero))
      try db.run(
        "UPDATE payments SET inside = 1, type = ? WHERE id = ?", [type?.rawValue, id])
      try closeCorrected(id)
    }
  }

  /// A person need not look at jobs whose payment is booked as a newer event has it.
  private func closeCorrected(_ id: Payment.ID) throws {
    guard let newest = try payments.newest(of: id) else { return }
    let jobs = JobTable(db: db)
    for job in try jobs.held(of: id, otherThanBy: newest) {
      try jobs.move(job, to: .completed, note: JobNote(.laterValues).line, at: now)
      try AuditTable(db: db).add(Ledger.fulfilled, try job.failure(), ending: job, at: now)
    }
  }

  func record(_ id: Payment.ID, _ result: PaymentResult) throws {
    try move(id, to: .recorded)
    try db.run(
      """
      UPDATE payments SET receipt_series = ?, receipt_number = ?, left_to_pay = ? WHERE id = ?
      """, [result.receipt?.series, result.receipt?.number, result.left?.description, id])
  }

  private func count(absenceOf id: Payment.ID) throws {
    try db.run("UPDATE payments SET absences = absences + 1 WHERE id = ?", [id])
  }

  func move(_ id: Payment.ID, to state: PaymentState, _ failure: Failure? = nil) throws {
    try db.run(
      """
      UPDATE payments SET state = ?1, failure_code = ?2, failure_detail = ?3, updated_at = ?4,
        doubted_at = CASE WHEN absences > 0 AND ?1 IN ('planned', 'proven_absent')
          THEN doubted_at END,
        again_at = NULL, doubt_since = NULL, unchanged_at = NULL, paid_seen = NULL
      WHERE id = ?5
      """, [state.rawValue, failure?.code.rawValue, failure?.detail, now.milliseconds, id])
  }

  /// The order's invoice is there: what waited for it goes on.
  func wake(_ order: OrderID, of shop: ShopID) throws {
    try db.run(
      """
      UPDATE jobs SET run_at = ?
      WHERE lane = ? AND state = 'available' AND kind = 'payment' AND run_at > ?
      """,
      [now.milliseconds, Command.paymentLane(of: shop, order), now.milliseconds])
  }

  private func setInvoice(_ invoice: PaidInvoice, of id: Payment.ID) throws {
    try db.run(
      """
      UPDATE payments SET invoice = ?, invoice_series = ?, invoice_number = ?,
        invoice_revision = ? WHERE id = ?
      """, [invoice.id, invoice.number.series, invoice.number.text, invoice.revision, id])
  }

  private func expect(_ reservation: PaymentReservation, _ states: PaymentState...) throws {
    try expect(reservation.payment, states)
    let attempt = try payments.existing(reservation.payment).attempt
    guard attempt == reservation.attempt else {
      throw Ledger.Conflict(
        text: "payment \(reservation.payment) is at attempt \(attempt), the result is of "
          + "\(reservation.attempt)")
    }
  }

  private func expect(_ id: Payment.ID, _ states: [PaymentState]) throws {
    let state = try payments.existing(id).state
    guard states.contains(state) else {
      let expected = states.map(\.rawValue).joined(separator: " or ")
      throw Ledger.Conflict(text: "payment \(id) is \(state.rawValue), not \(expected)")
    }
  }
}
