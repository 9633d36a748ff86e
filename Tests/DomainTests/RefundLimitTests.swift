import Domain
import TestKit
import Testing

@Suite struct RefundLimitTests {
  private let normal = VATLabel("21")
  private let reduced = VATLabel("11")

  private func sold(
    _ code: String?, _ quantity: Quantity, _ amount: Money, named name: String = "Cafea",
    vat: VATLabel = VATLabel("21"), isGoods: Bool = true
  ) -> DocumentLines.Line {
    .init(code: code, name: name, isGoods: isGoods, vat: vat, quantity: quantity, amount: amount)
  }

  private func given(
    _ code: String?, _ quantity: Quantity, _ amount: Money, named name: String = "Cafea",
    vat: VATLabel = VATLabel("21"), isGoods: Bool = true
  ) -> DocumentLines.Line {
    sold(
      code, Quantity(units: -quantity.units), -amount, named: name, vat: vat, isGoods: isGoods)
  }

  private func shipping(_ amount: Money, named name: String = "Transport") -> DocumentLines.Line {
    given(nil, "1", amount, named: name, isGoods: false)
  }

  private func excess(
    of lines: [DocumentLines.Line], after taken: [[DocumentLines.Line]] = [],
    over invoice: [DocumentLines.Line]
  ) -> RefundLimit.Excess? {
    RefundLimit(invoice: DocumentLines(invoice), taken: taken.map { DocumentLines($0) })
      .excess(of: DocumentLines(lines))
  }

  /// As `f05` and `f06` have it.
  private var coffees: [DocumentLines.Line] {
    [
      sold("CAF", "2", "121.00"),
      sold(nil, "1", "20.00", named: "Transport", isGoods: false),
    ]
  }

  @Test func `a rate of which the invoice has nothing gives nothing back`() {
    expectEqual(
      excess(of: [given("CAF", "1", "60.50", vat: reduced)], over: coffees),
      .rate(reduced, asked: "60.50", left: "0.00"))
    // Nor a product at the rate of another.
    let mixed = coffees + [sold("CAR", "1", "100.00", named: "Carte", vat: reduced)]
    expectEqual(
      excess(of: [given("CAF", "1", "60.50", vat: reduced)], over: mixed),
      .notInvoiced(line: 0, code: "CAF", reduced, rates: [normal]))
    expectEqual(
      excess(
        of: [given("CAF", "1", "60.50", vat: VATLabel("0", named: "SDD"))],
        over: [sold("CAF", "1", "60.50", vat: VATLabel("0", named: "Taxare inversa"))]),
      .rate(VATLabel("0", named: "SDD"), asked: "60.50", left: "0.00"))
  }

  @Test func `more pieces than were sold are too many, however cheap`() {
    expectEqual(
      excess(of: [given("CAF", "20", "121.00")], over: coffees),
      .pieces(line: 0, code: "CAF", asked: "20", left: "2"))
    expectEqual(
      excess(
        of: [given("CAF", "2", "100.00")], after: [[given("CAF", "1", "20.00")]], over: coffees),
      .pieces(line: 0, code: "CAF", asked: "2", left: "1"))
    // One line may be given back as several.
    let halves = [given("CAF", "1", "60.50"), given("CAF", "1", "60.50")]
    #expect(excess(of: halves, over: coffees) == nil)
    expectEqual(
      excess(of: halves + [given("CAF", "1", "0.00")], over: coffees),
      .pieces(line: 0, code: "CAF", asked: "1", left: "0"))
    expectEqual(
      excess(of: [given("MERE", "1.2501", "5.00")], over: [sold("MERE", "1.25", "10.00")]),
      .pieces(line: 0, code: "MERE", asked: "1.2501", left: "1.25"))
  }

  @Test func `what was never invoiced isn't given back`() {
    expectEqual(
      excess(of: [given("ZZZ", "1", "10.00", named: "Altceva")], over: coffees),
      .notInvoiced(line: 0, code: "ZZZ", normal, rates: []))
    expectEqual(
      excess(of: [given(nil, "1", "10.00", named: "Altceva")], over: coffees),
      .notInvoiced(line: 0, code: nil, normal, rates: []))
    // A fee that has a code names something.
    expectEqual(
      excess(of: [given("ZZZ", "1", "10.00", named: "Taxă", isGoods: false)], over: coffees),
      .notInvoiced(line: 0, code: "ZZZ", normal, rates: []))
  }

  @Test func `a product without a code is known by its name, whatever its case and spaces`() {
    #expect(excess(of: [given(nil, "2", "121.00", named: " CAFEA ")], over: coffees) == nil)
    expectEqual(
      excess(of: [given(nil, "3", "121.00")], over: coffees),
      .pieces(line: 0, code: nil, asked: "3", left: "2"))
    // What an earlier refund named by its code counts.
    expectEqual(
      excess(of: [given(nil, "2", "121.00")], after: [[given("CAF", "1", "0.50")]], over: coffees),
      .pieces(line: 0, code: nil, asked: "2", left: "1"))
    // The shop knows a code by now.
    #expect(excess(of: [given("NOU", "1", "10.00")], over: [sold(nil, "1", "10.00")]) == nil)
  }

  @Test func `of one code at two prices each piece gives back what it cost at the most`() {
    let invoice = [
      sold("CAF", "1", "100.00"), sold("CAF", "1", "50.00"), sold("ALT", "1", "500.00"),
    ]
    #expect(excess(of: [given("CAF", "1", "100.00")], over: invoice) == nil)
    expectEqual(
      excess(of: [given("CAF", "2", "200.00")], over: invoice),
      .amount(line: 0, code: "CAF", asked: "200.00", sold: "150.00"))
    expectEqual(
      excess(of: [given("CAF", "1", "150.00")], over: invoice),
      .amount(line: 0, code: "CAF", asked: "150.00", sold: "100.00"))
    expectEqual(
      excess(
        of: [given("CAF", "1", "100.00")], after: [[given("CAF", "1", "100.00")]], over: invoice),
      .amount(line: 0, code: "CAF", asked: "200.00", sold: "150.00"))
    // Whichever was given back first.
    let orders: [[Money]] = [["50.00", "100.00"], ["100.00", "50.00"]]
    for amounts in orders {
      #expect(
        excess(
          of: [given("CAF", "1", amounts[1])], after: [[given("CAF", "1", amounts[0])]],
          over: invoice) == nil)
    }
    // At their mean price.
    #expect(excess(of: [given("CAF", "2", "150.00")], over: invoice) == nil)
    expectEqual(
      excess(of: [given("CAF", "0.5", "51.00")], over: invoice),
      .amount(line: 0, code: "CAF", asked: "51.00", sold: "50.00"))
  }

  @Test func `shipping is bounded by what it cost, in as many parts as the shop likes`() {
    #expect(excess(of: [shipping("8.00")], after: [[shipping("12.00")]], over: coffees) == nil)
    expectEqual(
      excess(of: [shipping("8.02")], after: [[shipping("12.00")]], over: coffees),
      .amount(line: 0, code: nil, asked: "20.02", sold: "20.00"))
  }

  @Test func `a reduction without a code is bounded by its rate alone`() {
    let reduction = { (amount: Money) in shipping(amount, named: "Reducere ulterioară") }
    #expect(excess(of: [reduction("141.00")], over: coffees) == nil)
    expectEqual(
      excess(of: [reduction("41.02")], after: [[reduction("100.00")]], over: coffees),
      .rate(normal, asked: "41.02", left: "41.00"))
    // Also one that is called like a product.
    #expect(excess(of: [shipping("100.00", named: "Cafea")], over: coffees) == nil)
  }

  @Test func `a ban is tolerated, and no more`() {
    #expect(excess(of: [given("CAF", "2", "121.01")], over: [sold("CAF", "2", "121.00")]) == nil)
    expectEqual(
      excess(of: [given("CAF", "2", "121.02")], over: coffees),
      .amount(line: 0, code: "CAF", asked: "121.02", sold: "121.00"))
  }

  @Test func `the rest is a part like any other`() {
    let first = [given("CAF", "1", "60.50")]
    let rest = [given("CAF", "1", "60.50"), shipping("20.00")]
    #expect(excess(of: rest, after: [first], over: coffees) == nil)
    expectEqual(
      excess(of: rest, after: [first, rest], over: coffees),
      .rate(normal, asked: "80.50", left: "0.00"))
  }

  @Test func `discounts are taken off what they cover`() {
    var invoice = DocumentLines(coffees)
    invoice.lines[0].amount = "100.00"
    invoice.sums = [normal: "120.00"]
    let limit = RefundLimit(invoice: invoice)
    #expect(limit.excess(of: DocumentLines([given("CAF", "1", "50.00")])) == nil)
    expectEqual(
      limit.excess(of: DocumentLines([given("CAF", "1", "60.50")])),
      .amount(line: 0, code: "CAF", asked: "60.50", sold: "50.00"))
  }
}
