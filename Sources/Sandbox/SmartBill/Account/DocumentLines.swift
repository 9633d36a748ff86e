/// Turns what was sent into the lines of a document, or refuses.
struct DocumentLines {
  /// One entry more answers 410 (smartbill-api.md §4.1).
  static let countMax = 400

  private let currency: String
  private let precision: Int
  private let rules: AccountRules
  private let kind: DocumentKind
  private var lines: [DocumentLine] = []

  static func lines(
    of request: InvoiceRequest, rules: AccountRules
  ) throws(Refusal) -> [DocumentLine] {
    let products = request.products
    guard !products.isEmpty else { throw .noProducts(request.kind) }
    guard products.count <= countMax else { throw .tooManyLines }
    guard products.contains(where: { !$0.isDiscount }) else { throw .discountAlone }
    var made = DocumentLines(
      currency: request.currency, precision: request.precision, rules: rules,
      kind: request.kind)
    for product in products {
      made.lines.append(
        product.isDiscount ? try made.discount(product) : try made.sale(product))
    }
    return made.lines
  }

  private func sale(_ product: ProductRequest) throws(Refusal) -> DocumentLine {
    guard let name = product.name else { throw .missing("name") }
    guard let unit = product.unit else { throw .missing("measuringUnitName") }
    guard let quantity = product.quantity else { throw .missing("quantity") }
    guard let sentPrice = product.price else { throw .missing("price") }
    let rate = try rate(of: product)
    let price = try converted(sentPrice, of: product)
    let value = quantity.times(price, decimals: precision)
    return DocumentLine(
      name: name, code: product.code, description: product.description, unit: unit,
      quantity: quantity, price: price, isTaxIncluded: product.isTaxIncluded, vatRate: rate,
      value: value,
      vat: rate?.vat(of: value, isIncluded: product.isTaxIncluded, decimals: precision) ?? .zero)
  }

  /// Nil for a company that pays no VAT, whatever was sent.
  private func rate(of product: ProductRequest) throws(Refusal) -> VATRate? {
    guard rules.paysVAT else { return nil }
    guard let percentage = product.taxPercentage else { throw .missing("taxPercentage") }
    guard let rate = rules.rates.rate(named: product.taxName, percentage: percentage) else {
      throw .unknownVAT(of: product.name ?? "")
    }
    return rate
  }

  private func discount(_ product: ProductRequest) throws(Refusal) -> DocumentLine {
    guard let name = product.name else { throw .missing("name") }
    guard let unit = product.unit else { throw .missing("measuringUnitName") }
    let covered = lines.suffix(max(0, product.numberOfItems ?? 0)).filter { !$0.isIgnored }
    var line = DocumentLine(
      name: name, unit: unit, quantity: ExactNumber(1), price: .zero,
      isTaxIncluded: product.isTaxIncluded, vatRate: nil, value: .zero, vat: .zero,
      isDiscount: true)
    guard !covered.isEmpty else {
      line.isIgnored = true
      return line
    }
    switch product.discountType {
    case ProductRequest.DiscountType.percentage:
      try take(percentage: product, of: covered, into: &line)
    case ProductRequest.DiscountType.value:
      line.vatRate = try rate(of: product, over: covered)
      line.value = try takenValue(of: product)
    default:
      // Any other type "produces a wrong document": the value goes off without its VAT.
      line.value = try takenValue(of: product)
    }
    line.price = line.value
    line.vat =
      line.vatRate?.vat(of: line.value, isIncluded: line.isTaxIncluded, decimals: precision)
      ?? .zero
    return line
  }

  private func takenValue(of product: ProductRequest) throws(Refusal) -> ExactNumber {
    guard let value = product.discountValue else { throw .noDiscountValue }
    return try converted(value, of: product).rounded(to: precision)
  }

  /// A single rate among the covered lines wins over whatever was sent; over several, the
  /// discount must state its own.
  private func rate(
    of product: ProductRequest, over covered: [DocumentLine]
  ) throws(Refusal) -> VATRate? {
    let coveredRates = Set(covered.map(\.vatRate))
    if let rate = coveredRates.first, coveredRates.count == 1 { return rate }
    guard let percentage = product.taxPercentage else { throw .discountOverMixedRates }
    guard let rate = rules.rates.rate(named: product.taxName, percentage: percentage) else {
      throw .unknownVAT(of: product.name ?? "")
    }
    return rate
  }

  /// Takes a share of what the covered lines come to, VAT included when the first of them is.
  private func take(
    percentage product: ProductRequest, of covered: [DocumentLine], into line: inout DocumentLine
  ) throws(Refusal) {
    let hundred = ExactNumber(100)
    guard let percentage = product.discountPercentage, percentage > .zero, percentage <= hundred
    else { throw .badDiscountPercentage }
    let coveredRates = Set(covered.map(\.vatRate))
    guard let rate = coveredRates.first, coveredRates.count == 1 else {
      throw .discountOverMixedRates
    }
    line.vatRate = rate
    line.isTaxIncluded = covered.first?.isTaxIncluded ?? product.isTaxIncluded
    let base = covered.reduce(ExactNumber.zero) { sum, covered in
      sum + (line.isTaxIncluded ? covered.gross : covered.net)
    }
    line.value = -base.times(percentage, over: hundred, decimals: precision)
  }

  /// The price in the document's currency. A price in a foreign one needs the line's exchange
  /// rate: the account's online rate is not in this sandbox.
  private func converted(
    _ price: ExactNumber, of product: ProductRequest
  ) throws(Refusal) -> ExactNumber {
    guard Currency.known.contains(product.currency) else { throw .unknownCurrency }
    guard product.currency != currency else { return price }
    guard currency == "RON" else {
      throw .currency(currency, withPricesIn: product.currency)
    }
    guard let rate = product.exchangeRate, rate > .zero else { throw .otherCurrency(than: kind) }
    let converted = price.times(rate, decimals: 4)
    guard converted <= Self.priceMax, -converted <= Self.priceMax else {
      throw .otherCurrency(than: kind)
    }
    return converted
  }

  /// Keeps converted prices within what ``ExactNumber`` reads from a request.
  private static let priceMax = ExactNumber(100_000_000)
}
