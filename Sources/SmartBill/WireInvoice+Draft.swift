import Domain

extension WireInvoice {
  /// One more entry is refused with 410.
  static let linesMax = 400
  /// The most that a line's price may come to, in the order's currency: as much as a price itself
  /// can be written. So many of them as a document may have, their VAT on top, stay within `Money`,
  /// and the products of two such sums within 128 bits.
  static let lineAmountMax = Money(units: 1_000_000_000_000_0000)
  /// Of SmartBill's documents; a finer price raises it.
  static let precisionDefault = 2

  /// A finer one is silently taken for this (`smartbill-api.md` §4.1).
  static let precisionMax = 4
  static let ownCurrency = "RON"

  /// The currencies that SmartBill knows (`smartbill-api.md` §4.1).
  static let currencies: Set<String> = [
    "RON", "EUR", "USD", "GBP", "CAD", "AUD", "CHF", "TRY", "CZK", "DKK", "HUF", "MDL", "SEK",
    "NOK", "JPY", "EGP", "PLN", "RUB", "AED", "BRL", "CNY", "HRK", "INR", "KRW", "MXN", "NZD",
    "RSD", "THB", "UAH", "XDR", "ZAR",
  ]

  /// A discount of more than the lines above it is the cause, where there is one.
  private static func whyNegative(_ order: Order) -> String {
    var sum = Int128(0)
    for (index, line) in order.lines.enumerated() {
      sum += Int128(line.price.units) * Int128(line.quantity.units)
      guard line.kind == .discount, sum < 0 else { continue }
      return "total is negative (\(order.total)): lines[\(index)] is a discount of more than the "
        + "lines above it"
    }
    return "total is negative (\(order.total))"
  }

  /// Puts a draft into SmartBill's words; fails on what SmartBill would refuse, or worse, accept.
  ///
  /// - Parameter reference: as it is printed; nil for one without a tag.
  init(
    _ draft: InvoiceDraft, naming: VATNaming = VATNaming(),
    referenceField: ReferenceField = .mentions, reference: String? = nil
  ) throws(Failure) {
    let order = draft.order
    guard Self.currencies.contains(order.currency) else {
      throw Failure(.orderNotInvoiceable, detail: "SmartBill has no currency \(order.currency)")
    }
    let isRefund = draft.key.kind == .refund
    guard isRefund ? order.total < .zero : order.total >= .zero else {
      throw Failure(
        .orderNotInvoiceable,
        detail: isRefund
          ? "the refund's total is not above zero" : Self.whyNegative(order))
    }
    client = try WireClient(order.customer, isSaved: draft.terms.savesCustomer ?? false)
    companyVatCode = draft.series.cif
    currency = order.currency
    exchangeRate = try order.exchangeRate.map { rate throws(Failure) in
      guard order.currency != Self.ownCurrency, rate.units > 0 else {
        throw Failure(
          .orderNotInvoiceable,
          detail: "exchange_rate is not above zero, or the order is in \(Self.ownCurrency)")
      }
      return JSONNumber(rate)
    }
    issueDate = draft.issuedOn
    isDraft = draft.key.kind == .draft
    // What corrects an invoice names it, with its date (Cod fiscal art. 330).
    let corrected = draft.corrects.map {
      "Storno parțial la factura \($0.number) din \($0.issuedOn). "
    }
    let said = draft.terms.mentions
    let reference = reference ?? draft.key.reference.text
    let subject = (corrected ?? "") + (said ?? "Comanda \(order.number)")
    switch referenceField {
    case .mentions:
      mentions = "\(subject)\(said == nil ? "." : "") Ref. \(reference)"
    case .aviz: (mentions, aviz) = (subject, reference)
    }
    // What comes to nothing can't be paid, nor what isn't fiscal.
    payment =
      order.total > .zero && ![.draft, .proforma].contains(draft.key.kind)
      ? draft.terms.payment.map { WireInvoicePayment($0, value: order.total) } : nil
    // What is taken back was taxed on its invoice's day (Cod fiscal art. 291).
    products = try WireLines(
      currency: order.currency, naming: naming,
      day: draft.corrects?.issuedOn ?? draft.issuedOn,
      customer: order.customer, isRefund: isRefund, terms: draft.terms
    ).lines(of: order)
    precision = order.lines.map(\.price.decimals).reduce(Self.precisionDefault, max)
    seriesName = draft.series.name
    try take(draft.terms, on: draft.issuedOn)
    useStock = draft.terms.warehouse != nil && order.lines.contains { $0.kind == .product }
    if draft.key.kind == .proforma {
      // Its lines name their warehouse all the same: an invoice that is made of it takes the goods.
      useStock = nil
      usePaymentTax = nil
    }
  }

  private mutating func take(_ terms: DocumentTerms, on day: String) throws(Failure) {
    language = terms.language
    dueDate = try Self.date(terms.dueDays, after: day)
    deliveryDate = try Self.date(terms.deliveryDays, after: day)
    observations = terms.observations
    usePaymentTax = terms.hasVATOnCollection
    useIntraCif = terms.usesUnionCode
    issuerName = terms.issuer?.name
    issuerCnp = terms.issuer?.personalCode
    delegateName = terms.delegate?.name
    delegateIdentityCard = terms.delegate?.identityCard
    delegateAuto = terms.delegate?.car
  }

  private static func date(_ days: Int?, after day: String) throws(Failure) -> String? {
    guard let days else { return nil }
    guard let start = CalendarDay(day) else {
      throw Failure(.orderNotInvoiceable, detail: "the document's day is no day")
    }
    return (start + days).description
  }
}

extension DecimalValue {
  /// How many digits after the point it needs.
  var decimals: Int {
    var (decimals, rest) = (Self.scale, units)
    while decimals > 0, rest % 10 == 0 { (decimals, rest) = (decimals - 1, rest / 10) }
    return decimals
  }
}
