import Domain
import GRDB

/// Which of an order's events counts, whatever order they came in.
extension Ledger {
  /// Keeps the content of an event that carries the whole order, if it is the newest; and tells the
  /// shop where the order isn't any more what was invoiced.
  func note(_ word: OrderWord, by asked: Asking) throws {
    guard let content = word.content,
      try words.note(.content, of: word.order, by: asked, at: word.place, content: content)
    else { return }
    try tellChange(of: word.order, in: asked.shop)
  }

  /// Whether a newer cancel stands; or, of a person's request, whether a newer event has the order
  /// otherwise: nobody can tell which of the two the person saw.
  func isOvertaken(
    _ issue: Command.IssueInvoice, _ kind: InvoiceKey.Kind, by word: OrderWord
  ) throws -> Bool {
    let (order, shop) = (issue.order.id, issue.asked.shop)
    let known = try words.words(of: order, of: shop, about: kind)
    if known.isCancelled(after: word.place) { return true }
    guard issue.cause == .request, let content = word.content, let newest = known.content,
      word.place < newest
    else { return false }
    return try !words.isNewest(content, of: order, of: shop)
  }

  /// Whether a cancel is not too old for what it would meet; if so it is known from now on.
  func takes(_ word: OrderWord, cancelling kind: InvoiceKey.Kind, _ asked: Asking) throws -> Bool {
    let known = try words.words(of: word.order, of: asked.shop, about: kind)
    guard !known.isTooLate(cancelAt: word.place) else { return false }
    try words.note(
      .cancelling(kind), of: word.order, by: asked, at: known.standing(ofCancelAt: word.place))
    return true
  }

  // MARK: What is sent

  /// Of which content the call is, which job it is of, and that there may be a document of these.
  func noteReserved(_ request: ReservationRequest, _ invoice: Invoice) throws {
    let content = try words.place(of: .content, invoice.key.order, invoice.key.shop)
    let series = try invoices.existing(invoice.id).series
    try db.run(
      """
      UPDATE invoices SET content_moment = ?, content_sequence = ?, content_claimed = ?
      WHERE id = ?
      """,
      [content?.moment.milliseconds, content?.sequence, content?.isClaimed, invoice.id])
    try db.run("UPDATE jobs SET sent = 1 WHERE id = ?", [request.fence.job])
    try db.run(
      """
      INSERT OR IGNORE INTO document_owners (shop, account, cif, series, noted_at)
      VALUES (?, ?, ?, ?, ?)
      """,
      [
        invoice.key.shop.rawValue, invoice.key.account.rawValue, series.cif, series.name,
        now.milliseconds,
      ])
  }

  /// What was never sent follows the settings; what may have been sent stays where it is.
  func move(_ id: Invoice.ID, to series: Series, _ account: AccountID) throws {
    let invoice = try invoices.existing(id)
    guard invoice.series != series || invoice.key.account != account else { return }
    try expect(id, .planned, .refused)
    guard invoice.attempt == 0 else {
      throw Conflict(text: "invoice \(id) may have been sent in \(invoice.series.name)")
    }
    try db.run(
      "UPDATE invoices SET cif = ?, series = ?, account = ?, updated_at = ? WHERE id = ?",
      [series.cif, series.name, account.rawValue, now.milliseconds, id])
  }

  // MARK: What follows

  static let fulfilled = "fulfilled"

  /// A person need not look at jobs whose document is issued: a later event asked for it. Nor at
  /// events that could not be handled, and that asked for it before.
  func closeFulfilled(_ invoice: Invoice) throws {
    guard !invoice.key.kind.takesBack else { return }
    let jobs = JobTable(db: db)
    let note = JobNote(.madeSince, detail: invoice.document?.number.description)
    var fulfilled = try jobs.fulfilled(by: invoice.id)
    if invoice.key.kind == .invoice { fulfilled += try jobs.heldHandlings(before: invoice) }
    for job in fulfilled {
      try jobs.move(job, to: .completed, note: note.line, at: now)
      try AuditTable(db: db).add(Self.fulfilled, try job.failure(), ending: job, at: now)
    }
  }

  /// Nor at comparisons of a stock that a later one of the whole has done; but for those that were to
  /// send all of it anew.
  func closeSyncs(of shop: ShopID, comparedAsOf moment: Timestamp) throws {
    let jobs = JobTable(db: db)
    let note = JobNote(.olderThanComparison)
    for job in try jobs.heldSyncs(of: shop, before: moment) {
      guard case .syncStock(let sync) = job.readableCommand, !sync.isFull else { continue }
      try jobs.move(job, to: .completed, note: note.line, at: now)
      try AuditTable(db: db).add(Self.fulfilled, try job.failure(), ending: job, at: now)
    }
  }

  /// The shop hears once of each change of an order that makes its total another than its invoice's,
  /// what was given back taken off.
  func tellChange(of order: OrderID, in shop: ShopID) throws {
    guard let invoice = try invoices.issued(order, of: shop), invoice.cancelling == nil,
      let document = invoice.document, let event = try invoices.newestContent(of: order, of: shop),
      let newest = try words.total(of: order, of: shop)
    else { return }
    let refunds = try invoices.reversals(of: invoice.id)
      .filter { $0.state == .issued }.compactMap(\.document?.total).reduce(.zero, +)
    let isSame =
      newest.currency == document.currency
      && [document.total, document.total + refunds].contains(newest.total)
    let told = isSame ? nil : "\(newest.total) \(newest.currency)"
    let before = try db.row("SELECT told_total FROM invoices WHERE id = ?", [invoice.id])
      .flatMap { try $0.optional("told_total") as String? }
    guard told != before else { return }
    try db.run("UPDATE invoices SET told_total = ? WHERE id = ?", [told, invoice.id])
    guard told != nil else { return }
    let notice = invoice.notice(
      "changed/\(event)", asked: Asking(shop: shop, event: event),
      .orderChanged(
        document, revision: invoice.key.revision, total: newest.total,
        currency: newest.currency))
    try NoticeTable(db: db).tell(notice, at: now)
  }
}
