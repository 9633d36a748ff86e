import Domain
import FoundationEssentials
import GRDB

/// Decides which documents exist and which may: each step is a compare-and-set on the state that
/// it starts from.
struct Ledger {
  let db: Database
  let now: Timestamp

  /// A step found the ledger elsewhere than it expected.
  struct Conflict: Error { let text: String }

  var invoices: InvoiceTable { InvoiceTable(db: db) }
  var words: OrderWordTable { OrderWordTable(db: db, now: now) }

  // MARK: Reserving

  func reserve(_ request: ReservationRequest) throws -> ReservationResult {
    guard try JobTable(db: db).claimed(request.fence) != nil else { return .fenced }
    let invoice = try invoices.existing(request.invoice)
    let maySend =
      invoice.state.isSendable || invoice.state == .provenAbsent && request.seen != nil
    guard maySend, invoice.cancelling == nil else {
      return .stateIs(invoice.state)
    }
    if let original = invoice.original, !request.answersCancel, request.seen == nil,
      try invoices.existing(original).cancelling != nil
    {
      return .originalCancelled
    }
    if let refund = request.refund {
      let key = invoice.key
      let standing = try RefundTable(db: db).standing(
        of: refund.id, of: key.order, in: key.shop, of: key.account)
      guard standing?.content == refund.content else { return .refundChanged }
    }
    let newest = try invoices.newestContent(of: invoice.key.order, of: invoice.key.shop)
    guard request.series.map({ $0 == invoice.series }) ?? true,
      request.content.map({ $0 == newest ?? $0 }) ?? true
    else {
      return .planChanged
    }
    // Where its document is, it is looked for.
    let series = request.seen.map { Series(cif: invoice.series.cif, name: $0.series) }
    if let obstacle = try invoices.obstacle(to: invoice, in: series) {
      return .obstructed(obstacle)
    }
    if let proforma = request.proforma,
      try invoices.standingProforma(for: invoice)?.id != proforma
    {
      return .proformaGone
    }
    try db.run(
      """
      UPDATE invoices SET state = 'sending', attempt = attempt + 1, request = ?,
        expected_number = ?, total = ?, currency = ?, issued_on = ?, mends = ?, paid_inside = ?,
        proforma = ?, proforma_note = ?, terms = ?, again_at = NULL, failure_code = NULL,
        failure_detail = NULL, adopted = ?, planned_series = series, series = ?, updated_at = ?
      WHERE id = ?
      """,
      [
        Data(request.body), request.expectedNumber, request.total.description, request.currency,
        request.issuedOn, request.mends.isEmpty ? nil : try JSONText.encode(request.mends),
        request.paidInside?.description, request.proforma, request.proformaNote,
        try request.terms.map(JSONText.encode), request.seen != nil,
        (series ?? invoice.series).name, now.milliseconds, invoice.id,
      ])
    try noteReserved(request, invoice)
    if let seen = request.seen {
      try doubt(
        invoice.id, Doubt(since: now, namedNumber: seen.text),
        Failure(.documentSeen, detail: seen.description))
    }
    return .reserved(Reservation(invoice: invoice.id, attempt: invoice.attempt + 1))
  }

  func permission(for call: DocumentCall) throws -> CallPermission {
    guard let job = try JobTable(db: db).claimed(call.fence) else { return .fenced }
    let document = try invoices.existing(call.document.id)
    guard call.isStillMeant(by: document) else { return .changed }
    let mayHaveGone =
      try call.purpose == .mail && Restoring.mayHaveMailed(document.id, by: job, db)
    return mayHaveGone ? .mayHaveGone : .granted
  }

  // MARK: Changing

  func apply(_ change: LedgerChange) throws {
    switch change {
    case .issued(let reservation, let document):
      try expect(reservation, .sending, .inDoubt)
      try issue(reservation.invoice, document)
    case .refused(let reservation, let failure):
      try expect(reservation, .sending, .inDoubt)
      try move(reservation.invoice, to: .refused, failure)
    case .nothingIssued(let reservation):
      try expect(reservation, .sending, .inDoubt)
      try move(reservation.invoice, to: .planned)
    case .absent(let reservation, let againAt):
      try expect(reservation, .inDoubt)
      try count(absenceOf: reservation.invoice)
      try move(reservation.invoice, to: .planned)
      try db.run(
        "UPDATE invoices SET again_at = ? WHERE id = ?",
        [againAt.milliseconds, reservation.invoice])
    case .parked(let reservation, let failure):
      try expect(reservation, .inDoubt)
      try count(absenceOf: reservation.invoice)
      try move(reservation.invoice, to: .provenAbsent, failure)
    case .inDoubt(let reservation, let failure):
      try expect(reservation, .sending)
      try doubt(reservation.invoice, Doubt(since: now), failure)
    case .looked(let reservation, let doubt):
      try expect(reservation, .inDoubt)
      // What a person said meanwhile stands.
      try db.run(
        "UPDATE invoices SET absent_at = ?, rounds = ?, updated_at = ? WHERE id = ?",
        [
          doubt.absentAt?.milliseconds, doubt.rounds, now.milliseconds, reservation.invoice,
        ])
    case .needsPerson(let reservation, let failure, let candidates):
      try expect(reservation, .inDoubt)
      try askPerson(reservation.invoice, failure, candidates)
    case .unsettled(let reservation, let failure):
      try expect(reservation, .sending, .inDoubt)
      switch try invoices.existing(reservation.invoice).state {
      case .sending: try doubt(reservation.invoice, Doubt(since: now), failure)
      default: try askPerson(reservation.invoice, failure, [])
      }
    case .notInvoiceable(let id, let failure):
      try expect(id, .planned, .refused)
      try move(id, to: .refused, failure)
    case .cancelled(let id):
      try expect(id, .issued, .cancelled)
      try move(id, to: .cancelled)
      try endCancel(try invoices.existing(id))
    case .restored(let id):
      try expect(id, .cancelled)
      try move(id, to: .issued)
      let invoice = try invoices.existing(id)
      // Where it is to be cancelled after it, the next restore that waits is bound.
      let next =
        try invoice.cancelling == nil
        ? nil : invoices.waiting(.restore, of: id, after: invoice.restoring)
      try db.run(
        "UPDATE invoices SET restores = restores + 1, restoring = ? WHERE id = ?",
        [next?.rawValue, id])
      try PaymentBook(db: db, now: now).wake(invoice.key.order, of: invoice.key.shop)
    case .restoreEnded(let id, let event):
      try endRestore(try invoices.existing(id), of: event)
    case .withdrawn(let id):
      try expect(id, .planned, .refused, .provenAbsent)
      try withdraw(id)
    case .calledOff(let id):
      try expect(id, .planned, .refused)
      try move(id, to: .withdrawn, Failure(.orderLeftStatus))
      try unbindCancel(id)
    case .moved(let id, let series, let account):
      try move(id, to: series, account)
    case .cancelRefused(let id, let event):
      try expect(id, .issued)
      try releaseCancel(id, of: event)
    case .foreign(let documents):
      for document in documents { try SeriesTable(db: db).add(document) }
    case .seriesVerified(let series):
      try SeriesTable(db: db).verify(series, at: now)
    case .seriesStopped(let series, let failure):
      try SeriesTable(db: db).stop(series, failure, at: now)
    case .drafted(let reservation, let editURL):
      try expect(reservation, .sending, .inDoubt)
      try note(answerOf: reservation.invoice)
      try move(reservation.invoice, to: .issued)
      try db.run(
        "UPDATE invoices SET edit_url = ? WHERE id = ?", [editURL, reservation.invoice])
      try closeFulfilled(try invoices.existing(reservation.invoice))
    case .payment(let change):
      try PaymentBook(db: db, now: now).apply(change)
    case .accountBlocked(let account, let until):
      try SeriesTable(db: db).block(account, until: until)
    case .stockAnswered(let batch, let answers):
      try StockBatchTable(db: db).settle(batch, by: answers, at: now)
    case .stockDivided(let batch, let itemsMax):
      try StockBatchTable(db: db).divide(batch, itemsMax: itemsMax, at: now)
    case .stockCompared(let shop, let asOf):
      try StockShopTable(db: db).note(comparedAsOf: asOf, of: shop)
      try closeSyncs(of: shop, comparedAsOf: asOf)
    }
  }

  func issue(_ id: Invoice.ID, _ document: IssuedDocument) throws {
    let invoice = try invoices.existing(id)
    let series = invoice.series
    guard document.number.series == series.name else {
      throw Conflict(
        text: "invoice \(id) is of series \(series.name), the document is \(document.number)")
    }
    guard let value = document.number.value else {
      throw Conflict(text: "“\(document.number.text)” is no number of a document")
    }
    if let other = try invoices.holder(of: document.number.text, in: series) {
      throw Conflict(text: "\(document.number) belongs to invoice \(other) already")
    }
    try SeriesTable(db: db).forget(document.number, in: series)
    try note(answerOf: id)
    try db.run(
      """
      UPDATE invoices SET state = 'issued', number = ?, number_value = ?, total = ?, currency = ?,
        issued_on = ?, view_url = ?, edit_url = ?, failure_code = NULL, failure_detail = NULL,
        updated_at = ?, doubted_at = NULL, again_at = NULL, \(Self.noDoubt)
      WHERE id = ?
      """,
      [
        document.number.text, value, document.total.description, document.currency,
        document.issuedOn,
        document.viewURL, document.editURL, now.milliseconds, id,
      ])
    try closeFulfilled(try invoices.existing(id))
    if invoice.key.kind == .storno {
      try db.run(
        """
        UPDATE invoices SET state = 'reversed', cancelling = NULL, updated_at = ?
        WHERE state = 'issued' AND id = ?
        """, [now.milliseconds, invoice.original])
    }
    try PaymentBook(db: db, now: now).wake(invoice.key.order, of: invoice.key.shop)
  }

  private func count(absenceOf id: Invoice.ID) throws {
    try db.run("UPDATE invoices SET absences = absences + 1 WHERE id = ?", [id])
  }

  /// Of a call that was under way: what is found later was issued before.
  private func note(answerOf id: Invoice.ID) throws {
    try db.run(
      "UPDATE invoices SET answered_at = ? WHERE id = ? AND state = 'sending'",
      [now.milliseconds, id])
  }

  func move(_ id: Invoice.ID, to state: InvoiceState, _ failure: Failure? = nil) throws {
    try db.run(
      """
      UPDATE invoices SET state = ?1, failure_code = ?2, failure_detail = ?3, updated_at = ?4,
        doubted_at = CASE WHEN absences > 0 AND ?1 IN ('planned', 'proven_absent')
          THEN doubted_at END,
        again_at = NULL, \(Self.noDoubt)
      WHERE id = ?5
      """, [state.rawValue, failure?.code.rawValue, failure?.detail, now.milliseconds, id])
    // Nothing was made from its proforma: another may be. Nor is it in another's series.
    if state.isUnissued {
      try db.run(
        """
        UPDATE invoices SET proforma = NULL, adopted = 0,
          series = COALESCE(planned_series, series), planned_series = NULL
        WHERE id = ?
        """, [id])
    }
  }

  private static let noDoubt = """
    doubt_since = NULL, absent_at = NULL, rounds = 0, named_number = NULL, candidates = NULL
    """

  /// In doubt, with what is known by now; a person has nothing to decide.
  func doubt(_ id: Invoice.ID, _ doubt: Doubt, _ failure: Failure?) throws {
    try db.run(
      """
      UPDATE invoices SET state = 'in_doubt', doubt_since = ?1,
        doubted_at = COALESCE(doubted_at, ?1), absent_at = ?2, rounds = ?3, named_number = ?4,
        candidates = NULL, failure_code = ?5, failure_detail = ?6, updated_at = ?7
      WHERE id = ?8
      """,
      [
        doubt.since.milliseconds, doubt.absentAt?.milliseconds, doubt.rounds, doubt.namedNumber,
        failure?.code.rawValue, failure?.detail, now.milliseconds, id,
      ])
  }

  private func askPerson(_ id: Invoice.ID, _ failure: Failure, _ candidates: [Candidate]) throws {
    try db.run(
      """
      UPDATE invoices SET state = 'needs_person', named_number = NULL, candidates = ?,
        failure_code = ?, failure_detail = ?, updated_at = ?
      WHERE id = ?
      """,
      [
        try JSONText.encode(candidates), failure.code.rawValue, failure.detail, now.milliseconds,
        id,
      ])
  }

  func withdraw(_ id: Invoice.ID) throws {
    try move(id, to: .withdrawn)
    try unbindCancel(id)
  }

  private func expect(_ reservation: Reservation, _ states: InvoiceState...) throws {
    try expect(reservation.invoice, states)
    let attempt = try invoices.existing(reservation.invoice).attempt
    guard attempt == reservation.attempt else {
      throw Conflict(
        text: "invoice \(reservation.invoice) is at attempt \(attempt), the result is of "
          + "\(reservation.attempt)")
    }
  }

  func expect(_ id: Invoice.ID, _ states: InvoiceState...) throws {
    try expect(id, states)
  }

  private func expect(_ id: Invoice.ID, _ states: [InvoiceState]) throws {
    let state = try invoices.existing(id).state
    guard states.contains(state) else {
      let expected = states.map(\.rawValue).joined(separator: " or ")
      throw Conflict(text: "invoice \(id) is \(state.rawValue), not \(expected)")
    }
  }
}
