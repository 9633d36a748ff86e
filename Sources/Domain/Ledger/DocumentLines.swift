/// What a document's lines say, as far as a refund may be held against them.
public struct DocumentLines: Sendable, Equatable {
  /// A thing sold, or given back: then quantity and amount are negative.
  public struct Line: Sendable, Equatable {
    public var code: String?
    public var name: String
    /// Whether it is counted in pieces; shipping and fees are not.
    public var isGoods: Bool
    public var vat: VATLabel
    public var quantity: Quantity
    /// VAT included, less its share of the discounts that cover it.
    public var amount: Money

    public init(
      code: String? = nil, name: String, isGoods: Bool = true, vat: VATLabel,
      quantity: Quantity = .one, amount: Money
    ) {
      self.code = code
      self.name = name
      self.isGoods = isGoods
      self.vat = vat
      self.quantity = quantity
      self.amount = amount
    }
  }

  /// Without discounts and rounding lines.
  public var lines: [Line]
  /// What all that stands on the document comes to, VAT included.
  public var sums: [VATLabel: Money]

  public init(lines: [Line], sums: [VATLabel: Money]) {
    self.lines = lines
    self.sums = sums
  }

  /// Of lines without discounts.
  public init(_ lines: [Line]) {
    let sums = Dictionary(grouping: lines, by: \.vat).mapValues { lines in
      lines.reduce(Money.zero) { $0 + $1.amount }
    }
    self.init(lines: lines, sums: sums)
  }
}

/// How a line's VAT is told from another's: by its rate; where that is zero, by its name too, for
/// there are several reasons for none.
public struct VATLabel: Sendable, Hashable, CustomStringConvertible {
  /// Nil for a company that pays no VAT.
  public let rate: VATRate?
  public let reason: String?

  /// - Parameter name: what the account calls the rate.
  public init(_ rate: VATRate?, named name: String? = nil) {
    self.rate = rate
    reason = rate?.units == 0 ? name : nil
  }

  public var description: String {
    guard let rate else { return "–" }
    return "\(rate) %" + (reason.map { " (\($0))" } ?? "")
  }
}
