extension Account {
  /// Issues an invoice or a proforma, or saves a draft, and keeps the body that asked for it.
  mutating func issue(
    _ asked: InvoiceRequest, body: String, mark: Mark
  ) throws(Refusal) -> IssuedDocument {
    try demandRoom()
    if asked.kind == .invoice { try rules.demand(.addInvoices) }
    guard let series = series(asked.kind, named: asked.seriesName) else { throw .unknownSeries }
    if asked.kind == .invoice { try rules.demand(.useSeries) }
    var request = asked
    let source = try estimate(of: &request)
    let dates = [request.issueDate, request.dueDate].compactMap(\.self) + request.otherDates
    guard dates.allSatisfy(CalendarDate.isValid) else { throw .badDate }
    guard Currency.known.contains(request.currency) else { throw .unknownCurrency }
    guard let client = request.client else { throw .noCountry }
    guard client.name.contains(where: { !$0.isWhitespace }) else { throw .badClient }
    guard !client.country.isEmpty else { throw .noCountry }
    guard rules.paysVAT || !request.usesPaymentTax else { throw .noVATOnCollection }
    let printed = try printed(request.products)
    request.products = printed
    let lines = try DocumentLines.lines(of: request, rules: rules)
    let recipient = request.emailTo ?? client.email
    if request.sendEmail {
      guard !recipient.isEmpty else { throw .noRecipient }
      guard rules.hasMailServer else { throw .noMailServer }
    }
    let payment = try request.payment.map { asked throws(Refusal) in try checked(asked) }

    let issueDate = request.issueDate ?? mark.today
    let totals = DocumentTotals(of: lines, rounding: rules.rounding)
    var stock = stock
    for product in asked.products where product.isSaved && !product.isDiscount {
      save(product, in: &stock)
    }
    let discharge = StockDischarge(
      rules: rules, document: "Factura \(series.name) \(series.nextText)", documentID: idOfNext,
      date: issueDate, milliseconds: mark.milliseconds)
    // A draft is no document yet, so nothing leaves the warehouse.
    let moves =
      request.usesStock && !request.isDraft
      ? try discharge.take(sold(asked, source), outOf: &stock) : []
    self.stock = stock

    let document = IssuedDocument(
      id: takeID(), hash: mark.hash, kind: request.kind, series: series.name,
      number: request.isDraft ? nil : takeNumber(of: series),
      issuedMilliseconds: mark.milliseconds, issueDate: issueDate,
      dueDate: request.dueDate, client: client,
      currency: request.currency, lines: lines, totals: totals,
      mentions: request.mentions, observations: request.observations, aviz: request.aviz,
      emailedTo: request.sendEmail ? recipient : nil, paymentURL: request.paymentURL,
      products: printed, stockMoves: moves, estimate: source?.id, requestBody: body)
    add(document)
    if let payment { pay(payment, for: document, mark: mark) }
    return document
  }

  /// A person issues a document by hand: the next number goes to someone else.
  mutating func issueByHand(
    _ wish: ForeignDocument, mark: Mark
  ) throws(Refusal) -> IssuedDocument {
    try demandRoom()
    guard let series = series(.invoice, named: wish.series) else { throw .unknownSeries }
    let line = DocumentLine(
      name: "Produs", unit: "buc", quantity: ExactNumber(1), price: wish.total, isTaxIncluded: true,
      vatRate: rules.rates.first, value: wish.total.rounded(to: 2),
      vat: rules.rates.first?.vat(of: wish.total, isIncluded: true, decimals: 2) ?? .zero)
    let document = IssuedDocument(
      id: takeID(), hash: mark.hash, series: wish.series,
      number: takeNumber(of: series), isForeign: true,
      issuedMilliseconds: mark.milliseconds, issueDate: mark.today,
      client: ClientDetails(name: wish.client), currency: "RON", lines: [line],
      totals: DocumentTotals(of: [line], rounding: rules.rounding), mentions: wish.mentions,
      observations: wish.observations, aviz: wish.aviz)
    add(document)
    return document
  }

  /// The proforma that an invoice is made from, if it is; client and products are taken from it.
  private func estimate(of request: inout InvoiceRequest) throws(Refusal) -> IssuedDocument? {
    guard let source = request.estimate else { return nil }
    guard
      let estimate = document(.estimate, series: source.seriesName, number: source.number)
    else { throw .noEstimateSource(source.seriesName + source.number) }
    guard !estimate.products.isEmpty else { throw .emptyEstimate }
    guard !rules.convertsEstimatesOnce || invoices(of: estimate).isEmpty else {
      throw .alreadyInvoiced(estimate.name)
    }
    request.client = estimate.client
    request.products = estimate.products
    request.currency = estimate.currency
    return estimate
  }

  /// The invoices that were made from a proforma, drafts among them, as the newer of two official
  /// answers has it (smartbill-api.md §12).
  func invoices(of estimate: IssuedDocument) -> [IssuedDocument] {
    documents.filter { $0.estimate == estimate.id }
  }

  private func sold(_ asked: InvoiceRequest, _ source: IssuedDocument?) -> [ProductRequest] {
    source?.products ?? asked.products
  }

  /// The products as they are printed: where the company uses codes each must have one, and may be
  /// called what the nomenclature calls it.
  private func printed(_ products: [ProductRequest]) throws(Refusal) -> [ProductRequest] {
    var printed = products
    for index in printed.indices where !printed[index].isDiscount {
      let product = printed[index]
      if rules.usesProductCodes, let name = product.name, product.code.isEmpty {
        throw .noCode(of: name)
      }
      let known = stock.product(
        named: product.name ?? "", code: product.code, usesCodes: rules.usesProductCodes)
      guard let known else { continue }
      if product.usesStockName, rules.usesProductCodes {
        printed[index].name = stock.nomenclature[known].name
      }
      if product.unit == Stock.unitOfNomenclature {
        printed[index].unit = stock.nomenclature[known].unit
      }
    }
    return printed
  }

  private func save(_ product: ProductRequest, in stock: inout Stock) {
    guard let name = product.name, let unit = product.unit else { return }
    let entry = NomenclatureProduct(name: name, code: product.code, unit: unit)
    let index = stock.enter(entry, usesCodes: rules.usesProductCodes)
    if !product.usesStockName || !rules.usesProductCodes { stock.rename(index, to: name) }
  }
}
