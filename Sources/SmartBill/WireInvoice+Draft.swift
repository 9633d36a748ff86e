import Domain

extension WireInvoice {
  /// One more entry is refused with 410.
  static let linesMax = 400
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

  /// Puts a draft into SmartBill's words; fails on what SmartBill would refuse, or worse, accept.
  init(
    _ draft: InvoiceDraft, naming: VATNaming = VATNaming(),
    referenceField: ReferenceField = .mentions
  ) throws(Failure) {
    let order = draft.order
    guard Self.currencies.contains(order.currency) else {
      throw Failure(.orderNotInvoiceable, detail: "SmartBill has no currency \(order.currency)")
    }
    guard order.total >= .zero else {
      throw Failure(.orderNotInvoiceable, detail: "total is negative")
    }
    client = try WireClient(order.customer)
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
    switch referenceField {
    case .mentions: mentions = "Comanda \(order.number). Ref. \(draft.key.reference)"
    case .aviz: (mentions, aviz) = ("Comanda \(order.number)", draft.key.reference.text)
    }
    products = try WireLines(
      currency: order.currency, naming: naming, day: draft.issuedOn,
      isDomestic: order.customer.isDomestic
    ).lines(of: order)
    precision = order.lines.map(\.price.decimals).reduce(Self.precisionDefault, max)
    seriesName = draft.series.name
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
