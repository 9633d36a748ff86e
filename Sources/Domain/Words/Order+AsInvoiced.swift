extension Order {
  /// The currency in which no exchange rate is needed.
  static let lei = "RON"

  /// The same order, where a shop says in another way than an invoice does what is certain: a
  /// negative fee is a discount, a line of quantity 0 is nothing, and so is the rate 1 of lei.
  public var asInvoiced: Order {
    var order = self
    if order.currency == Self.lei, order.exchangeRate == .one { order.exchangeRate = nil }
    let present = order.lines.withoutEmptyLines
    let lines = present.map(\.asDiscountIfNegative)
    order.lines = lines.withDiscountsBelow(zip(present, lines).map { $0.kind != $1.kind })
    return order
  }
}

extension ExchangeRate {
  static let one = ExchangeRate(units: 1_000_000)
}

extension OrderLine {
  /// A fee or shipping with a price below zero takes off what it comes to; so does a discount of
  /// several. Goods with such a price are none of these.
  fileprivate var asDiscountIfNegative: OrderLine {
    let isFee = (kind == .fee || kind == .shipping) && percent == nil && covers == nil
    let isDiscount = kind == .discount && percent == nil && quantity != .one
    guard isFee || isDiscount, quantity > .zero,
      let amount = Money(price, times: quantity), amount < .zero
    else { return self }
    var line = self
    (line.kind, line.quantity, line.price) = (.discount, .one, amount)
    return line
  }
}

extension Money {
  /// Rounded half up to four decimals; nil for more than it holds.
  fileprivate init?(_ price: Money, times quantity: Quantity) {
    let one = Int128(Quantity.one.units)
    let product = Int128(price.units) * Int128(quantity.units)
    let rounded = (Int128(product.magnitude) + one / 2) / one
    guard let units = Int64(exactly: product < 0 ? -rounded : rounded) else { return nil }
    self.init(units: units)
  }
}

extension [OrderLine] {
  fileprivate var withoutEmptyLines: [OrderLine] {
    var lines = self
    for index in lines.indices.reversed() where lines[index].quantity == .zero {
      _ = lines.takeOut(at: index)
    }
    return lines
  }

  /// A discount above which nothing is sold takes off what follows: a shop may name its fees first.
  fileprivate func withDiscountsBelow(_ wereFees: [Bool]) -> [OrderLine] {
    let sold = firstIndex { $0.kind != .discount } ?? endIndex
    var lines = self
    for index in indices[..<sold].reversed() where wereFees[index] {
      if let line = lines.takeOut(at: index) { lines.append(line) }
    }
    return lines
  }

  /// A discount covers as many lines above it as it says, so one that goes is taken off that number.
  /// What alone is covered by a discount stays: that discount would then cover others.
  private mutating func takeOut(at index: Int) -> OrderLine? {
    let covering = indices.filter { other in
      other > index && self[other].covers.map { other - $0 <= index } == true
    }
    guard covering.allSatisfy({ (self[$0].covers ?? 0) > 1 }) else { return nil }
    for other in covering { self[other].covers = self[other].covers.map { $0 - 1 } }
    return remove(at: index)
  }
}
