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

  private var invoices: InvoiceTable { InvoiceTable(db: db) }

  // MARK: Binding

  func bind(_ command: Command) throws {
    switch command {
    case .waitToIssue(let wait): try bind(.issueInvoice(wait.issue))
    case .issueInvoice(let issue): try bind(issue, .invoice)
    case .draftInvoice(let issue): try bind(issue, .draft)
    case .cancelInvoice(let cancel):
      try bind(
        cancel.asked, .cancel, .cancel, cancel.series,
        key: InvoiceKey(
          account: cancel.account, shop: cancel.asked.shop, order: cancel.order, revision: 0))
    case .restoreInvoice(let restore): try bind(restore)
    case .recordPayment(let payment): try PaymentBook(db: db, now: now).bind(payment)
    case .issueProforma(let issue): try bind(issue, .proforma)
    case .cancelProforma(let cancel): try bind(cancel)
    case .refundOrder(let refund): try bind(refund)
    case .reverseInvoice(let reverse): try bind(reverse)
    case .handleEvent, .sendInvoice, .notifyShop, .watchInvoice, .auditSeries, .confirmTotal,
      .syncStock, .applyStock:
      break
    }
  }

  private func bind(_ issue: Command.IssueInvoice, _ kind: InvoiceKey.Kind) throws {
    try bind(
      issue.asked, .issue, .issue(issue.cause), issue.series,
      key: InvoiceKey(
        account: issue.account, shop: issue.asked.shop, order: issue.order.id, kind: kind,
        revision: 0))
  }

  /// Once an event and verb: a replay finds the binding as it was, and cancels only what it may.
  private func bind(
    _ asked: Asking, _ verb: InvoiceTable.Verb, _ request: LedgerRule.Request, _ series: Series,
    key: InvoiceKey
  ) throws {
    guard try !invoices.isBound(asked.event, of: asked.shop, verb) else {
      if verb == key.kind.cancelVerb {
        _ = try rebindCancel(asked.event, of: asked.shop, as: verb)
      }
      return
    }
    let met = try invoices.met(key)
    let binding = LedgerRule.binding(
      of: request,
      to: try met.map { invoice, lastRevision in
        LedgerRule.Met(
          lastRevision: lastRevision, state: invoice.state,
          isBeingCancelled: invoice.cancelling != nil,
          isBeingRestored: try willStand(invoice))
      })
    let invoice: Invoice.ID
    switch (binding, met?.invoice) {
    case (.open(let revision, let state), _):
      let opened = InvoiceKey(
        account: key.account, shop: key.shop, order: key.order, kind: key.kind,
        revision: revision)
      invoice = try invoices.open(opened, series, state, by: asked.event, at: now)
      if state == .withdrawn { try tellCancelled(invoice, asked) }
    case (_, nil):
      throw Conflict(text: "there is no invoice of order \(key.order) to meet")
    case (.meet, let met?), (.restore, let met?), (.nothing, let met?):
      invoice = met.id
    case (.withdraw, let met?):
      try withdraw(met.id)
      // Until that one is cancelled the order isn't without an invoice: the shop isn't told so yet.
      if let earlier = try invoices.standing(before: met.key) {
        try bindCancel(earlier.id, to: asked.event)
        invoice = earlier.id
      } else {
        try tellCancelled(met.id, asked)
        invoice = met.id
      }
    case (.cancel, let met?):
      try bindCancel(met.id, to: asked.event)
      invoice = met.id
    }
    try invoices.bind(asked.event, of: asked.shop, verb, to: invoice, at: now)
  }

  /// “Anuleaza factura” takes the proforma along where it leaves the order without an invoice, and
  /// leaves no tombstone: handled once more, it finds what it met first, or nothing.
  private func bind(_ cancel: Command.CancelProforma) throws {
    let asked = cancel.asked
    if cancel.cause == .invoiceCancel,
      try !invoices.isBound(asked.event, of: asked.shop, .cancelProforma)
    {
      let job = Command.cancelProforma(cancel).key
      guard asked.run == 0, try db.row("SELECT 1 FROM jobs WHERE key = ?", [job]) == nil,
        let invoice = try invoices.invoice(boundTo: asked.event, of: asked.shop, as: .cancel),
        [.withdrawn, .abandoned].contains(invoice.state),
        try invoices.met(cancel.key)?.invoice.stands == true
      else { return }
    }
    try bind(asked, .cancelProforma, .cancel, cancel.series, key: cancel.key)
  }

  /// Whether it is to be restored, and no cancel was asked for after that.
  private func willStand(_ invoice: Invoice) throws -> Bool {
    guard invoice.restoring != nil else { return false }
    return try invoices.lastChange(of: invoice.id) == .restore
  }

  /// Once an event: a replay finds the binding as it was, and restores only what it may. An order
  /// that never had an invoice binds nothing.
  private func bind(_ restore: Command.RestoreInvoice) throws {
    let (event, shop) = (restore.asked.event, restore.asked.shop)
    guard try !invoices.isBound(event, of: shop, .restore) else {
      _ = try rebindRestore(event, of: shop)
      return
    }
    let key = InvoiceKey(
      account: restore.account, shop: shop, order: restore.order, revision: 0)
    guard let (last, lastRevision) = try invoices.met(key) else { return }
    let met = try last.stands ? last : invoices.cancelled(key) ?? last
    let binding = LedgerRule.binding(
      of: .restore,
      to: LedgerRule.Met(
        lastRevision: lastRevision, state: met.state, isBeingCancelled: met.cancelling != nil,
        isBeingRestored: met.restoring != nil))
    let willBeReversed = restore.cancel == .storno && met.cancelling != nil
    if binding == .restore, !willBeReversed { try bindRestore(met.id, to: event) }
    try invoices.bind(event, of: shop, .restore, to: met.id, at: now)
  }

  /// Once a refund, whatever event carries it: to the invoice that stands by then, or was the last
  /// to. An order that never had one binds nothing.
  private func bind(_ refund: Command.RefundOrder) throws {
    let key = InvoiceKey(
      account: refund.account, shop: refund.asked.shop, order: refund.order, revision: 0)
    guard try !RefundTable(db: db).isBound(refund), let met = try invoices.met(key)?.invoice
    else { return }
    try RefundTable(db: db).bind(refund, to: met.id, at: now)
  }

  /// To the one document that there is for it. What was given up is planned again where a new event
  /// asks for it, or a cancel that begins anew.
  private func bind(_ reverse: Command.ReverseInvoice) throws {
    let (event, shop) = (reverse.asked.event, reverse.asked.shop)
    let isBound = try invoices.isBound(event, of: shop, .reverse)
    let isCancel = if case .cancel = reverse.cause { true } else { false }
    guard !isBound || isCancel else { return }
    let document: Invoice.ID
    if let met = try invoices.find(reverse.key) {
      document = met.id
      // Whoever waits for it must see that it is on its way again.
      if [.withdrawn, .abandoned, .refused].contains(met.state) { try move(met.id, to: .planned) }
    } else {
      document = try invoices.open(
        reverse.key, reverse.series, .planned, by: event, original: reverse.original, at: now)
    }
    if case .refund(let refund) = reverse.cause {
      try RefundTable(db: db).name(document, of: refund, reverse)
    }
    if !isBound { try invoices.bind(event, of: shop, .reverse, to: document, at: now) }
  }

  /// Now, and not when the cancel's own job runs: a later revision may be issued before that, and
  /// the shop would take this for the newer news.
  private func tellCancelled(_ id: Invoice.ID, _ asked: Asking) throws {
    let notice = try invoices.existing(id).cancelledNotice(asked: asked)
    try NoticeTable(db: db).tell(notice, at: now)
  }

  enum Rebinding { case bound, overtaken }

  /// Binds a cancel that was refused or discarded to its invoice again, so that a request which
  /// comes while it is tried opens the next revision. One that was asked for since stays: whoever
  /// asked last wants it.
  func rebindCancel(_ event: EventID, of shop: ShopID, as verb: BindingVerb = .cancel) throws
    -> Rebinding
  {
    guard let invoice = try invoices.invoice(boundTo: event, of: shop, as: verb),
      !invoice.state.isDead, invoice.cancelling == nil
    else { return .bound }
    guard try !invoices.isOvertaken(event, of: shop, verb, by: [.issue, .restore]) else {
      return .overtaken
    }
    try bindCancel(invoice.id, to: event)
    return .bound
  }

  /// Binds a restore that was refused or discarded to its invoice again; not one that was cancelled
  /// since, nor one that another invoice has followed.
  func rebindRestore(_ event: EventID, of shop: ShopID) throws -> Rebinding {
    guard let invoice = try invoices.invoice(boundTo: event, of: shop, as: .restore),
      invoice.state == .cancelled, invoice.restoring == nil
    else { return .bound }
    guard try !invoices.isOvertaken(event, of: shop, .restore, by: [.cancel]),
      try !invoices.isFollowed(invoice.key)
    else { return .overtaken }
    try bindRestore(invoice.id, to: event)
    return .bound
  }

  private func bindRestore(_ id: Invoice.ID, to event: EventID) throws {
    try db.run(
      "UPDATE invoices SET restoring = COALESCE(restoring, ?), updated_at = ? WHERE id = ?",
      [event.rawValue, now.milliseconds, id])
  }

  /// An earlier cancel that waits is the one that will be done.
  private func bindCancel(_ id: Invoice.ID, to event: EventID) throws {
    try db.run(
      "UPDATE invoices SET cancelling = COALESCE(cancelling, ?), updated_at = ? WHERE id = ?",
      [event.rawValue, now.milliseconds, id])
  }

  // MARK: Reserving

  func reserve(_ request: ReservationRequest) throws -> ReservationResult {
    guard try JobTable(db: db).claimed(request.fence) != nil else { return .fenced }
    let invoice = try invoices.existing(request.invoice)
    guard invoice.state == .planned || invoice.state == .refused, invoice.cancelling == nil
    else {
      return .stateIs(invoice.state)
    }
    if let obstacle = try invoices.obstacle(to: invoice) { return .obstructed(obstacle) }
    if let proforma = request.proforma,
      try invoices.standingProforma(for: invoice)?.id != proforma
    {
      return .proformaGone
    }
    try db.run(
      """
      UPDATE invoices SET state = 'sending', attempt = attempt + 1, request = ?,
        expected_number = ?, total = ?, currency = ?, issued_on = ?, mends = ?, paid_inside = ?,
        proforma = ?, proforma_note = ?, failure_code = NULL, failure_detail = NULL, updated_at = ?
      WHERE id = ?
      """,
      [
        Data(request.body), request.expectedNumber, request.total.description, request.currency,
        request.issuedOn, request.mends.isEmpty ? nil : try JSONText.encode(request.mends),
        request.paidInside?.description, request.proforma, request.proformaNote,
        now.milliseconds, invoice.id,
      ])
    if let seen = request.seen {
      try doubt(
        invoice.id, Doubt(since: now, namedNumber: seen.text),
        Failure(.documentSeen, detail: seen.description))
    }
    return .reserved(Reservation(invoice: invoice.id, attempt: invoice.attempt + 1))
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
    case .restoreEnded(let id, let event):
      try endRestore(try invoices.existing(id), of: event)
    case .withdrawn(let id):
      try expect(id, .planned, .refused)
      try withdraw(id)
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
      try move(reservation.invoice, to: .issued)
      try db.run(
        "UPDATE invoices SET edit_url = ? WHERE id = ?", [editURL, reservation.invoice])
    case .payment(let change):
      try PaymentBook(db: db, now: now).apply(change)
    case .accountBlocked(let account, let until):
      try SeriesTable(db: db).block(account, until: until)
    case .stockAnswered(let batch, let answers):
      try StockBatchTable(db: db).settle(batch, by: answers, at: now)
    }
  }

  func issue(_ id: Invoice.ID, _ document: IssuedDocument) throws {
    let invoice = try invoices.existing(id)
    let series = invoice.series
    guard document.number.series == series.name else {
      throw Conflict(
        text: "invoice \(id) is of series \(series.name), the document is \(document.number)")
    }
    if let other = try invoices.holder(of: document.number.text, in: series) {
      throw Conflict(text: "\(document.number) belongs to invoice \(other) already")
    }
    try SeriesTable(db: db).forget(document.number, in: series)
    try db.run(
      """
      UPDATE invoices SET state = 'issued', number = ?, number_value = ?, total = ?, currency = ?,
        issued_on = ?, view_url = ?, edit_url = ?, failure_code = NULL, failure_detail = NULL,
        updated_at = ?, \(Self.noDoubt)
      WHERE id = ?
      """,
      [
        document.number.text, document.number.value, document.total.description, document.currency,
        document.issuedOn,
        document.viewURL, document.editURL, now.milliseconds, id,
      ])
    if invoice.key.kind == .storno {
      try db.run(
        """
        UPDATE invoices SET state = 'reversed', cancelling = NULL, updated_at = ?
        WHERE state = 'issued' AND id = ?
        """, [now.milliseconds, invoice.original])
    }
    try PaymentBook(db: db, now: now).wake(invoice.key.order, of: invoice.key.shop)
  }

  func move(_ id: Invoice.ID, to state: InvoiceState, _ failure: Failure? = nil) throws {
    try db.run(
      """
      UPDATE invoices SET state = ?, failure_code = ?, failure_detail = ?, updated_at = ?,
        \(Self.noDoubt)
      WHERE id = ?
      """, [state.rawValue, failure?.code.rawValue, failure?.detail, now.milliseconds, id])
    // Nothing was made from its proforma: another may be.
    if state.isSendable {
      try db.run("UPDATE invoices SET proforma = NULL WHERE id = ?", [id])
    }
  }

  private static let noDoubt = """
    doubt_since = NULL, absent_at = NULL, rounds = 0, named_number = NULL, candidates = NULL
    """

  /// In doubt, with what is known by now; a person has nothing to decide.
  func doubt(_ id: Invoice.ID, _ doubt: Doubt, _ failure: Failure?) throws {
    try db.run(
      """
      UPDATE invoices SET state = 'in_doubt', doubt_since = ?, absent_at = ?, rounds = ?,
        named_number = ?, candidates = NULL, failure_code = ?, failure_detail = ?, updated_at = ?
      WHERE id = ?
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

  /// The event's cancel is over, and the invoice as it was: another cancel that waits is next.
  func releaseCancel(_ id: Invoice.ID, of event: EventID) throws {
    let invoice = try invoices.existing(id)
    guard invoice.cancelling == event else { return }
    try db.run(
      "UPDATE invoices SET cancelling = ? WHERE id = ?",
      [try invoices.waiting(invoice.key.kind.cancelVerb, of: id, after: event)?.rawValue, id])
  }

  /// It is done. Where the invoice is to be restored after it, the next cancel that waits is bound;
  /// a restore that was asked for before it, and that a replay had come behind it, is not done.
  private func endCancel(_ invoice: Invoice) throws {
    var isRestoredAfter = false
    if let restore = invoice.restoring {
      isRestoredAfter = try !isNewer(.cancel, invoice.cancelling, than: .restore, restore, invoice)
      if !isRestoredAfter { try releaseRestore(invoice.id, of: restore) }
    }
    let next =
      try isRestoredAfter
      ? invoices.waiting(.cancel, of: invoice.id, after: invoice.cancelling) : nil
    try db.run("UPDATE invoices SET cancelling = ? WHERE id = ?", [next?.rawValue, invoice.id])
  }

  /// It is over, and the invoice stands: a cancel that was asked for before it, and that a replay
  /// had come behind it, is not done.
  private func endRestore(_ invoice: Invoice, of event: EventID) throws {
    try releaseRestore(invoice.id, of: event)
    guard invoice.state == .issued, let cancel = invoice.cancelling,
      try isNewer(.restore, event, than: .cancel, cancel, invoice)
    else { return }
    try releaseCancel(invoice.id, of: cancel)
  }

  private func isNewer(
    _ verb: BindingVerb, _ event: EventID?, than otherVerb: BindingVerb, _ other: EventID,
    _ invoice: Invoice
  ) throws -> Bool {
    guard let event else { return false }
    let (shop, invoices) = (invoice.key.shop, invoices)
    return try invoices.binding(of: event, of: shop, verb) ?? 0
      > invoices.binding(of: other, of: shop, otherVerb) ?? 0
  }

  /// The event's restore is over: another that waits is next.
  func releaseRestore(_ id: Invoice.ID, of event: EventID) throws {
    guard try invoices.existing(id).restoring == event else { return }
    try db.run(
      "UPDATE invoices SET restoring = ? WHERE id = ?",
      [try invoices.waiting(.restore, of: id, after: event)?.rawValue, id])
  }

  /// Its storno is gone.
  func restand(_ id: Invoice.ID) throws {
    try move(id, to: .issued)
    try db.run("UPDATE invoices SET restores = restores + 1 WHERE id = ?", [id])
  }

  func unbindRestore(_ id: Invoice.ID) throws {
    try db.run("UPDATE invoices SET restoring = NULL WHERE id = ?", [id])
  }

  func unbindCancel(_ id: Invoice.ID) throws {
    try db.run("UPDATE invoices SET cancelling = NULL WHERE id = ?", [id])
  }

  private func withdraw(_ id: Invoice.ID) throws {
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

  private func expect(_ id: Invoice.ID, _ states: InvoiceState...) throws {
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
