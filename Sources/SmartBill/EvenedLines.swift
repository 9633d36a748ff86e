import Domain

/// The same lines with prices that include VAT: then the way in which an account rounds VAT has no
/// part in the total. Where they miss the order's total, some lines take a ban more or less.
///
/// No line's amount changes by more than a ban, and no rate's by more than rounding explains.
struct EvenedLines {
  /// What may be done to reach the total.
  enum Means {
    /// Each line keeps its entry and its amount, rounded to the ban.
    case prices
    /// Pieces may stand apart, and amounts take a ban more or less.
    case pieces
  }

  let lines: [WireLine]
  /// As they come without a change.
  private let amounts: [InvoiceTotals.Amount]

  /// - Parameter precision: the document's so far.
  init(_ lines: [WireLine], precision: Int) {
    self.lines = lines
    amounts = InvoiceTotals.amounts(of: lines, precision: precision)
  }

  /// For each line its entries, which together come to the total; nil where they can't.
  func entries(comingTo total: Money, by means: Means) -> [[WireLine]]? {
    guard let total = total.bani, let bani = bani(comingTo: Int128(total), by: means) else {
      return nil
    }
    var entries: [[WireLine]] = []
    for (line, bani) in zip(lines, bani) {
      switch line {
      case .sale(let sale):
        guard let made = sale.entries(comingTo: bani, splits: means == .pieces) else { return nil }
        entries.append(made)
      case .discount(let discount):
        guard bani < 0 else { return nil }
        // It covers the same lines, which may have become more entries.
        let covered = entries.suffix(discount.numberOfItems).reduce(0) { $0 + $1.count }
        entries.append([discount.taking(bani, off: covered)])
      }
    }
    return entries
  }

  // MARK: Amounts

  /// One ban, in the unit of `exact`.
  private static let ban = InvoiceTotals.ban * Int128(VATRate.whole)

  /// A line's amount with VAT, exact.
  private func exactAmount(of index: Int) -> Int128 {
    let amount = amounts[index]
    let rate = amount.isVATIncluded ? 0 : amount.charge?.rate.units ?? 0
    return amount.value * Int128(VATRate.whole + rate)
  }

  /// What each line comes to with VAT, in bani.
  private func bani(comingTo total: Int128, by means: Means) -> [Int128]? {
    let exact = lines.indices.map(exactAmount)
    var bani = exact.map { $0.dividedHalfUp(by: Self.ban) }
    let missing = total - bani.reduce(0, +)
    guard missing != 0 else { return bani }
    guard means == .pieces else { return nil }
    let step = Int128(missing.signum())
    func deviation(_ index: Int) -> Int128 { (bani[index] + step) * Self.ban - exact[index] }
    // The least change first; of equal ones the largest line.
    let candidates = lines.indices.filter { index in
      mayHideRounding(index, exact[index]) && deviation(index).magnitude <= Self.ban.magnitude
        && (bani[index] + step).signum() == exact[index].signum()
    }.sorted {
      (deviation($0).magnitude, exact[$1].magnitude, $0)
        < (deviation($1).magnitude, exact[$0].magnitude, $1)
    }
    guard missing.magnitude <= candidates.count else { return nil }
    for index in candidates.prefix(Int(missing.magnitude)) { bani[index] += step }
    return isExplained(bani, exact) ? bani : nil
  }

  /// Whether its shop may have rounded something of it that the line doesn't show: VAT on top of the
  /// price, the price of one piece, a percentage, a part smaller than a ban.
  private func mayHideRounding(_ index: Int, _ exact: Int128) -> Bool {
    if exact % Self.ban != 0 { return true }
    switch lines[index] {
    case .sale(let sale): return !sale.isTaxIncluded || sale.quantity.value.magnitude != .one
    case .discount(let discount):
      return !discount.isTaxIncluded || discount.discountPercentage != nil
    }
  }

  /// Whether each rate changed by no more than half a ban for each line that may hide some rounding,
  /// and half a ban for the VAT of all of them.
  private func isExplained(_ bani: [Int128], _ exact: [Int128]) -> Bool {
    var changes: [VATCharge?: (change: Int128, halves: Int128)] = [:]
    for index in lines.indices {
      let charge = amounts[index].charge
      changes[charge, default: (0, 1)].change += bani[index] * Self.ban - exact[index]
      if mayHideRounding(index, exact[index]) { changes[charge]?.halves += 1 }
    }
    return changes.values.allSatisfy { 2 * $0.change.magnitude <= ($0.halves * Self.ban).magnitude }
  }
}

extension WireInvoice {
  /// The same invoice with evened lines; nil where they can't come to the total.
  func evened(to total: Money, by means: EvenedLines.Means) -> WireInvoice? {
    let lines = EvenedLines(products, precision: precision)
    guard let entries = lines.entries(comingTo: total, by: means) else { return nil }
    var evened = self
    evened.products = entries.flatMap(\.self)
    evened.precision = Self.precisionDefault
    return evened.products.count <= Self.linesMax ? evened : nil
  }
}

extension Quantity {
  fileprivate var magnitude: Quantity { units < 0 ? Quantity(units: -units) : self }
}

extension WireLine.Sale {
  /// One entry, or two of which one has some pieces at a price a little higher.
  fileprivate func entries(comingTo bani: Int128, splits: Bool) -> [WireLine]? {
    let (count, one) = (Int128(quantity.value.units), Int128(Quantity.one.units))
    guard count != 0 else { return nil }
    let price = (bani * one).dividedHalfUp(by: count)
    if Self.amount(count, at: price) == bani { return [entry(count, at: price)].compactMap(\.self) }
    guard splits else { return nil }
    let sign = Int128(count.signum())
    let pieces: (rest: Int128, price: Int128, apart: Int128, priceApart: Int128)
    if count % one == 0 {
      // As many as needed cost a ban more each.
      let (low, more) = (bani * sign).quotientAndRemainder(dividingBy: count * sign / one)
      pieces = (count - more * sign * one, low, more * sign * one, low + 1)
    } else {
      let rest = count - sign * one
      pieces = (rest, price, sign * one, (bani - Self.amount(rest, at: price)) * sign)
    }
    // No piece is given away to even out the others.
    guard pieces.rest.signum() == sign, pieces.price > 0, pieces.priceApart > 0 else { return nil }
    return [entry(pieces.rest, at: pieces.price), entry(pieces.apart, at: pieces.priceApart)]
      .compactMap(\.self)
  }

  /// What so many, in ten-thousandths of one, come to at a price in bani.
  private static func amount(_ count: Int128, at price: Int128) -> Int128 {
    (count * price).dividedHalfUp(by: Int128(Quantity.one.units))
  }

  private func entry(_ count: Int128, at bani: Int128) -> WireLine? {
    guard let count = Int64(exactly: count), let bani = Int64(exactly: bani) else { return nil }
    var sale = self
    sale.isTaxIncluded = true
    sale.quantity = JSONNumber(Quantity(units: count))
    sale.price = JSONNumber(Money(bani: bani))
    return .sale(sale)
  }
}

extension WireLine.Discount {
  /// A value, VAT included.
  fileprivate func taking(_ bani: Int128, off covered: Int) -> WireLine {
    var discount = self
    discount.discountType = .value
    discount.discountPercentage = nil
    discount.discountValue = JSONNumber(Money(bani: Int64(bani)))
    discount.isTaxIncluded = true
    discount.numberOfItems = covered
    return .discount(discount)
  }
}
