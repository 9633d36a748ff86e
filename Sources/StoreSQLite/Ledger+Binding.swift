import Domain
import GRDB

/// Which document an event meets: found once, and kept, so that a replay finds it again.
extension Ledger {
  /// - Parameter word: what the event says of its order, and when; nil where it was bound before, or
  ///   its time doesn't count.
  func bind(_ command: Command, by word: OrderWord? = nil) throws {
    switch command {
    case .waitToIssue(let wait): try bind(.issueInvoice(wait.issue), by: word)
    case .issueInvoice(let issue): try bind(issue, .invoice, by: word)
    case .draftInvoice(let issue): try bind(issue, .draft, by: word)
    case .cancelInvoice(let cancel): try bind(cancel, by: word)
    case .restoreInvoice(let restore): try bind(restore, by: word)
    case .recordPayment(let payment): try PaymentBook(db: db, now: now).bind(payment)
    case .issueProforma(let issue): try bind(issue, .proforma, by: word)
    case .cancelProforma(let cancel): try bind(cancel, by: word)
    case .refundOrder(let refund): try bind(refund)
    case .reverseInvoice(let reverse): try bind(reverse)
    case .handleEvent, .sendInvoice, .notifyShop, .watchInvoice, .auditSeries, .confirmTotal,
      .syncStock, .applyStock:
      break
    }
  }

  /// One that a newer event has overtaken binds nothing.
  private func bind(
    _ issue: Command.IssueInvoice, _ kind: InvoiceKey.Kind, by word: OrderWord?
  ) throws {
    let asked = issue.asked
    let isNew = try !invoices.isBound(asked.event, of: asked.shop, .issue)
    if isNew, let word, try isOvertaken(issue, kind, by: word) { return }
    let key = InvoiceKey(
      account: issue.account, shop: asked.shop, order: issue.order.id, kind: kind, revision: 0)
    try invoices.follow(key)
    try bind(
      asked, .issue, .issue(issue.cause), issue.series, key: key, at: word?.place)
    guard isNew, let word,
      try invoices.invoice(boundTo: asked.event, of: asked.shop, as: .issue)?.stands == true
    else { return }
    try words.note(.asking(for: kind), of: issue.order.id, by: asked, at: word.place)
  }

  /// Once an event and verb: a replay finds the binding as it was, and cancels only what it may.
  private func bind(
    _ asked: Asking, _ verb: InvoiceTable.Verb, _ request: LedgerRule.Request, _ series: Series,
    key: InvoiceKey, at place: EventPlace?
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
      to: try met.map { invoice, lastRevision in try meeting(invoice, lastRevision) })
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
      // From now on it is a cancel's, and no status change asks for another.
      if request == .cancel, met.isCalledOff { try move(met.id, to: .withdrawn) }
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
    try invoices.bind(asked.event, of: asked.shop, verb, to: invoice, at: now, place)
  }

  /// One that doesn't reach what there is, or is too old for it, binds nothing.
  private func bind(_ cancel: Command.CancelInvoice, by word: OrderWord?) throws {
    let asked = cancel.asked
    let key = InvoiceKey(
      account: cancel.account, shop: asked.shop, order: cancel.order, revision: 0)
    try invoices.follow(key)
    if try !invoices.isBound(asked.event, of: asked.shop, .cancel) {
      // A status is no person's: replayed, it says nothing of what came since.
      if let word, asked.run == 0 || cancel.reach == .order {
        guard try takes(word, cancelling: .invoice, asked) else { return }
        // An older request for a proforma comes too late, too.
        _ = try takes(word, cancelling: .proforma, asked)
      }
      let met = try invoices.met(key)?.invoice
      switch cancel.reach {
      case .order: break
      // What a replay meets may have been asked for after it.
      case .unsent:
        guard asked.run == 0, let met else { return }
        if met.state.isUnissued {
          // Whatever stands before it is an operator's to cancel.
          try withdraw(met.id)
          try tellCancelled(met.id, asked)
          return try invoices.bind(
            asked.event, of: asked.shop, .cancel, to: met.id, at: now, word?.place)
        }
        guard met.state.isUnclear else { return }
      case .invoice: guard met != nil else { return }
      }
    }
    try bind(asked, .cancel, .cancel, cancel.series, key: key, at: word?.place)
  }

  /// “Anuleaza factura” takes the proforma along where it leaves the order without an invoice, and
  /// leaves no tombstone: handled once more, it finds what it met first, or nothing.
  private func bind(_ cancel: Command.CancelProforma, by word: OrderWord?) throws {
    let asked = cancel.asked
    if let word, cancel.cause == .request,
      try !invoices.isBound(asked.event, of: asked.shop, .cancelProforma)
    {
      guard try takes(word, cancelling: .proforma, asked) else { return }
    }
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
    try bind(asked, .cancelProforma, .cancel, cancel.series, key: cancel.key, at: word?.place)
  }

  /// What the rule must know of what an event meets.
  func meeting(_ invoice: Invoice, _ lastRevision: Int) throws -> LedgerRule.Met {
    LedgerRule.Met(
      lastRevision: lastRevision, state: invoice.state,
      isBeingCancelled: invoice.cancelling != nil, isBeingRestored: try willStand(invoice),
      isCalledOff: invoice.isCalledOff)
  }

  /// Whether it is to be restored, and no cancel was asked for after that.
  private func willStand(_ invoice: Invoice) throws -> Bool {
    guard invoice.restoring != nil else { return false }
    return try invoices.lastChange(of: invoice.id) == .restore
  }

  /// Once an event: a replay finds the binding as it was, and restores only what it may. An order
  /// that never had an invoice binds nothing.
  private func bind(_ restore: Command.RestoreInvoice, by word: OrderWord?) throws {
    let (event, shop) = (restore.asked.event, restore.asked.shop)
    guard try !invoices.isBound(event, of: shop, .restore) else {
      _ = try rebindRestore(event, of: shop)
      return
    }
    // A cancel that is newer isn't undone.
    if let word,
      try words.words(of: restore.order, of: shop, about: .invoice).isCancelled(after: word.place)
    {
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
    if binding == .restore, !willBeReversed {
      try bindRestore(met.id, to: event)
      if let word { try words.note(.issue, of: restore.order, by: restore.asked, at: word.place) }
    }
    try invoices.bind(event, of: shop, .restore, to: met.id, at: now, word?.place)
  }

  /// Once a refund, whatever event carries it: to the invoice that stands by then, or was the last
  /// to. An order that never had one binds nothing. Where nothing was issued for it, and its invoice
  /// is gone, whoever asks for it anew means the one that stands by now; a replay doesn't.
  func bind(_ refund: Command.RefundOrder, anew: Bool = false) throws {
    let key = InvoiceKey(
      account: refund.account, shop: refund.asked.shop, order: refund.order, revision: 0)
    guard let met = try invoices.met(key)?.invoice else { return }
    let table = RefundTable(db: db)
    let standing = try table.standing(
      of: refund.refund, of: refund.order, in: refund.asked.shop, of: refund.account)
    if let standing {
      // Until it is sent, it has the content of the newest event. A replay changes none.
      if !anew, refund.asked.run == 0, try !isSent(standing.document), try table.isNewest(refund) {
        try table.take(RefundContent(refund.extent), for: refund)
      }
      guard anew || refund.asked.run == 0, !standing.original.stands,
        met.id != standing.original.id
      else { return }
      if let document = try standing.document.map(invoices.existing) {
        guard document.document == nil, document.state == .refused || document.state.isDead
        else { return }
        // It takes its number from the series of what it is to take back.
        try db.run(
          "UPDATE invoices SET original = ?, cif = ?, series = ? WHERE id = ?",
          [met.id, met.series.cif, met.series.name, document.id])
      }
    }
    try table.bind(refund, to: met.id, at: now)
  }

  /// Whether a refund's document was sent, and stands or may come to.
  private func isSent(_ document: Invoice.ID?) throws -> Bool {
    guard let state = try document.map(invoices.existing)?.state else { return false }
    return !state.isSendable && !state.isDead
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
    guard isBound else {
      return try invoices.bind(event, of: shop, .reverse, to: document, at: now)
    }
    // The one that a cancel was bound to may have been annulled since.
    try invoices.rebind(event, of: shop, .reverse, to: document)
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
}
