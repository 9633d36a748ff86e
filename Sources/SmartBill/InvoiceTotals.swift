import Domain

/// What SmartBill will make a create call's lines come to, in exact integers
/// (`smartbill-api.md` §4.3, §4.4, §4.6).
///
/// A price that includes VAT keeps its amount whatever the VAT within it is rounded to; VAT on top
/// of a price is where the two ways of rounding part.
struct InvoiceTotals: Equatable, Sendable {
  /// In ten-thousandths of the currency, as `Money`; whole bani.
  let byLine: Int128
  let byDocument: Int128

  init(of lines: [WireLine], precision: Int) {
    let step = Self.step(precision)
    let amounts = Self.amounts(of: lines, step: step)
    byLine = Self.total(of: amounts, vatStep: step)
    byDocument = Self.total(of: amounts, vatStep: nil)
  }

  func total(_ rounding: VATRounding) -> Int128 {
    switch rounding {
    case .line: byLine
    case .document: byDocument
    }
  }

  /// The total, where the ways of rounding agree or it is known which one counts.
  func known(_ rounding: VATRounding?) -> Int128? {
    byLine == byDocument ? byLine : rounding.map(total)
  }

  /// Of the two ways, what comes nearest to the amount.
  func nearest(to amount: Int128) -> Int128 {
    (byLine - amount).magnitude <= (byDocument - amount).magnitude ? byLine : byDocument
  }

  /// A line's amount and the VAT that SmartBill takes of it.
  struct Amount: Equatable {
    var value: Int128
    /// Nil for a company that pays no VAT.
    var charge: VATCharge?
    var isVATIncluded: Bool
  }

  /// What amounts are rounded to, by the document's precision.
  static let steps: [Int: Int128] = [2: 100, 3: 10, 4: 1]
  static let ban: Int128 = 100

  private static func step(_ precision: Int) -> Int128 { steps[precision] ?? ban }

  static func amounts(of lines: [WireLine], precision: Int) -> [Amount] {
    amounts(of: lines, step: step(precision))
  }

  static func amounts(of lines: [WireLine], step: Int128 = ban) -> [Amount] {
    lines.reduce(into: []) { amounts, line in add(line, to: &amounts, step: step) }
  }

  /// Puts a line's amount behind those of the lines above it.
  static func add(_ line: WireLine, to amounts: inout [Amount], step: Int128 = ban) {
    switch line {
    case .sale(let sale):
      let product = Int128(sale.price.value.units) * Int128(sale.quantity.value.units)
      let unitsPerOne = Int128(Quantity.one.units)
      amounts.append(
        Amount(
          value: product.dividedHalfUp(by: unitsPerOne * step) * step, charge: line.charge,
          isVATIncluded: sale.isTaxIncluded))
    case .discount(let discount):
      let covered = amounts.suffix(discount.numberOfItems)
      guard let first = covered.first else { return }
      // Over lines of one rate, that rate wins over the discount's own.
      let isSingleRate = covered.allSatisfy { $0.charge == first.charge }
      amounts.append(
        Amount(
          value: taken(by: discount, off: covered, step: step),
          charge: isSingleRate ? first.charge : line.charge,
          isVATIncluded: discount.isTaxIncluded))
    }
  }

  /// What a discount takes off, as a negative amount.
  private static func taken(
    by discount: WireLine.Discount, off covered: ArraySlice<Amount>, step: Int128
  ) -> Int128 {
    if let percentage = discount.discountPercentage?.value {
      let base = covered.reduce(0) { $0 + $1.value }
      let whole = Int128(Percentage.whole)
      return -(base * Int128(percentage.units)).dividedHalfUp(by: whole * step) * step
    }
    return Int128(discount.discountValue?.value.units ?? 0).dividedHalfUp(by: step) * step
  }

  /// Adds up rate by rate; the VAT on top is rounded by line to `vatStep`, or once to the ban.
  private static func total(of amounts: [Amount], vatStep: Int128?) -> Int128 {
    var total: Int128 = 0
    for (charge, amounts) in Dictionary(grouping: amounts, by: \.charge) {
      let rate = Int128(charge?.rate.units ?? 0)
      func vat(on value: Int128, step: Int128) -> Int128 {
        (value * rate).dividedHalfUp(by: Int128(VATRate.whole) * step) * step
      }
      let value = amounts.reduce(0) { $0 + $1.value }
      let net = amounts.filter { !$0.isVATIncluded }.map(\.value)
      let vat =
        vatStep.map { step in net.reduce(0) { $0 + vat(on: $1, step: step) } }
        ?? vat(on: net.reduce(0, +), step: ban)
      total += (value + vat).dividedHalfUp(by: ban) * ban
    }
    return total
  }
}

extension Int128 {
  /// Rounds halves away from zero, as amounts of money are.
  func dividedHalfUp(by divisor: Int128) -> Int128 {
    let quotient = (magnitude + divisor.magnitude / 2) / divisor.magnitude
    return (self < 0) == (divisor < 0) ? Int128(quotient) : -Int128(quotient)
  }
}

extension [InvoiceTotals.Amount] {
  /// Added up rate by rate, in the order in which the rates appear.
  func sumsByCharge(of value: (InvoiceTotals.Amount) -> Int128) -> [(
    charge: VATCharge?, sum: Int128
  )] {
    reduce(into: []) { sums, amount in
      if let index = sums.firstIndex(where: { $0.charge == amount.charge }) {
        sums[index].sum += value(amount)
      } else {
        sums.append((amount.charge, value(amount)))
      }
    }
  }
}
