import Domain
import GRDB

/// What a person does, with the trace of it.
struct Acts {
  let db: Database
  let person: Operator
  let now: Timestamp

  var jobs: JobTable { JobTable(db: db) }
  private var invoices: InvoiceTable { InvoiceTable(db: db) }
  private var ledger: Ledger { Ledger(db: db, now: now) }
  var audit: AuditTable { AuditTable(db: db) }
  private var replaying: Replaying { Replaying(db: db, now: now) }
  private var pruning: Pruning { Pruning(db: db, now: now) }

  func perform(_ act: OperatorAct) throws -> ActResult {
    switch act {
    case .requeue(let id): try requeue(id)
    case .discard(let id): try discard(id)
    case .resolve(let id, let resolution): try resolve(id, resolution)
    case .resumeSeries(let series): try resume(series)
    case .resolvePayment(let id, let resolution): try resolve(id, resolution)
    case .requestStock(let request):
      try StockActs(db: db, person: person, now: now).request(request)
    case .startReplay(let request): try replaying.start(request, by: person)
    case .stepReplay(let id, let eventsMax): try replaying.step(id, eventsMax: eventsMax)
    case .resumeReplay(let id): try replaying.resume(id, by: person)
    case .stopReplay(let id): try replaying.stop(id, by: person)
    case .startPrune(let request): try pruning.start(request, by: person)
    case .prune(let id, let events): try pruning.step(id, events: events)
    }
  }

  /// Nobody may act on what nobody can read.
  static func unreadable(_ subject: ActRefusal.Subject) -> ActResult {
    .refused(.unreadable(subject))
  }

  // MARK: Jobs

  private func requeue(_ id: Job.ID) throws -> ActResult {
    guard let job = try jobs.find(id) else { return .notFound }
    guard job.state != .running else { return .refused(.jobRuns(id)) }
    guard job.kind != nil else { return Self.unreadable(.job(id)) }
    if try jobs.isBodyless(job) { return .refused(.bodyRemoved(id)) }
    try bindAnew(job)
    if job.kind == .cancelInvoice,
      try ledger.rebindCancel(job.asked.event, of: job.asked.shop) == .overtaken
    {
      return .refused(.cancelOvertaken(id))
    }
    if job.kind == .cancelProforma,
      try ledger.rebindCancel(job.asked.event, of: job.asked.shop, as: .cancelProforma)
        == .overtaken
    {
      return .refused(.proformaCancelOvertaken(id))
    }
    if job.kind == .restoreInvoice,
      try ledger.rebindRestore(job.asked.event, of: job.asked.shop) == .overtaken
    {
      return .refused(.restoreOvertaken(id))
    }
    if job.kind == .refundOrder,
      case .refundOrder(let refund)? = job.readableCommand
    {
      try ledger.bind(refund, anew: true)
    }
    // What was discarded with its job is to be issued after all.
    if let document = try invoice(of: job, .reverse), document.state == .withdrawn {
      try ledger.move(document.id, to: .planned)
    }
    try hurry(job.asked)
    try requeue(job)
    return .done
  }

  /// Who has a job done now doesn't wait for the next moment at which what was proven absent would be
  /// sent; how often it was, is kept.
  private func hurry(_ asked: Asking) throws {
    let names: StatementArguments = [asked.shop.rawValue, asked.event.rawValue]
    try db.run(
      """
      UPDATE invoices SET again_at = NULL
      WHERE id IN (SELECT invoice FROM bindings WHERE shop = ? AND event = ?)
      """, names)
    try db.run(
      """
      UPDATE payments SET again_at = NULL
      WHERE id IN (SELECT payment FROM payment_bindings WHERE shop = ? AND event = ?)
      """, names)
  }

  /// What was older than its order's newest event is a person's explicit request from now on, and so
  /// the newest of all.
  private func bindAnew(_ job: StoredJob) throws {
    // One that can't be read is held again as soon as it is claimed.
    guard let command = job.readableCommand, let (verb, order, content) = command.asking,
      try !invoices.isBound(job.asked.event, of: job.asked.shop, verb)
    else { return }
    let place = try ledger.words.newest(of: order, of: job.asked.shop)
    let word = OrderWord(place: place, order: order, content: content.map(OrderContent.init))
    try ledger.note(word, by: job.asked)
    try ledger.bind(command, by: word)
  }

  func requeue(_ job: StoredJob) throws {
    // One that is due already keeps its place.
    let runAt = job.state == .available ? min(job.runAt, now) : now
    try jobs.move(job, to: .available, runAt: runAt, place: .own, at: now)
    try audit.add(AttemptRecord.requeue, by: person, of: .job(job.id), at: now)
  }

  private func discard(_ id: Job.ID) throws -> ActResult {
    guard let job = try jobs.find(id) else { return .notFound }
    guard job.kind != nil else { return Self.unreadable(.job(id)) }
    switch job.state {
    case .available, .held:
      if let unclear = try unclearInvoice(of: job) { return .refused(.invoiceUnclear(unclear)) }
      if let unclear = try unclearPayment(of: job) { return .refused(.paymentUnclear(unclear)) }
      if let invoice = try cancelledPerhaps(by: job) { return .refused(.maybeCancelled(invoice)) }
      if let invoice = try restoredPerhaps(by: job) { return .refused(.maybeRestored(invoice)) }
      try discard(job, job.record().failure)
      try release(job)
      return .done
    case .running: return .refused(.jobRuns(id))
    case .completed: return .refused(.jobCompleted(id))
    case .discarded: return .refused(.jobDiscarded(id))
    }
  }

  /// The invoice, if the cancel may have been sent, and its answer be lost.
  private func cancelledPerhaps(by job: StoredJob) throws -> Invoice.ID? {
    guard job.attempt > 0,
      let invoice = try invoice(of: job, .cancel) ?? invoice(of: job, .cancelProforma),
      invoice.state == .issued, invoice.cancelling == job.asked.event
    else { return nil }
    return invoice.id
  }

  private func restoredPerhaps(by job: StoredJob) throws -> Invoice.ID? {
    guard job.attempt > 0, let invoice = try invoice(of: job, .restore),
      invoice.state == .cancelled, invoice.restoring == job.asked.event
    else { return nil }
    return invoice.id
  }

  /// Its invoice is not kept for what nobody will do.
  private func release(_ job: StoredJob) throws {
    if let invoice = try invoice(of: job, .cancel) ?? invoice(of: job, .cancelProforma) {
      try ledger.releaseCancel(invoice.id, of: job.asked.event)
    }
    if let invoice = try invoice(of: job, .restore) {
      try ledger.releaseRestore(invoice.id, of: job.asked.event)
    }
    if let document = try invoice(of: job, .reverse), document.state.isSendable {
      try ledger.move(document.id, to: .withdrawn)
    }
  }

  private func unclearInvoice(of job: StoredJob) throws -> Invoice.ID? {
    let invoice = try invoice(of: job, .issue) ?? invoice(of: job, .reverse)
    guard let invoice, invoice.state.isUnclear else { return nil }
    return invoice.id
  }

  /// What the job's event was bound to, if that is what the job does.
  private func invoice(of job: StoredJob, _ verb: BindingVerb) throws -> Invoice? {
    guard let kind = job.kind else { return nil }
    // A draft and a proforma are asked for as an invoice is.
    let isIssue = [.draftInvoice, .issueProforma].contains(kind) && verb == .issue
    guard kind.rawValue == verb.rawValue || isIssue else { return nil }
    return try invoices.invoice(boundTo: job.asked.event, of: job.asked.shop, as: verb)
  }

  func discard(_ job: StoredJob, _ failure: Failure?) throws {
    try jobs.move(job, to: .discarded, failure: failure, at: now)
    try audit.add("discard", by: person, of: .job(job.id), at: now)
  }

  // MARK: Invoices

  private func resolve(_ id: Invoice.ID, _ resolution: Resolution) throws -> ActResult {
    guard let invoice = try invoices.find(id) else { return .notFound }
    guard invoice.failure?.code != .rowUnreadable else { return Self.unreadable(.invoice(id)) }
    if resolution == .deleted { return try forget(invoice) }
    if resolution == .annulled { return try annul(invoice) }
    switch invoice.state {
    case .inDoubt, .needsPerson: break
    // Others may be in doubt by now, and one at a time is, in a series.
    case .provenAbsent:
      if case .isNumber = resolution, let other = try unclear(besides: invoice) {
        return .refused(.otherUnclear(other))
      }
    // SmartBill has a storno that the ledger doesn't know: a person names it.
    case .refused where invoice.failure?.code == .stornoStands:
      guard case .isNumber(let text) = resolution, invoice.key.kind == .storno else {
        return .refused(.reversedAlready(id))
      }
      if let other = try unclear(besides: invoice) {
        return .refused(.otherUnclear(other))
      }
      return try name(text, for: invoice)
    case .sending:
      return .refused(.beingSent(.invoice(id)))
    default:
      return .refused(.notInDoubt(id, state: invoice.stateWord))
    }
    switch (resolution, invoice.key.kind) {
    case (.isNumber, .draft):
      return .refused(.draftHasNoNumber(id))
    case (.drafted, .draft):
      try ledger.move(id, to: .issued)
      try trace("drafted", id)
      // It tells the shop.
      try requeueOpen(for: id)
      return .done
    case (.drafted, _): return .refused(.noDraft(id))
    default: break
    }
    switch resolution {
    case .isNumber(let text): return try name(text, for: invoice)
    case .sendAgain:
      try leaveToOthers(invoice.candidates, of: invoice)
      try ledger.move(id, to: .planned)
      try trace("send_again", id)
      try requeueOpen(for: id)
    case .giveUp:
      try giveUp(invoice)
    case .deleted, .annulled, .drafted: preconditionFailure("it was done above")
    }
    return .done
  }

  private func unclear(besides invoice: Invoice) throws -> Invoice.ID? {
    let unclear = try SeriesTable(db: db).unclear(in: invoice.series)
    return unclear == invoice.id ? nil : unclear
  }

  /// Its document is gone, and SmartBill gives its number to the next.
  private func forget(_ invoice: Invoice) throws -> ActResult {
    if invoice.key.kind == .draft, invoice.state == .issued {
      // A request makes another one.
      try ledger.move(invoice.id, to: .abandoned, Failure(.invoiceAbandoned))
      try trace("deleted", invoice.id)
      return .done
    }
    guard let document = invoice.document, [.issued, .cancelled].contains(invoice.state) else {
      return .refused(.nothingToDelete(invoice.id, state: invoice.stateWord))
    }
    let asked = Asking(shop: invoice.key.shop, event: invoice.openedBy)
    let wasIssued = invoice.state == .issued
    try ledger.move(invoice.id, to: .abandoned, Failure(.invoiceAbandoned))
    try ledger.unbindCancel(invoice.id)
    try ledger.unbindRestore(invoice.id)
    try db.run(
      "UPDATE invoices SET number = NULL, number_value = NULL WHERE id = ?", [invoice.id])
    try trace("deleted \(document.number)", invoice.id)
    if invoice.key.kind.takesBack {
      try takeBack(invoice, asked)
    } else if wasIssued {
      try NoticeTable(db: db).tell(invoice.cancelledNotice(asked: asked), at: now)
    }
    try requeueOpen(for: invoice.id)
    return .done
  }

  /// Its document counts no more, but SmartBill keeps its number.
  private func annul(_ reversal: Invoice) throws -> ActResult {
    guard reversal.key.kind.takesBack else { return .refused(.noReversal(reversal.id)) }
    guard reversal.state == .issued, let document = reversal.document else {
      return .refused(.countsNoMore(reversal.id, state: reversal.stateWord))
    }
    try ledger.move(reversal.id, to: .cancelled)
    if reversal.key.kind == .storno {
      // An invoice has one at the most that counts: another may take this one's place.
      try db.run(
        "UPDATE invoices SET item = ? WHERE id = ?", ["annulled \(reversal.id)", reversal.id])
    }
    try trace("annulled \(document.number)", reversal.id)
    try takeBack(reversal, Asking(shop: reversal.key.shop, event: reversal.openedBy))
    return .done
  }

  /// What takes an invoice back is gone: that one stands again.
  private func takeBack(_ reversal: Invoice, _ asked: Asking) throws {
    try NoticeTable(db: db).tell(
      reversal.abandonedNotice(Failure(.invoiceAbandoned), asked: asked), at: now)
    guard let original = try reversal.original.map(invoices.existing), original.state == .reversed
    else { return }
    try ledger.restand(original.id)
    try NoticeTable(db: db).tell(
      original.restoredNotice(times: original.restores + 1, asked: asked), at: now)
  }

  /// Keeps a person's answer; the invoice's job looks it up before it is believed.
  private func name(_ text: String, for invoice: Invoice) throws -> ActResult {
    guard let number = Self.number(text) else { return .refused(.noNumber(text)) }
    if let other = try invoices.holder(of: number, in: invoice.series) {
      return .refused(
        .numberTaken(InvoiceNumber(series: invoice.series.name, text: number), by: other))
    }
    let doubt = Doubt(since: invoice.doubt?.since ?? now, namedNumber: number)
    try ledger.doubt(invoice.id, doubt, invoice.failure)
    try trace("is_number \(number)", invoice.id)
    try requeueOpen(for: invoice.id)
    return .done
  }

  /// Who says that it was not issued has seen these, and says that they are others': known from
  /// now on, they are no gap, and no invoice takes them over.
  private func leaveToOthers(_ candidates: [Candidate], of invoice: Invoice) throws {
    for candidate in candidates where candidate.total != nil {
      try SeriesTable(db: db).disown(
        ForeignDocument(series: invoice.series, document: candidate, seenAt: now))
    }
  }

  private func giveUp(_ invoice: Invoice) throws {
    let failure = Failure(.invoiceAbandoned)
    // One of them may be its document all the same: who asks for the order again must meet it.
    for candidate in invoice.candidates where candidate.total != nil {
      try SeriesTable(db: db).add(
        ForeignDocument(series: invoice.series, document: candidate, seenAt: now))
    }
    try ledger.move(invoice.id, to: .abandoned, failure)
    try ledger.unbindCancel(invoice.id)
    try trace("give_up", invoice.id)
    // Where a cancel waits for its storno, the cancel tells.
    if try invoice.original.map(invoices.existing)?.cancelling == nil {
      try NoticeTable(db: db).tell(
        invoice.abandonedNotice(
          failure, asked: Asking(shop: invoice.key.shop, event: invoice.openedBy)), at: now)
    }
    for job in try jobs.open(for: invoice.id) {
      // A cancel goes on: it finds nothing to cancel and tells the shop so.
      if job.issues {
        try discard(job, failure)
      } else {
        try requeue(job)
      }
    }
  }

  private func requeueOpen(for invoice: Invoice.ID) throws {
    // One whose order was removed ended long ago, and would find nothing to do.
    for job in try jobs.open(for: invoice) where try !jobs.isBodyless(job) { try requeue(job) }
  }

  private func trace(_ outcome: String, _ invoice: Invoice.ID) throws {
    try audit.add(outcome, by: person, of: .invoice(invoice), at: now)
  }

  /// Digits alone are padded with zeros to four (`smartbill-api.md` §4.7).
  private static func number(_ text: String) -> String? {
    InvoiceNumber.value(of: text).map(InvoiceNumber.text(of:))
  }

  // MARK: Series

  private func resume(_ series: Series) throws -> ActResult {
    let table = SeriesTable(db: db)
    let reason = try table.stop(of: series)
    if reason?.code == .seriesRestored, try jobs.isSearched(for: series) {
      return .refused(.seriesSearched(series.name))
    }
    guard try table.resume(series) else { return .notFound }
    if reason?.code == .seriesJumped {
      try table.acceptJumps(in: series, at: now)
      // A search that waits for SmartBill to know its numbers ends by the person's word.
      if try table.isUnknown(series) { try table.verify(series, at: now) }
    }
    try audit.add("resume_series", by: person, of: .series(series), at: now)
    return .done
  }
}

extension Command {
  /// What it asks of an order's document, if it does, and with which content.
  fileprivate var asking: (BindingVerb, OrderID, Order?)? {
    switch self {
    case .issueInvoice(let issue), .draftInvoice(let issue), .issueProforma(let issue):
      (BindingVerb.issue, issue.order.id, issue.order)
    case .waitToIssue(let wait): (BindingVerb.issue, wait.issue.order.id, wait.issue.order)
    case .cancelInvoice(let cancel): (BindingVerb.cancel, cancel.order, nil)
    case .cancelProforma(let cancel): (BindingVerb.cancelProforma, cancel.order, nil)
    case .restoreInvoice(let restore): (BindingVerb.restore, restore.order, nil)
    default: nil
    }
  }
}
