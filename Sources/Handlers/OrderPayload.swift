import Domain

/// The data of an event that carries a whole order.
struct OrderPayload: EventPayload {
  let order: Order
  var subject: OrderID? { order.id }

  private enum CodingKeys: String, CodingKey { case order }

  init(order: Order) { self.order = order }

  init(from decoder: any Decoder) throws {
    order = try decoder.container(keyedBy: CodingKeys.self)
      .decode(Order.self, forKey: .order).asInvoiced
  }

  /// Issues the invoice as the settings have it for such an order, and sees to it that the shop hears
  /// of a delay.
  func issue(
    asked: Asking, cause: Command.IssueInvoice.Cause, under policy: ShopPolicy
  ) -> Decision {
    if let skipped = skipped(under: policy) { return skipped }
    let (rule, model) = policy.choice(for: order)
    if !policy.isDraft, let failure = mailFailure(by: model) { return .refused(failure) }
    let issue = invoice(asked: asked, cause: cause, by: model, under: policy)
    // Who presses “Trimite in Erp” wants it now.
    let waits =
      !policy.isDraft && cause == .statusChange && (model.wait > .zero || policy.monthEnd != nil)
    return Decision(
      commands: waits
        ? [
          .waitToIssue(
            .init(
              issue, wait: model.wait, monthEnd: policy.monthEnd,
              delayedAfter: policy.delayedAfter))
        ]
        : [
          policy.isDraft ? .draftInvoice(issue) : .issueInvoice(issue),
          .watchInvoice(.init(asked: asked, order: order.id, delay: policy.delayedAfter)),
        ],
      note: note(on: rule, of: policy, model))
  }

  func invoice(
    asked: Asking, cause: Command.IssueInvoice.Cause, by model: InvoiceModel,
    under policy: ShopPolicy
  ) -> Command.IssueInvoice {
    var terms = model.terms
    terms.payment = insidePayment(under: policy)
    return Command.IssueInvoice(
      asked: asked, cause: cause, account: policy.account,
      series: Series(cif: policy.series.cif, name: model.series), order: order, terms: terms,
      mail: isMailable(by: model) ? model.mail : nil)
  }

  /// Has a proforma made of the order. It doesn't wait, and says nothing of payments.
  func proforma(
    asked: Asking, cause: Command.IssueInvoice.Cause, under policy: ShopPolicy
  ) -> Decision {
    guard !policy.isDraft else {
      return cause == .request
        ? .refused(Failure(.draftMode, detail: "no proforma is made"))
        : .nothing(JobNote(.noProformaOnTrial))
    }
    if let skipped = skipped(under: policy) { return skipped }
    let (rule, model) = policy.choice(for: order)
    guard let issue = proforma(asked: asked, cause: cause, by: model, under: policy) else {
      return .refused(Failure(.proformasNotSetUp))
    }
    if let failure = mailFailure(by: model) { return .refused(failure) }
    return Decision(
      commands: [
        .issueProforma(issue),
        .watchInvoice(.init(asked: asked, order: order.id, delay: policy.delayedAfter)),
      ],
      note: note(on: rule, of: policy, model))
  }

  /// Nil where the settings name no series for it.
  func proforma(
    asked: Asking, cause: Command.IssueInvoice.Cause, by model: InvoiceModel,
    under policy: ShopPolicy
  ) -> Command.IssueInvoice? {
    model.proformaSeries.map { series in
      Command.IssueInvoice(
        asked: asked, cause: cause, account: policy.account,
        series: Series(cif: policy.series.cif, name: series), order: order, terms: model.terms,
        mail: isMailable(by: model) ? model.mail : nil)
    }
  }

  /// What becomes of an order of 0.00, where none is issued for it.
  private func skipped(under policy: ShopPolicy) -> Decision? {
    policy.skips(order)
      ? .skipped(Failure(.orderTotalZero), JobNote(.zeroTotal)) : nil
  }

  private func isMailable(by model: InvoiceModel) -> Bool {
    model.mail?.to != nil || hasAddress
  }

  private var hasAddress: Bool { order.customer.email?.contains { !$0.isWhitespace } == true }

  /// A mail to what isn't one address goes nowhere, or to strangers.
  func mailFailure(by model: InvoiceModel) -> Failure? {
    guard let mail = model.mail, mail.to == nil, hasAddress,
      !MailAddresses.isOne(order.customer.email ?? "")
    else { return nil }
    return Failure(.customerEmailInvalid, detail: "customer.email is not one e-mail address")
  }

  /// Nil where there are no rules, and what is to be e-mailed can be.
  private func note(on rule: Int?, of policy: ShopPolicy, _ model: InvoiceModel) -> JobNote? {
    var words: [JobNote.Word] = []
    if !policy.rules.isEmpty { words.append(rule == nil ? .byNoRule : .byRule) }
    if model.mail != nil, !isMailable(by: model) { words.append(.noAddress) }
    guard !words.isEmpty else { return nil }
    return JobNote(words, detail: rule.map { "\($0 + 1), \(policy.rules[$0].when)" })
  }

  /// An order that arrives paid is invoiced as paid, where the settings say so of its method.
  private func insidePayment(under policy: ShopPolicy) -> PaymentTerms? {
    guard let payment = order.payment, payment.paid,
      let terms = policy.payments[payment.method], terms.isInside
    else { return nil }
    return terms
  }
}
