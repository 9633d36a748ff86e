import Domain
import TestKit
import Testing

/// What a shop may write in another way than an invoice does.
@Suite struct OrderAsInvoicedTests {
  private func line(
    _ name: String, _ price: Money, quantity: Quantity = "1", kind: OrderLine.Kind = .product,
    percent: Percentage? = nil, covers: Int? = nil
  ) -> OrderLine {
    OrderLine(
      kind: kind, name: name, quantity: quantity, price: price, vatRate: "21", percent: percent,
      covers: covers)
  }

  private func order(
    _ lines: [OrderLine], currency: String = "RON", rate: ExchangeRate? = nil
  ) -> Order {
    Order(
      id: "1", number: "1", status: "Confirmata", currency: currency,
      customer: Party(kind: .person, name: "Ana"), lines: lines, total: "1.00",
      exchangeRate: rate)
  }

  private func read(_ lines: OrderLine...) -> [OrderLine] { order(lines).asInvoiced.lines }

  @Test(arguments: [OrderLine.Kind.fee, .shipping])
  func `a negative fee is a discount of what it comes to`(kind: OrderLine.Kind) {
    let cup = line("Cană", "121.00")
    for (price, quantity, off) in [
      ("-50.00", "1", "-50.00"), ("-25.00", "2", "-50.00"),
      ("-0.0001", "0.5", "-0.0001"), ("-0.3333", "3", "-0.9999"),
    ] as [(Money, Quantity, Money)] {
      let fee = line("Card cadou", price, quantity: quantity, kind: kind)
      expectEqual(read(cup, fee), [cup, line("Card cadou", off, kind: .discount)])
    }
    // Quantities below zero are goods given back; goods are no discount.
    for other in [
      line("Taxă", "5.00", quantity: "-1", kind: kind),
      line("Taxă", "-5.00", quantity: "-1", kind: kind), line("Taxă", "5.00", kind: kind),
      line("Retur", "-5.00"), line("Retur", "5.00", quantity: "-1"),
    ] { expectEqual(read(cup, other), [cup, other]) }
  }

  @Test func `a discount of several is one of their sum`() {
    let cup = line("Cană", "121.00")
    expectEqual(
      read(cup, line("Reducere", "-5.00", quantity: "3", kind: .discount, covers: 1)),
      [cup, line("Reducere", "-15.00", kind: .discount, covers: 1)])
    let percent = line("Reducere", .zero, quantity: "3", kind: .discount, percent: "10")
    expectEqual(read(cup, percent), [cup, percent])
  }

  @Test func `a negative fee above all that is sold takes off what follows`() {
    let (cup, off) = (line("Cană", "121.00"), line("Card", "-5.00", kind: .discount))
    let fee = line("Card", "-5.00", kind: .fee)
    expectEqual(read(fee, cup), [cup, off])
    expectEqual(read(line("Vas", "3.00", quantity: "0"), fee, cup), [cup, off])
    expectEqual(read(fee, fee, cup), [cup, off, off])
    expectEqual(read(fee), [off])
    // A discount that a shop has put first is its own mistake.
    expectEqual(read(off, cup), [off, cup])
  }

  @Test func `a line of quantity 0 is nothing, and no discount counts it`() {
    let (cup, none) = (line("Cană", "121.00"), line("Vas", "30.00", quantity: "0"))
    expectEqual(read(cup, none), [cup])
    expectEqual(read(none, cup, line("Taxă", "-9.00", quantity: "0.0000", kind: .fee)), [cup])
    func discount(_ covers: Int?) -> OrderLine {
      line("Reducere", "-1.00", kind: .discount, covers: covers)
    }
    expectEqual(read(cup, none, cup, discount(2)), [cup, cup, discount(1)])
    expectEqual(read(cup, cup, none, discount(2)), [cup, cup, discount(1)])
    expectEqual(read(cup, none, cup, discount(3)), [cup, cup, discount(2)])
    expectEqual(read(cup, none, discount(nil)), [cup, discount(nil)])
    // It would then cover the cup.
    expectEqual(read(cup, none, discount(1)), [cup, none, discount(1)])
  }

  @Test(
    arguments: [
      ("1", nil), ("1.0000", nil), ("4.97", "4.97"), ("0", "0"),
    ] as [(ExchangeRate, ExchangeRate?)])
  func `the rate 1 of lei is no rate`(rate: ExchangeRate, read: ExchangeRate?) {
    expectEqual(order([], rate: rate).asInvoiced.exchangeRate, read)
    expectEqual(order([], currency: "EUR", rate: rate).asInvoiced.exchangeRate, rate)
  }
}
