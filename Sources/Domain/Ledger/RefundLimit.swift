/// How much of an invoice may still be taken back: of each VAT rate, and of each thing sold, its
/// pieces and its amount; pure.
public struct RefundLimit: Sendable, Equatable {
  let invoice: DocumentLines
  /// What refunds took before.
  let taken: [DocumentLines]

  /// A line rounds to the ban, so that its parts may come to one more than the whole.
  static let tolerance = Money(bani: 1)

  public init(invoice: DocumentLines, taken: [DocumentLines] = []) {
    self.invoice = invoice
    self.taken = taken
  }

  /// Why a refund can't be made as it is.
  public enum Excess: Sendable, Equatable {
    case rate(VATLabel, asked: Money, left: Money)
    /// - Parameters:
    ///   - line: its place in the refund, counted from 0.
    ///   - rates: at which the same thing was invoiced.
    case notInvoiced(line: Int, code: String?, VATLabel, rates: [VATLabel])
    case pieces(line: Int, code: String?, asked: Quantity, left: Quantity)
    /// `asked` and `sold` are of as many pieces, earlier refunds counted; or of the whole.
    case amount(line: Int, code: String?, asked: Money, sold: Money)
  }

  /// What is too much of a refund, which has negative amounts; nil if nothing is.
  public func excess(of refund: DocumentLines) -> Excess? {
    let documents = taken + [refund]
    for vat in refund.sums.keys.sorted(by: { $0.description < $1.description }) {
      let asked = -(refund.sums[vat] ?? .zero)
      let before = taken.reduce(Money.zero) { $0 - ($1.sums[vat] ?? .zero) }
      let left = (invoice.sums[vat] ?? .zero) - before
      if asked > .zero, asked > left + Self.tolerance {
        return .rate(vat, asked: asked, left: max(left, .zero))
      }
    }
    let given = documents.flatMap(\.lines).map { (line: $0, sold: Set(sold(as: $0))) }
    for (index, line) in refund.lines.enumerated() {
      let sold = Set(sold(as: line))
      guard !sold.isEmpty else {
        // A reduction of the price has no pieces, and names nothing: its rate bounds it.
        guard line.isGoods || line.code != nil else { continue }
        return .notInvoiced(
          line: index, code: line.code, line.vat, rates: rates(of: line))
      }
      let parts = given.filter { !$0.sold.isDisjoint(with: sold) }.map(\.line)
      if let excess = excess(of: parts, over: sold.map { invoice.lines[$0] }, index, line) {
        return excess
      }
    }
    return nil
  }

  /// Of all that was given back of some lines, and is to be.
  private func excess(
    of parts: [DocumentLines.Line], over lines: [DocumentLines.Line], _ index: Int,
    _ line: DocumentLines.Line
  ) -> Excess? {
    let given = parts.filter(\.isGoods).map(\.givenBack)
    if line.isGoods {
      let asked = given.reduce(0) { $0 + $1.quantity.units }
      let sold = lines.reduce(0) { $0 + $1.quantity.units }
      if asked > sold {
        let own = -line.quantity.units
        return .pieces(
          line: index, code: line.code, asked: Quantity(units: own),
          left: Quantity(units: max(0, sold - (asked - own))))
      }
    }
    let (asked, sold) = (
      parts.reduce(Money.zero) { $0 - $1.amount }, lines.reduce(Money.zero) { $0 + $1.amount }
    )
    if asked > sold + Self.tolerance {
      return .amount(line: index, code: line.code, asked: asked, sold: sold)
    }
    // The dearest pieces given back may not be dearer than the dearest that were sold.
    let (dearestGiven, dearestSold) = (Pieces(given), Pieces(lines.filter(\.isGoods)))
    guard !dearestSold.isEmpty else { return nil }
    for count in dearestGiven.steps + dearestSold.steps where count <= dearestGiven.count {
      let (asked, sold) = (dearestGiven.amount(of: count), dearestSold.amount(of: count))
      if asked > sold + Self.tolerance {
        return .amount(line: index, code: line.code, asked: asked, sold: sold)
      }
    }
    return nil
  }

  /// The invoice's lines that a refund's line is of: by its code, else by its name.
  private func sold(as line: DocumentLines.Line) -> [Int] {
    let name = line.foldedName
    func places(_ isSold: (DocumentLines.Line) -> Bool) -> [Int] {
      invoice.lines.enumerated().filter { $1.vat == line.vat && isSold($1) }.map(\.offset)
    }
    guard let code = line.code else {
      // What has no pieces isn't of what has, whatever it is called.
      return places { $0.foldedName == name && (line.isGoods || !$0.isGoods) }
    }
    let coded = places { $0.code == code }
    return coded.isEmpty ? places { $0.code == nil && $0.foldedName == name } : coded
  }

  private func rates(of line: DocumentLines.Line) -> [VATLabel] {
    let name = line.foldedName
    let lines = invoice.lines.filter {
      line.code == nil ? $0.foldedName == name : $0.code == line.code
    }
    return Set(lines.map(\.vat)).sorted { $0.description < $1.description }
  }
}

extension DocumentLines.Line {
  fileprivate var foldedName: String { StockSpelling.folded(name) }

  fileprivate var givenBack: DocumentLines.Line {
    var line = self
    line.quantity = Quantity(units: -quantity.units)
    line.amount = -amount
    return line
  }
}

/// Pieces, the dearest first.
private struct Pieces {
  private let lines: [DocumentLines.Line]

  init(_ lines: [DocumentLines.Line]) {
    self.lines = lines.filter { $0.quantity.units > 0 }.sorted { left, right in
      Int128(left.amount.units) * Int128(right.quantity.units)
        > Int128(right.amount.units) * Int128(left.quantity.units)
    }
  }

  var isEmpty: Bool { lines.isEmpty }

  var count: Int64 { lines.reduce(0) { $0 + $1.quantity.units } }

  /// Up to the end of each line.
  var steps: [Int64] {
    lines.reduce(into: []) { $0.append(($0.last ?? 0) + $1.quantity.units) }
  }

  /// What so many of the dearest come to; a part of a line is rounded up.
  func amount(of count: Int64) -> Money {
    var (left, units) = (Int128(count), Int128(0))
    for line in lines where left > 0 {
      let taken = min(left, Int128(line.quantity.units))
      let product = Int128(line.amount.units) * taken
      units += (product + Int128(line.quantity.units) - 1) / Int128(line.quantity.units)
      left -= taken
    }
    return Money(units: Int64(units))
  }
}
