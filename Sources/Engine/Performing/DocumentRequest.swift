import Domain

/// What a create call is to make, and who is told of it.
struct DocumentRequest: Sendable {
  enum Content: Sendable {
    case invoice(Order, DocumentTerms)
    /// A negative invoice for a part of the original.
    case refund(Order, DocumentTerms, of: IssuedDocument)
    case storno(of: IssuedDocument)
    case proforma(Order, DocumentTerms)
  }

  let asked: Asking
  let account: AccountID
  let content: Content
  /// The invoice that is taken back; nil for an invoice.
  let original: Invoice?
  /// What a refund is held against; nil for any other document.
  var parts: RefundedParts?
  /// The refund that it is for.
  var refund: AskedRefund?
  let cause: Command.ReverseInvoice.Cause?
  /// The cancel of the original that a storno answers too, whatever asked for it.
  private let waitingCancel: Asking?
  /// What an invoice may be made from, or is being made from.
  private(set) var proforma: StandingProforma?
  /// Why it isn't made from it.
  private(set) var proformaNote: String?
  /// What asks for an invoice; nil where one is taken back.
  private let issue: Command.IssueInvoice?

  init(_ command: Command.IssueInvoice, from proforma: StandingProforma? = nil) {
    issue = command
    asked = command.asked
    account = command.account
    content = .invoice(command.order, command.terms)
    original = nil
    cause = nil
    waitingCancel = nil
    self.proforma = proforma
  }

  init(proforma command: Command.IssueInvoice) {
    issue = command
    asked = command.asked
    account = command.account
    content = .proforma(command.order, command.terms)
    original = nil
    cause = nil
    waitingCancel = nil
  }

  /// Whether a cancel of the original waits for it, which else must not be waited for by any.
  var answersCancel: Bool {
    switch (cause, content) {
    case (.cancel, _): true
    case (_, .storno): waitingCancel != nil
    default: false
    }
  }

  var isProforma: Bool { if case .proforma = content { true } else { false } }

  /// - Parameter waitingCancel: a cancel that waits for the original to be reversed.
  init(
    _ command: Command.ReverseInvoice, of original: Invoice, _ document: IssuedDocument,
    waitingCancel: Asking?
  ) {
    issue = nil
    asked = command.asked
    account = command.account
    content =
      switch command.extent {
      case .whole: .storno(of: document)
      case .part(let order, let terms):
        .refund(order, original.terms?.ofRefund ?? terms, of: document)
      }
    self.original = original
    cause = command.cause
    self.waitingCancel = waitingCancel
  }

  /// What the settings decide about it; nil for a storno, which SmartBill makes.
  private var terms: DocumentTerms? {
    switch content {
    case .invoice(_, let terms), .refund(_, let terms, _), .proforma(_, let terms): terms
    case .storno: nil
    }
  }

  var currency: String {
    switch content {
    case .invoice(let order, _), .refund(let order, _, _), .proforma(let order, _):
      order.currency
    case .storno(let original): original.currency
    }
  }

  /// What it is to come to.
  var total: Money {
    switch content {
    case .invoice(let order, _), .refund(let order, _, _), .proforma(let order, _): order.total
    case .storno(let original): -original.total
    }
  }

  func draft(of invoice: Invoice, on day: String) -> DocumentDraft {
    switch content {
    case .invoice(let order, let terms), .proforma(let order, let terms):
      .order(
        InvoiceDraft(
          key: invoice.key, series: invoice.series, order: order, terms: terms, issuedOn: day,
          proforma: proforma))
    case .refund(let order, let terms, let original):
      refund(order, terms, of: original, as: invoice, on: day)
    case .storno(let original):
      .storno(
        StornoDraft(
          key: invoice.key, series: invoice.series, original: original, issuedOn: day))
    }
  }

  private func refund(
    _ order: Order, _ terms: DocumentTerms, of original: IssuedDocument, as invoice: Invoice,
    on day: String
  ) -> DocumentDraft {
    var draft = InvoiceDraft(
      key: invoice.key, series: invoice.series, order: order, terms: terms, issuedOn: day,
      corrects: original)
    draft.correctedRequest = parts?.invoice.request
    return .order(draft)
  }

  /// What must be durable before it is sent.
  func reservation(
    of prepared: PreparedInvoice, on day: String, for invoice: Invoice, expecting number: Int,
    _ claim: Claim
  ) -> ReservationRequest {
    var request = ReservationRequest(
      invoice: invoice.id, fence: claim.fence, body: prepared.body, expectedNumber: number,
      total: prepared.total, currency: currency, issuedOn: day, mends: prepared.mends,
      paidInside: prepared.paidInside)
    request.proforma = prepared.proforma == .used ? proforma?.id : nil
    request.proformaNote = proformaNote
    request.answersCancel = answersCancel
    request.refund = refund
    request.terms = terms
    request.series = issue?.series
    request.content = issue?.contentEvent
    return request
  }

  /// The same, made of the order though there is a proforma of it.
  func madeOfOrder(_ note: JobNote? = nil) -> DocumentRequest {
    var request = self
    request.proforma = nil
    request.proformaNote = note?.line
    return request
  }

  /// Has its series compared with SmartBill's.
  ///
  /// - Parameter claim: the attempt that met a gap, if one did.
  func audit(of series: Series, metBy claim: Claim? = nil) -> Command {
    .auditSeries(
      .init(asked: asked, account: account, series: series, attempt: claim?.job.attempt))
  }

  /// Has a series searched for documents of ours, which this ledger may not know.
  ///
  /// - Parameter waiting: where the document is to be issued.
  func audit(of series: Series, waiting: Series) -> Command {
    .auditSeries(.init(asked: asked, account: account, series: series, waiting: waiting))
  }

  /// What follows where another number than the expected one was given: what is between was issued
  /// by others. Nothing for a proforma, whose series isn't Punte's alone.
  func gap(
    at document: IssuedDocument, expecting number: Int, in series: Series, _ claim: Claim
  ) -> (change: LedgerChange, command: Command)? {
    guard !isProforma, document.number.value != number else { return nil }
    let detail = "expected \(number), got \(document.number.text)"
    return (
      .seriesStopped(series, Failure(.seriesGap, detail: detail)),
      audit(of: series, metBy: claim)
    )
  }

  /// Has what was issued looked up, and compared with what it was to come to.
  func confirmation(of document: IssuedDocument, in series: Series, total: Money) -> Command {
    .confirmTotal(
      .init(
        asked: asked, account: account, cif: series.cif, number: document.number, total: total))
  }

  /// Has it e-mailed once it is issued, if the settings say so.
  func mail(of invoice: Invoice) -> [Command] { issue?.mail(of: invoice) ?? [] }

  // MARK: What the shop is told

  /// That the document was issued, and that a cancel is done with it: at once, for what the shop is
  /// told last is what stands, and the order's next invoice may be issued before the cancel looks.
  func news(of document: IssuedDocument, _ invoice: Invoice) -> [Notice] {
    guard let original, let number = original.document?.number, let cause else {
      return [invoice.issuedNotice(document, asked: asked)]
    }
    switch cause {
    case .cancel: return [original.cancelledNotice(asked: asked, storno: document.number)]
    case .refund(let refund):
      let isWhole = invoice.key.kind == .storno
      let reversal = Reversal(
        document: document, refund: refund, isWhole: isWhole, original: number,
        revision: original.key.revision)
      let cancel = isWhole ? waitingCancel : nil
      return [invoice.reversedNotice(reversal, asked: asked)]
        + (cancel.map { [original.cancelledNotice(asked: $0, storno: document.number)] } ?? [])
    }
  }

  /// The job's end where nothing was issued, until a person or the shop asks again. Of one that a
  /// cancel asked for, the cancel itself tells.
  func failed(_ failure: Failure, of invoice: Invoice, _ claim: Claim, change: LedgerChange)
    -> Settlement
  {
    let operation: Notice.Operation
    switch cause {
    case nil: operation = invoice.key.kind.operation
    case .refund: operation = .refund
    case .cancel:
      return Settlement(
        claim.fence, .completed(note: JobNote(.cancelSaysWhy)), changes: [change])
    }
    return Settlement(
      claim.fence, .held(failure), changes: [change],
      notices: [invoice.failureNotice(failure, of: operation, claim)])
  }
}
