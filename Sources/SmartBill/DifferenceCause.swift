import Domain

/// What a difference between an order's total and its invoice's looks like; a hint for whoever mends
/// it, nothing is decided by it.
enum DifferenceCause: Equatable {
  case rounding
  case unitPrices
  /// The prices of these lines look as if `vat_included` were the other way round.
  case vatIncluded(Lines)
  /// The order's total looks as if it had no such line.
  case leftOut(line: Int)
  /// The order's total looks as if it had the line twice.
  case counted(twice: Int)
  case unknown

  enum Lines: CaseIterable { case all, shippingAndFees, discounts }

  /// How far apart a shop's rounding and SmartBill's may come: a ban a line, but not more.
  private static let roundingBaniMax: Int128 = 10
  /// Beyond so many lines it isn't tried which one makes the difference.
  private static let linesTriedMax = 100

  /// - Parameters:
  ///   - difference: the order's total less the nearest of the invoice's.
  ///   - totals: what other lines would come to; nil where they can't be invoiced.
  static func likely(
    _ difference: Int128, of order: Order, totals: ([OrderLine]) -> InvoiceTotals?
  ) -> DifferenceCause {
    let expected = Int128(order.total.units)
    func explains(_ lines: [OrderLine]) -> Bool {
      guard lines != order.lines, let totals = totals(lines) else { return false }
      return totals.byLine == expected || totals.byDocument == expected
    }
    let bani = min(Int128(order.lines.count), roundingBaniMax)
    if difference.magnitude <= (bani * InvoiceTotals.ban).magnitude { return .rounding }
    for lines in Lines.allCases where explains(order.lines.map { $0.flipped(among: lines) }) {
      return .vatIncluded(lines)
    }
    if order.lines.count <= linesTriedMax {
      for index in order.lines.indices {
        var lines = order.lines
        lines.remove(at: index)
        if explains(lines) { return .leftOut(line: index) }
        lines.insert(contentsOf: [order.lines[index], order.lines[index]], at: index)
        if explains(lines) { return .counted(twice: index) }
      }
    }
    return difference.magnitude <= hidden(by: order.lines).magnitude ? .unitPrices : .unknown
  }

  /// What unit prices of two decimals may hide: half a ban of each piece, and its VAT where the price
  /// is without; then the VAT on top and the shop's own total are rounded too, half a ban each.
  private static func hidden(by lines: [OrderLine]) -> Int128 {
    let whole = Int128(VATRate.whole)
    let pieces = lines.reduce(Int128(0)) { sum, line in
      let onTop = line.isVATIncluded ? 0 : Int128(line.vatRate?.units ?? 0)
      return sum + Int128(line.quantity.units) * (whole + onTop)
    }
    let rounding = lines.contains { !$0.isVATIncluded } ? InvoiceTotals.ban : 0
    return pieces * InvoiceTotals.ban / (2 * Int128(Quantity.one.units) * whole) + rounding
  }

  var text: BilingualText {
    switch self {
    case .rounding:
      .init(
        ro: "magazinul rotunjește altfel; «rounding_line» pe cont o îndreaptă",
        en: "the shop rounds otherwise; “rounding_line” on the account evens it out")
    case .unitPrices:
      .init(
        ro: "prețurile unitare par rotunjite; trimiteți-le cu patru zecimale",
        en: "unit prices look rounded; send them with four decimals")
    case .vatIncluded(let lines):
      .init(
        ro: "«vat_included» pare inversat la \(lines.words.ro)",
        en: "vat_included looks reversed on \(lines.words.en)")
    case .leftOut(let line):
      .init(
        ro: "totalul comenzii pare să nu cuprindă lines[\(line)]",
        en: "the order's total looks as if it had no lines[\(line)]")
    case .counted(let line):
      .init(
        ro: "totalul comenzii pare să cuprindă lines[\(line)] de două ori",
        en: "the order's total looks as if it had lines[\(line)] twice")
    case .unknown:
      .init(
        ro: "o linie, o reducere sau o cotă TVA nu e cea din comandă",
        en: "a line, a discount or a VAT rate isn't the order's")
    }
  }
}

extension DifferenceCause.Lines {
  fileprivate var words: BilingualText {
    switch self {
    case .all: .init(ro: "toate liniile", en: "all lines")
    case .shippingAndFees: .init(ro: "transport și taxe", en: "shipping and fees")
    case .discounts: .init(ro: "reduceri", en: "discounts")
    }
  }
}

extension OrderLine {
  fileprivate func flipped(among lines: DifferenceCause.Lines) -> OrderLine {
    let isMeant =
      switch lines {
      case .all: true
      case .shippingAndFees: kind == .shipping || kind == .fee
      case .discounts: kind == .discount
      }
    var line = self
    if isMeant { line.isVATIncluded.toggle() }
    return line
  }
}
