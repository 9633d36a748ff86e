import Domain

/// Turns an order's lines into a create call's, or says which one can't be invoiced.
struct WireLines {
  let currency: String
  let naming: VATNaming
  /// The invoice's, `yyyy-MM-dd`; of a refund, that of the invoice it takes back.
  let day: String
  /// Whose country may have rates of its own.
  let customer: Party
  /// Whether the lines are given back, and so have negative quantities.
  var isRefund = false
  let terms: DocumentTerms

  func lines(of order: Order) throws(Failure) -> [WireLine] {
    guard order.lines.contains(where: { $0.kind != .discount }) else {
      throw unfit(order.lines.isEmpty ? "lines is empty" : "lines holds only discounts")
    }
    // Before anything is computed: each discount looks at all the lines above it.
    try checkCount(order.lines.count { !$0.isEmptyDiscount })
    var lines: [WireLine] = []
    // What each entry comes to.
    var amounts: [InvoiceTotals.Amount] = []
    // How many entries each line became: a discount of nothing none, one over several rates more.
    var counts: [Int] = []
    for (index, line) in order.lines.enumerated() {
      let path = "lines[\(index)]"
      guard line.amount.magnitude <= WireInvoice.lineAmountMax.units.magnitude else {
        throw unfit("\(path) comes to more than \(WireInvoice.lineAmountMax)")
      }
      var made: [WireLine] = []
      if line.kind != .discount {
        made = [.sale(try sale(line, path))]
      } else if isRefund {
        throw unfit("\(path) is a discount: a refund's lines have the prices that were paid")
      } else if !line.isEmptyDiscount {
        // A discount of nothing is left out: SmartBill takes only negative ones.
        let covers = try covers(line, path, linesAbove: counts.count)
        made = try discounts(
          line, path, off: amounts.suffix(counts.suffix(covers).reduce(0, +)))
      }
      lines += made
      counts.append(made.count)
      try checkCount(lines.count)
      for entry in made { InvoiceTotals.add(entry, to: &amounts) }
    }
    return lines
  }

  private func checkCount(_ count: Int) throws(Failure) {
    guard count <= WireInvoice.linesMax else {
      throw unfit("\(count) lines are more than SmartBill's \(WireInvoice.linesMax)")
    }
  }

  private func sale(_ line: OrderLine, _ path: String) throws(Failure) -> WireLine.Sale {
    guard line.percent == nil, line.covers == nil else {
      throw unfit("\(path) has percent or covers, though it is no discount")
    }
    guard line.price >= .zero else { throw unfit("\(path).price is negative on no discount") }
    guard isRefund ? line.quantity.units < 0 : line.quantity.units > 0 else {
      throw unfit("\(path).quantity is not above zero")
    }
    guard let rate = line.vatRate else { throw unfit("\(path).vat_rate is missing") }
    let charge = try charge(at: rate, of: line, path)
    var sale = WireLine.Sale(
      code: line.code.nonBlank, currency: currency, isService: line.kind != .product,
      isTaxIncluded: line.isVATIncluded, measuringUnitName: unit(of: line),
      name: try name(of: line, path), price: JSONNumber(line.price),
      quantity: JSONNumber(line.quantity), taxName: charge?.name,
      taxPercentage: charge.map { JSONNumber($0.rate) })
    if line.kind == .product { try identify(&sale, path) }
    return sale
  }

  /// Goods, as SmartBill tells them apart and takes them from their warehouse.
  private func identify(_ sale: inout WireLine.Sale, _ path: String) throws(Failure) {
    let products = terms.products ?? ProductTerms()
    let isNamedByCode = products.identifiedBy == .code && products.printedName == .smartBill
    if products.identifiedBy == .code, terms.warehouse != nil || isNamedByCode, sale.code == nil {
      throw Failure(.productCodeMissing, detail: "\(path) has no code")
    }
    if isNamedByCode {
      sale.useSBProductName = true
      sale.productDescription = Self.description(sale.name)
    }
    sale.warehouseName = terms.warehouse
  }

  /// As much of a text as SmartBill takes for a description (`smartbill-api.md` §4.3).
  private static func description(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return String(
      lines.prefix(descriptionLinesMax).joined(separator: "\n")
        .prefix(descriptionCharactersMax))
  }

  private static let descriptionCharactersMax = 2000
  private static let descriptionLinesMax = 30

  // MARK: Discounts

  /// How many lines of the order above it a discount covers.
  private func covers(
    _ line: OrderLine, _ path: String, linesAbove: Int
  ) throws(Failure) -> Int {
    guard line.quantity == .one else { throw unfit("\(path).quantity of a discount is not 1") }
    guard linesAbove > 0 else { throw unfit("\(path) is a discount with no line above it") }
    let covers = line.covers ?? linesAbove
    guard (1...linesAbove).contains(covers) else {
      throw unfit("\(path).covers is not between 1 and \(linesAbove), the lines above it")
    }
    return covers
  }

  private func discounts(
    _ line: OrderLine, _ path: String, off covered: ArraySlice<InvoiceTotals.Amount>
  ) throws(Failure) -> [WireLine] {
    guard let first = covered.first else { throw unfit("\(path) covers only empty discounts") }
    let own = try line.vatRate.map { rate throws(Failure) in try charge(at: rate, of: line, path) }
    let isSingleRate = covered.allSatisfy { $0.charge == first.charge }
    let template = WireLine.Discount(
      currency: currency, isTaxIncluded: line.isVATIncluded, measuringUnitName: unit(of: line),
      name: try name(of: line, path), numberOfItems: covered.count)
    if let percent = line.percent {
      guard line.price == .zero else { throw unfit("\(path) has both percent and price") }
      guard (1...Percentage.whole).contains(percent.units) else {
        throw unfit("\(path).percent is not above 0 and at most 100")
      }
      guard isSingleRate || own == nil else {
        throw unfit("\(path).vat_rate doesn't fit: a percent of several rates takes each its own")
      }
      guard isSingleRate, covered.allSatisfy({ $0.isVATIncluded == first.isVATIncluded }) else {
        return template.taking(DiscountShare.shares(percent, off: Array(covered)))
      }
      return [template.taking(percent, off: first)]
    }
    guard line.price < .zero else { throw unfit("\(path).price is positive on a discount") }
    guard isSingleRate || own != nil else {
      let shares = DiscountShare.shares(
        line.price, isVATIncluded: line.isVATIncluded, off: Array(covered))
      guard !shares.isEmpty else { throw unfit("\(path) covers lines that come to nothing") }
      return template.taking(shares)
    }
    return [template.taking(line.price, at: own ?? first.charge)]
  }

  // MARK: What every line has

  private func charge(
    at rate: VATRate, of line: OrderLine, _ path: String
  ) throws(Failure) -> VATCharge? {
    try naming.charge(at: rate, for: line.vatReason, on: day, to: customer, path)
  }

  private func name(of line: OrderLine, _ path: String) throws(Failure) -> String {
    guard let name = line.name.nonBlank else { throw unfit("\(path).name is empty") }
    return name
  }

  private func unit(of line: OrderLine) -> String {
    line.unit.nonBlank ?? OrderLine.defaultUnit
  }

  private func unfit(_ detail: String) -> Failure {
    Failure(.orderNotInvoiceable, detail: detail)
  }
}

extension OrderLine {
  /// A discount of nothing, which becomes no entry.
  fileprivate var isEmptyDiscount: Bool { kind == .discount && percent == nil && price == .zero }

  /// What its price comes to, in `Money`'s units; rounded towards zero.
  fileprivate var amount: Int128 {
    Int128(price.units) * Int128(quantity.units) / Int128(Quantity.one.units)
  }
}

extension WireLine.Discount {
  /// Over lines of one rate and one kind of price: SmartBill takes the share itself.
  fileprivate func taking(_ percent: Percentage, off first: InvoiceTotals.Amount) -> WireLine {
    var discount = self
    discount.discountType = .percentage
    discount.discountPercentage = JSONNumber(percent)
    discount.isTaxIncluded = first.isVATIncluded
    return discount.line(at: first.charge)
  }

  fileprivate func taking(_ price: Money, at charge: VATCharge?) -> WireLine {
    var discount = self
    discount.discountValue = JSONNumber(price)
    return discount.line(at: charge)
  }

  /// Each over the same lines, and so over the shares before it too.
  fileprivate func taking(_ shares: [DiscountShare]) -> [WireLine] {
    shares.enumerated().map { index, share in
      var discount = self
      discount.isTaxIncluded = share.isVATIncluded
      discount.numberOfItems += index
      return discount.taking(-Money(units: Int64(share.value)), at: share.charge)
    }
  }

  private func line(at charge: VATCharge?) -> WireLine {
    var discount = self
    discount.taxName = charge?.name
    discount.taxPercentage = charge.map { JSONNumber($0.rate) }
    return .discount(discount)
  }
}
