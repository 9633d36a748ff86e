import Domain

/// Puts drafts into SmartBill's words, and knows what they will come to.
struct InvoicePreparation {
  var naming = VATNaming()
  var vatRounding: VATRounding?
  /// The most that one line may even out; nil holds the order however little is missing.
  var roundingLineMax: Money?
  var referenceField = ReferenceField.mentions
  var confirmsTotal = false
  /// Tags our reference; nil prints it without a tag.
  var seal: ReferenceSeal?

  func prepare(_ asked: InvoiceDraft) throws(Failure) -> PreparedInvoice {
    let strangers = StrangersTexts(asked)
    var draft = strangers.draft
    let preflight = try CustomerPreflight(draft.order.customer)
    draft.order.customer = preflight.customer
    let invoice = try wire(draft)
    let passed = try passed(invoice, of: draft)
    // No source shows what SmartBill makes of more decimals. Of a proforma and of a draft it tells no
    // total.
    let isToldOf = [.invoice, .refund].contains(draft.key.kind)
    let isAssumed = passed.precision > WireInvoice.precisionDefault
    var prepared = PreparedInvoice(
      body: try body(of: passed, draft), total: draft.order.total,
      mends: strangers.mends + preflight.mends,
      confirmsTotal: isToldOf && (confirmsTotal || isAssumed),
      paidInside: passed.payment?.value.value)
    guard let proforma = draft.proforma else { return prepared }
    if let difference = Self.difference(of: proforma, from: prepared.body) {
      prepared.proforma = .unlike(difference)
    } else {
      prepared.body = try WireConversion(passed, from: proforma.number).body()
      prepared.proforma = .used
      // What stands on the proforma now, only SmartBill knows: a person may have edited it.
      prepared.confirmsTotal = true
    }
    return prepared
  }

  private func wire(_ draft: InvoiceDraft) throws(Failure) -> WireInvoice {
    try WireInvoice(
      draft, naming: naming, referenceField: referenceField, reference: reference(of: draft))
  }

  private func reference(of draft: InvoiceDraft) -> String {
    draft.key.reference.printed(sealedBy: seal)
  }

  /// Our reference must be the only one, whatever text it would else stand in.
  private func body(of invoice: WireInvoice, _ draft: InvoiceDraft) throws(Failure) -> [UInt8] {
    let body = try invoice.body()
    let others = String(decoding: body, as: UTF8.self)
      .replacing(reference(of: draft), with: "", maxReplacements: 1)
    guard !InvoiceReference.mayBeRead(in: others) else {
      throw Failure(
        .orderNotInvoiceable,
        detail: "a text of the order or of the settings holds a reference like ours")
    }
    return body
  }

  private static func difference(of proforma: StandingProforma, from order: [UInt8]) -> String? {
    guard let made = proforma.request.flatMap(ProformaContent.init),
      let asked = ProformaContent(order)
    else { return "what it was made of isn't kept any more" }
    return made.difference(from: asked)
  }

  /// The invoice as the order has it, or another form of it, that comes to the order's total.
  private func passed(_ invoice: WireInvoice, of draft: InvoiceDraft) throws(Failure) -> WireInvoice
  {
    let (order, check) = (draft.order, TotalGuard(vatRounding: vatRounding))
    let verdict = check.verdict(on: invoice.totals, for: order)
    if verdict == .agrees { return invoice }
    let form = Self.forms(of: invoice, for: order).first {
      check.verdict(on: $0.totals, for: order) == .agrees
    }
    if let form { return form }
    guard case .differs(let difference) = verdict else {
      throw check.undecided(invoice.totals, order)
    }
    if let roundingLineMax, let difference, invoice.products.count < WireInvoice.linesMax,
      let line = RoundingLine(max: roundingLineMax).line(
        for: difference, after: invoice.products, currency: invoice.currency)
    {
      var evened = invoice
      evened.products.append(line)
      if check.verdict(on: evened.totals, for: order) == .agrees { return evened }
    }
    // Discounts beyond what they cover are seen by themselves: no other cause would be true.
    guard draft.key.kind == .refund || Self.covered(invoice) else {
      throw Failure(
        .orderNotInvoiceable,
        detail: "a discount comes to more than the lines that it is taken off, and the order's "
          + "total is \(order.total)")
    }
    throw check.differs(invoice.totals, from: order, cause: cause(of: draft, invoice.totals))
  }

  /// Whether no discount takes off more than the lines that it covers come to.
  private static func covered(_ invoice: WireInvoice) -> Bool {
    var amounts: [InvoiceTotals.Amount] = []
    for line in invoice.products {
      let above = amounts
      InvoiceTotals.add(line, to: &amounts)
      guard case .discount(let discount) = line, let taken = amounts.last else { continue }
      let covered = above.suffix(discount.numberOfItems)
      // A price with VAT can't be compared with one without.
      guard covered.allSatisfy({ $0.isVATIncluded == taken.isVATIncluded }) else { continue }
      if covered.reduce(taken.value, { $0 + $1.value }) < 0 { return false }
    }
    return true
  }

  /// Other forms of the same lines. The first are the nearest to what the order says.
  private static func forms(of invoice: WireInvoice, for order: Order) -> [WireInvoice] {
    let finer: [WireInvoice?] = (invoice.precision...WireInvoice.precisionMax).dropFirst().map {
      var finer = invoice
      finer.precision = $0
      return finer
    }
    let forms: [WireInvoice?] =
      [invoice.evened(to: order.total, by: .prices)] + finer
      + [invoice.evened(to: order.total, by: .pieces)]
    return forms.compactMap(\.self)
  }

  private func cause(of draft: InvoiceDraft, _ totals: InvoiceTotals) -> DifferenceCause {
    let expected = Int128(draft.order.total.units)
    let difference = expected - totals.nearest(to: expected)
    return DifferenceCause.likely(difference, of: draft.order) { lines in
      var other = draft
      other.order.lines = lines
      return try? wire(other).totals
    }
  }
}

extension WireInvoice {
  var totals: InvoiceTotals { InvoiceTotals(of: products, precision: precision) }
}
