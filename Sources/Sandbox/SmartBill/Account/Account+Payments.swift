/// Money noted as received, and taken back (smartbill-api.md §5, §7.6).
extension Account {
  private static let receiptLinesMax = 70

  func paid(of invoice: IssuedDocument) -> ExactNumber {
    livePayments.flatMap(\.shares)
      .filter { $0.document == invoice.id }.reduce(.zero) { $0 + $1.value }
  }

  // MARK: With an invoice

  /// A payment that came within an invoice, once it is known to be in order.
  struct CheckedPayment {
    var type: PaymentType
    var value: ExactNumber
    /// Where a `Chitanta` takes its number.
    var series: Series?
  }

  func checked(_ asked: InvoiceRequest.InvoicePayment) throws(Refusal) -> CheckedPayment {
    guard let name = asked.type, !name.isEmpty else { throw .missingInPayment("type") }
    guard let type = PaymentType(anyCase: name) else { throw .unknownPaymentType }
    guard let value = asked.value else { throw .missingInPayment("value") }
    return CheckedPayment(
      type: type, value: value,
      series: type == .receipt ? try receiptSeries(named: asked.seriesName) : nil)
  }

  /// A draft is paid when it is finished, which nobody does here.
  mutating func pay(_ payment: CheckedPayment, for document: IssuedDocument, mark: Mark) {
    guard document.number != nil else { return }
    add(
      Payment(
        id: takeID(), type: payment.type, series: payment.series?.name,
        number: payment.series.map { takeNumber(of: $0) }, issueDate: document.issueDate,
        client: document.client.name, clientVATCode: document.client.vatCode,
        currency: document.currency, value: payment.value,
        shares: [.init(document: document.id, value: payment.value)],
        issuedMilliseconds: mark.milliseconds))
  }

  // MARK: On its own

  mutating func pay(
    _ request: PaymentRequest, body: String, mark: Mark
  ) throws(Refusal) -> Payment {
    try rules.demand(.addPayments)
    guard let typeName = request.type else { throw .noPaymentType }
    guard let type = PaymentType(anyCase: typeName) else { throw .unknownPaymentType }
    guard request.issueDate.map(CalendarDate.isValid) ?? true else { throw .badDate }
    let invoices = try invoices(toBePaidBy: request)
    let currency = request.currency ?? invoices.first?.currency ?? "RON"
    guard Currency.known.contains(currency) else { throw .unknownCurrency }
    if let other = invoices.first(where: { $0.currency != currency }) {
      throw .otherCurrency(other.name)
    }
    let client = try client(of: request, paying: invoices)
    let series = type == .receipt ? try receiptSeries(named: request.seriesName) : nil
    let lines = type == .fiscalReceipt ? try receiptLines(of: request, currency: currency) : []
    let sold = lines.isEmpty ? nil : DocumentTotals(of: lines, rounding: rules.rounding).total
    let unpaid = invoices.map { $0.totals.total - paid(of: $0) }
    let due = request.usesInvoiceDetails ? unpaid.reduce(.zero, +) : nil
    guard let value = request.value ?? due ?? sold else { throw .noPaymentValue }

    let issueDate = request.issueDate ?? mark.today
    var stock = stock
    if request.usesStock, type == .fiscalReceipt {
      let discharge = StockDischarge(
        rules: rules, document: "Bon fiscal", documentID: idOfNext, date: issueDate,
        milliseconds: mark.milliseconds)
      _ = try discharge.take(request.products, outOf: &stock)
    }
    self.stock = stock
    let number: String? =
      switch type {
      case .receipt: request.isDraft ? nil : series.map { takeNumber(of: $0) }
      case .fiscalReceipt: request.number ?? nextPrinterNumber
      default: nil
      }
    let payment = Payment(
      id: takeID(), type: type, series: series?.name, number: number, issueDate: issueDate,
      client: client?.name ?? "", clientVATCode: client?.vatCode ?? "", currency: currency,
      value: value, shares: Self.shares(of: value, among: zip(invoices, unpaid)),
      printerText: type == .fiscalReceipt ? Self.printerText(lines, value) : nil,
      requestBody: body, issuedMilliseconds: mark.milliseconds)
    add(payment)
    return payment
  }

  private func invoices(toBePaidBy request: PaymentRequest) throws(Refusal) -> [IssuedDocument] {
    guard !request.invoices.isEmpty || !request.usesInvoiceDetails else { throw .noInvoicesToPay }
    var invoices: [IssuedDocument] = []
    for name in request.invoices {
      guard let invoice = document(series: name.series, number: name.number) else {
        throw .unknownInvoiceToPay
      }
      guard !invoice.isCancelled else { throw .cancelledCantBePaid(invoice.name) }
      let isReversed = stornos(of: invoice).contains { !$0.isCancelled }
      guard !isReversed, paid(of: invoice) < invoice.totals.total else { throw .paidAlready }
      invoices.append(invoice)
    }
    return invoices
  }

  /// A fiscal receipt may name nobody.
  private func client(
    of request: PaymentRequest, paying invoices: [IssuedDocument]
  ) throws(Refusal) -> ClientDetails? {
    if request.usesInvoiceDetails { return invoices.first?.client }
    guard let client = request.client else {
      guard request.type.flatMap(PaymentType.init(anyCase:)) == .fiscalReceipt else {
        throw .noPaymentClient
      }
      return nil
    }
    guard client.name.contains(where: { !$0.isWhitespace }) else { throw .badClient }
    if let other = invoices.first(where: { $0.client.vatCode != client.vatCode }) {
      throw .otherClient(other.name)
    }
    return client
  }

  private func receiptSeries(named name: String?) throws(Refusal) -> Series {
    if let series = series(.receipt, named: name) { return series }
    throw series.contains { $0.name == name } ? .notAReceiptSeries : .unknownReceiptSeries
  }

  private func receiptLines(
    of request: PaymentRequest, currency: String
  ) throws(Refusal) -> [DocumentLine] {
    guard currency == "RON" else { throw .leiOnly }
    guard request.products.count <= Self.receiptLinesMax else { throw .tooManyReceiptLines }
    let hasValueDiscount = request.products.contains {
      $0.isDiscount && $0.discountType == ProductRequest.DiscountType.value
    }
    guard !hasValueDiscount else { throw .noValueDiscount }
    guard !request.products.isEmpty else { return [] }
    var invoice = InvoiceRequest(JSONObject(members: []))
    invoice.products = request.products
    invoice.precision = request.precision
    return try DocumentLines.lines(of: invoice, rules: rules)
  }

  private var nextPrinterNumber: String {
    let last = payments.filter { $0.type == .fiscalReceipt }.compactMap { Int($0.number ?? "") }
    return String((last.max() ?? 0) + 1)
  }

  /// The invoices are paid in the order that they were named in; the last takes what is over.
  private static func shares(
    of value: ExactNumber, among invoices: some Sequence<(IssuedDocument, ExactNumber)>
  ) -> [Payment.Share] {
    var rest = value
    var shares: [Payment.Share] = []
    for (invoice, unpaid) in invoices {
      let share = min(rest, unpaid)
      shares.append(.init(document: invoice.id, value: share))
      rest = rest - share
    }
    if let last = shares.indices.last { shares[last].value += rest }
    return shares
  }

  /// Some text: what SmartBill writes for a printer is in no source.
  private static func printerText(_ lines: [DocumentLine], _ value: ExactNumber) -> String {
    let sales = lines.map { "\($0.name) \($0.quantity.text()) x \($0.price.text(atLeast: 2))" }
    return (["SANDBOX: nu este bon fiscal"] + sales + ["TOTAL \(value.text(decimals: 2))"])
      .joined(separator: "\n")
  }

  // MARK: Taken back

  /// Deletes a `Chitanta`, if it is the last of its series, and gives its number back.
  mutating func deleteReceipt(
    series name: String, number: String, at now: Int
  ) throws(Refusal) -> Payment {
    guard let series = series(.receipt, named: name),
      let receipt = livePayments.first(where: { $0.series == name && $0.number == number })
    else { throw .unknown(.receipt, name, number) }
    guard number == series.lastNumber else { throw .notLastInSeries(name, number) }
    giveBackNumber(of: series)
    markDeleted(payment: receipt.id, at: now)
    return receipt
  }

  /// Deletes the latest payment that is meant: one without a paper of its own.
  mutating func deletePayment(_ wanted: PaymentDeletion, at now: Int) throws(Refusal) -> Payment {
    let type = try wanted.type
    let which = try wanted.which
    let invoice: IssuedDocument?
    switch which {
    case .ofInvoice(let series, let number):
      let found = try existing(.invoice, series: series, number: number)
      guard !found.isCancelled else { throw .cancelledHasNoPayments(found.name) }
      invoice = found
    case .like: invoice = nil
    }
    let payment = livePayments.last { payment in
      guard payment.type == type else { return false }
      switch which {
      case .ofInvoice: return payment.shares.contains { $0.document == invoice?.id }
      case .like(let date, let value, let client, let cif):
        return payment.issueDate == date && payment.value == value && payment.client == client
          && payment.clientVATCode == cif
      }
    }
    guard let payment else { throw .noSuchPayment }
    markDeleted(payment: payment.id, at: now)
    return payment
  }
}
