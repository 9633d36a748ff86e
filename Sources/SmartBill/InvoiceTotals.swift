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
    let values = Self.values(of: lines, step: Self.steps[precision] ?? Self.ban)
    byLine = Self.total(of: values, vatStep: Self.steps[precision] ?? Self.ban)
    byDocument = Self.total(of: values, vatStep: nil)
  }

  func total(_ rounding: VATRounding) -> Int128 {
    switch rounding {
    case .line: byLine
    case .document: byDocument
    }
  }

  /// A line's amount and the rate that SmartBill takes of it.
  private struct Value {
    var amount: Int128
    var rate: VATRate
    var isVATIncluded: Bool
  }

  /// What amounts are rounded to, by the document's precision.
  private static let steps: [Int: Int128] = [2: 100, 3: 10, 4: 1]
  private static let ban: Int128 = 100

  private static func values(of lines: [WireLine], step: Int128) -> [Value] {
    var values: [Value] = []
    for line in lines {
      switch line {
      case .sale(let sale):
        let product = Int128(sale.price.value.units) * Int128(sale.quantity.value.units)
        let unitsPerOne = Int128(Quantity.one.units)
        values.append(
          Value(
            amount: product.dividedHalfUp(by: unitsPerOne * step) * step,
            rate: sale.taxPercentage.value, isVATIncluded: sale.isTaxIncluded))
      case .discount(let discount):
        // Over lines of one rate, that rate wins over the discount's own.
        let covered = values.suffix(discount.numberOfItems)
        guard let first = covered.first else { continue }
        let isSingleRate = covered.allSatisfy { $0.rate == first.rate }
        let amount = Int128(discount.discountValue.value.units)
        values.append(
          Value(
            amount: amount.dividedHalfUp(by: step) * step,
            rate: isSingleRate ? first.rate : discount.taxPercentage.value,
            isVATIncluded: discount.isTaxIncluded))
      }
    }
    return values
  }

  /// Adds up rate by rate; the VAT on top is rounded by line to `vatStep`, or once to the ban.
  private static func total(of values: [Value], vatStep: Int128?) -> Int128 {
    var total: Int128 = 0
    for (rate, values) in Dictionary(grouping: values, by: \.rate) {
      func vat(on amount: Int128, step: Int128) -> Int128 {
        (amount * Int128(rate.units)).dividedHalfUp(by: Int128(VATRate.whole) * step) * step
      }
      let amount = values.reduce(0) { $0 + $1.amount }
      let net = values.filter { !$0.isVATIncluded }.map(\.amount)
      let vat =
        vatStep.map { step in net.reduce(0) { $0 + vat(on: $1, step: step) } }
        ?? vat(on: net.reduce(0, +), step: ban)
      total += (amount + vat).dividedHalfUp(by: ban) * ban
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
