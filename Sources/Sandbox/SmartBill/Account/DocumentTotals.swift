/// What a document comes to, and the VAT of each of its rates.
struct DocumentTotals: Sendable {
  struct Subtotal: Sendable {
    /// Nil for lines without VAT.
    var rate: VATRate?
    var net: ExactNumber
    var vat: ExactNumber
  }

  var subtotals: [Subtotal]

  var net: ExactNumber { subtotals.reduce(.zero) { $0 + $1.net } }
  var vat: ExactNumber { subtotals.reduce(.zero) { $0 + $1.vat } }
  var total: ExactNumber { net + vat }

  init(of lines: [DocumentLine], rounding: VATRounding) {
    subtotals = []
    for line in lines where !line.isIgnored {
      guard !subtotals.contains(where: { $0.rate == line.vatRate }) else { continue }
      let same = lines.filter { $0.vatRate == line.vatRate && !$0.isIgnored }
      subtotals.append(Self.subtotal(of: same, at: line.vatRate, rounding: rounding))
    }
  }

  /// Rounds the gross amount and the VAT to the ban and lets the net be the difference, so that
  /// prices that include VAT add up to what the customer saw.
  private static func subtotal(
    of lines: [DocumentLine], at rate: VATRate?, rounding: VATRounding
  ) -> Subtotal {
    func sum(_ amount: (DocumentLine) -> ExactNumber) -> ExactNumber {
      lines.reduce(.zero) { $0 + amount($1) }
    }
    let included = sum { $0.isTaxIncluded ? $0.value : .zero }
    let added = sum { $0.isTaxIncluded ? .zero : $0.value }
    let vatWithin: ExactNumber
    let vatOnTop: ExactNumber
    switch rounding {
    case .line:
      vatWithin = sum { $0.isTaxIncluded ? $0.vat : .zero }
      vatOnTop = sum { $0.isTaxIncluded ? .zero : $0.vat }
    case .document:
      vatWithin = rate?.vat(of: included, isIncluded: true, decimals: bani) ?? .zero
      vatOnTop = rate?.vat(of: added, isIncluded: false, decimals: bani) ?? .zero
    }
    let gross = (included + added + vatOnTop).rounded(to: bani)
    let vat = (vatWithin + vatOnTop).rounded(to: bani)
    return Subtotal(rate: rate, net: gross - vat, vat: vat)
  }

  private static let bani = 2
}
