import Domain
import TestKit
import Testing

@testable import SmartBill

/// Orders that the account's rounding would miss, or that nobody knows the rounding of.
@Suite struct EvenedLinesTests {
  /// Each entry's quantity and price, and whether the price includes VAT.
  private struct Entry: Equatable, CustomStringConvertible {
    var quantity: Quantity
    var price: Money
    var isVATIncluded: Bool

    init(_ quantity: Quantity, _ price: Money, isVATIncluded: Bool = true) {
      (self.quantity, self.price, self.isVATIncluded) = (quantity, price, isVATIncluded)
    }

    init(_ line: WireLine) {
      switch line {
      case .sale(let sale):
        self.init(sale.quantity.value, sale.price.value, isVATIncluded: sale.isTaxIncluded)
      case .discount(let discount):
        self.init(
          .one, discount.discountValue?.value ?? .zero, isVATIncluded: discount.isTaxIncluded)
      }
    }

    var description: String { "\(quantity) at \(price), VAT included: \(isVATIncluded)" }
  }

  private func entries(
    _ lines: [OrderLine], _ total: Money, _ means: EvenedLines.Means = .pieces
  ) throws -> [Entry]? {
    let wire = try WireInvoice(.of(lines, total: total))
    return wire.evened(to: total, by: means)?.products.map(Entry.init)
  }

  /// The form that is sent of an order, and whether its total is looked up.
  private func issued(
    _ lines: [OrderLine], _ total: Money, _ rounding: VATRounding? = nil
  ) throws -> String {
    let prepared = try InvoicePreparation(vatRounding: rounding).prepare(.of(lines, total: total))
    expectEqual(prepared.total, total)
    return String(decoding: prepared.body, as: UTF8.self)
  }

  private static let net = Array(
    repeating: OrderLine.product("0.36", isVATIncluded: false), count: 3)

  @Test func `what comes to the total as it is sent stays as it is`() throws {
    let body = try issued([.product("100.00", isVATIncluded: false)], "121.00")
    #expect(body.contains(#""isTaxIncluded":false"#))
  }

  @Test func `prices become prices with VAT, each line's rounded`() throws {
    try expectEqual(
      entries(Self.net, "1.32", .prices), Array(repeating: Entry(.one, "0.44"), count: 3))
    #expect(try entries(Self.net, "1.31", .prices) == nil)
    #expect(try !issued(Self.net, "1.32").contains(#""isTaxIncluded":false"#))
  }

  @Test(arguments: [nil, .line, .document] as [VATRounding?])
  func `an order passes however its account rounds`(rounding: VATRounding?) throws {
    for total in ["1.31", "1.32"] as [Money] { _ = try issued(Self.net, total, rounding) }
  }

  @Test func `a ban too many is taken off the line that it changes least`() throws {
    // 0.4356 each, and 12.10: of the equal ones the first.
    let lines = [.product("10.00", isVATIncluded: false)] + Self.net
    try expectEqual(
      entries(lines, "13.41"),
      [
        Entry(.one, "12.10"), Entry(.one, "0.43"), Entry(.one, "0.44"), Entry(.one, "0.44"),
      ])
  }

  @Test func `pieces that can't all cost the same stand apart`() throws {
    try expectEqual(
      entries([.product("33.33", quantity: "3")], "100.00"),
      [
        Entry("2", "33.33"), Entry("1", "33.34"),
      ])
    // 24.2121 a piece, 121.06 in all.
    try expectEqual(
      entries([.product("20.01", quantity: "5", isVATIncluded: false)], "121.06"),
      [
        Entry("4", "24.21"), Entry("1", "24.22"),
      ])
    // By weight: 12.3420 a kilo, 29.0037 in all. No price of a kilo comes to 29.01.
    try expectEqual(
      entries([.product("10.20", quantity: "2.350", isVATIncluded: false)], "29.01"),
      [
        Entry("1.350", "12.34"), Entry("1", "12.35"),
      ])
  }

  @Test func `a discount keeps the lines that it covers, and takes off what it came to`() throws {
    let lines: [OrderLine] = [
      .product("10.01", quantity: "3", isVATIncluded: false),
      .discount("-5.00", isVATIncluded: false, covers: 1), .product("0.36", isVATIncluded: false),
    ]
    // 36.3363 - 6.05 + 0.4356
    let wire = try WireInvoice(.of(lines, total: "30.72"))
    let evened = try #require(wire.evened(to: "30.72", by: .pieces))
    let discount = try #require(
      evened.products.lazy.compactMap { line -> WireLine.Discount? in
        if case .discount(let discount) = line { discount } else { nil }
      }.first)
    #expect(discount.discountValue?.value == "-6.05" && discount.isTaxIncluded)
    expectEqual(discount.numberOfItems, evened.products.count - 2)
    expectEqual(evened.totals.byLine, evened.totals.byDocument)
    expectEqual(evened.totals.byLine, Int128(Money("30.72").units))
  }

  @Test func `a refund is evened out as an invoice is`() throws {
    var draft = InvoiceDraft.of(
      Self.net.map {
        var line = $0
        line.quantity = "-1"
        return line
      }, total: "-1.31")
    draft.key = InvoiceKey(
      account: "firma", shop: "magazin", order: "1001", kind: .refund, item: "R7", revision: 0)
    let wire = try WireInvoice(draft)
    let evened = try #require(wire.evened(to: "-1.31", by: .pieces))
    expectEqual(
      evened.products.map(Entry.init),
      [
        Entry("-1", "0.43"), Entry("-1", "0.44"), Entry("-1", "0.44"),
      ])
  }

  @Test func `what no rounding explains is not evened out`() throws {
    // One piece at a price with VAT hides nothing.
    #expect(try entries([.product("131.00")], "131.01") == nil)
    #expect(try entries([.product("131.00"), .product("9.99")], "140.98") == nil)
    // No line may change by more than a ban.
    #expect(try entries([.product("33.33", quantity: "3")], "100.01") == nil)
    #expect(try entries(Self.net, "1.28") == nil)
    #expect(try entries(Self.net, "1.33") == nil)
    // A part of a ban can't be issued.
    #expect(try entries(Self.net, "1.3101") == nil)
  }

  @Test func `no rate changes by more than rounding explains`() throws {
    // 12.4993 each, 62.4965 in all: three bani at the most, of five lines and the VAT of all.
    let lines = Array(repeating: OrderLine.product("10.33", isVATIncluded: false), count: 5)
    #expect(try entries(lines, "62.47") != nil)
    #expect(try entries(lines, "62.46") == nil)
    #expect(try entries(lines, "62.45") == nil)
  }

  @Test func `nothing is given away to even out the rest`() throws {
    #expect(try entries([.product("0.00", quantity: "3"), .product("1.00")], "1.01") == nil)
    #expect(try entries([.product("0.01", quantity: "2"), .product("1.00")], "1.01") == nil)
  }
}
