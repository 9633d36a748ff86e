/// What a customer pays for some lines, to the ban, VAT included, and the VAT of each rate in it.
struct ShopTotals: Equatable, Sendable {
  let totalBani: Int64
  /// From the highest rate down.
  let vat: [VAT]

  struct VAT: Equatable, Sendable {
    let rate: ShopAmount
    let bani: Int64
  }

  /// Rounds each line's amount to the ban, then each line's VAT, halves away from zero.
  init(_ lines: [ShopOrder.Line]) {
    var totalBani: Int64 = 0
    var vatBani: [Int64: (rate: ShopAmount, bani: Int64)] = [:]
    for line in lines {
      let amounts = Self.amounts(of: line)
      totalBani += amounts.grossBani
      vatBani[line.vatRate.tenThousandths, default: (line.vatRate, 0)].bani += amounts.vatBani
    }
    self.totalBani = totalBani
    vat = vatBani.values
      .sorted { $0.rate.tenThousandths > $1.rate.tenThousandths }
      .map { VAT(rate: $0.rate, bani: $0.bani) }
  }

  /// What one line comes to: with VAT, and the VAT alone.
  static func amounts(of line: ShopOrder.Line) -> (grossBani: Int64, vatBani: Int64) {
    // Price times quantity is in 10⁻⁸ lei, and a ban is 10⁻² lei.
    let exact =
      Int128(line.price.tenThousandths)
      * Int128(line.quantity?.tenThousandths ?? ShopAmount.scale)
    let bani = rounded(exact, dividedBy: 1_000_000)
    let rate = Int128(line.vatRate.tenThousandths)
    let hundred = Int128(100 * ShopAmount.scale)
    if line.vatIncluded {
      return (Int64(bani), Int64(rounded(bani * rate, dividedBy: hundred + rate)))
    }
    let vat = rounded(bani * rate, dividedBy: hundred)
    return (Int64(bani + vat), Int64(vat))
  }

  private static func rounded(_ value: Int128, dividedBy divisor: Int128) -> Int128 {
    let magnitude = (abs(value) * 2 + divisor) / (divisor * 2)
    return value < 0 ? -magnitude : magnitude
  }
}
