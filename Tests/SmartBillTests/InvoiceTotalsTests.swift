import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct InvoiceTotalsTests {
  private func totals(_ lines: [OrderLine]) throws -> InvoiceTotals {
    let wire = try WireInvoice(
      .of(lines, total: "0.00"),
      naming: VATNaming(byRate: SmartBillAccount.defaultVATNames.merging(["0": "SFDD"]) { $1 }))
    return wire.totals
  }

  /// Lines, and what they come to either way of rounding.
  static let same: [([OrderLine], Money)] = [
    // smartbill-api.md §4.4's worked numbers: 100 RON at 21 %, less 10.
    (
      [.product("100.00", isVATIncluded: false), .discount("-10.00", isVATIncluded: false)],
      "108.90"
    ),
    ([.product("100.00", isVATIncluded: false)], "121.00"),
    // A price with VAT keeps its amount whatever the VAT in it is rounded to.
    ([.product("0.33"), .product("0.33"), .product("0.33")], "0.99"),
    ([.product("60.50", quantity: "2"), .shipping("20.00"), .discount("-10.00")], "131.00"),
    // Three net lines whose VAT of 0.0693 each is 0.21 either way.
    (Array(repeating: .product("0.33", isVATIncluded: false), count: 3), "1.20"),
    // Over lines of one rate, the discount's own is ignored.
    (
      [
        .product("100.00", isVATIncluded: false),
        .discount("-10.00", vat: "11", isVATIncluded: false),
      ], "108.90"
    ),
    // Over several rates it counts: 55.50 + 60.50 - 11.10, then shipping 24.20.
    (
      [
        .product("25.00", quantity: "2", vat: "11", isVATIncluded: false),
        .product("50.00", isVATIncluded: false),
        .discount("-10.00", vat: "11", isVATIncluded: false),
        .shipping("20.00", isVATIncluded: false),
      ], "129.10"
    ),
    // The same at 21 %: 55.50 + 60.50 - 12.10 + 24.20.
    (
      [
        .product("25.00", quantity: "2", vat: "11", isVATIncluded: false),
        .product("50.00", isVATIncluded: false), .discount("-10.00", isVATIncluded: false),
        .shipping("20.00", isVATIncluded: false),
      ], "128.10"
    ),
    // Mixed rates with VAT included: 50 + 60.50 - 10 + 20.
    (
      [
        .product("25.00", quantity: "2", vat: "11"), .product("60.50"), .discount("-10.00"),
        .shipping("20.00"),
      ], "120.50"
    ),
    // A second discount covers the first, which took the products' single rate.
    (
      [
        .product("100.00", isVATIncluded: false),
        .discount("-10.00", vat: "11", isVATIncluded: false),
        .discount("-5.00", vat: "11", isVATIncluded: false),
      ], "102.85"
    ),
    // A discount with VAT beside prices without it: 121 - 10.
    ([.product("100.00", isVATIncluded: false), .discount("-10.00")], "111.00"),
    ([.product("100.00", vat: "0", isVATIncluded: false)], "100.00"),
    // Broken quantities: 4.995 is rounded up, as is its half of a ban below zero.
    ([.product("3.33", quantity: "1.5")], "5.00"),
    ([.product("3.3333", quantity: "3")], "10.00"),
    ([.product("999999999999.99", quantity: "1")], "999999999999.99"),
    // A percentage of one rate is SmartBill's to take: 60.50 + 20.00, less 12.5 % of them.
    ([.product("60.50"), .shipping("20.00"), .discount(percent: "12.5")], "70.44"),
    // Of the line just above it alone: 60.50 + 18.00.
    ([.product("60.50"), .shipping("20.00"), .discount(percent: "10", covers: 1)], "78.50"),
    // Of several rates it is taken off each, and rounded once: 10 % of 45.04 + 60.53 is 10.56.
    ([.product("45.04", vat: "11"), .product("60.53"), .discount(percent: "10")], "95.01"),
    // A value without a rate is shared out: 20 of 100 net at 11 % and 100 at 21 %.
    (
      [
        .product("100.00", vat: "11", isVATIncluded: false),
        .product("100.00", isVATIncluded: false),
        .discount("-20.00", vat: nil, isVATIncluded: false),
      ], "208.80"
    ),
  ]

  @Test(arguments: same)
  func `lines come to their total`(lines: [OrderLine], total: Money) throws {
    let totals = try totals(lines)
    expectEqual(totals.byLine, Int128(total.units))
    expectEqual(totals.byDocument, Int128(total.units))
  }

  /// Lines, their total with VAT rounded by line, and by document.
  static let different: [([OrderLine], Money, Money)] = [
    // 0.0756 of VAT each: 3 × 0.08, but 0.2268 together.
    (Array(repeating: .product("0.36", isVATIncluded: false), count: 3), "1.32", "1.31"),
    // 0.105 each: 2 × 0.11, but 0.21.
    (Array(repeating: .product("0.50", isVATIncluded: false), count: 2), "1.22", "1.21"),
    // 0.105 each on a discount too, away from zero: 0.315 - 0.105, rounded apart or together.
    (
      [.product("1.50", isVATIncluded: false), .discount("-0.50", isVATIncluded: false)],
      "1.21", "1.21"
    ),
    (
      [
        .product("0.35", isVATIncluded: false), .product("0.35", isVATIncluded: false),
        .product("0.50", vat: "11", isVATIncluded: false),
      ], "1.40", "1.41"
    ),
    // Lines with VAT included don't take part: 1.22 and 1.21, plus 9.99.
    (
      [
        .product("0.50", isVATIncluded: false), .product("9.99"),
        .product("0.50", isVATIncluded: false),
      ], "11.21", "11.20"
    ),
  ]

  @Test(arguments: different)
  func `VAT on top of prices depends on where it is rounded`(
    lines: [OrderLine], byLine: Money, byDocument: Money
  ) throws {
    let totals = try totals(lines)
    expectEqual(totals.byLine, Int128(byLine.units))
    expectEqual(totals.byDocument, Int128(byDocument.units))
  }

  @Test func `as many lines as there may be, as large as they may be, are within what Money holds`()
    throws
  {
    let line = OrderLine.product("999999999999.99", isVATIncluded: false)
    let totals = try totals(Array(repeating: line, count: 400))
    expectEqual(Int64(exactly: totals.byLine).map(Money.init(units:))?.bani, 48_399_999_999_999_600)
  }

  @Test(
    arguments: [
      (5, 10, 1), (-5, 10, -1), (4, 10, 0), (-4, 10, 0), (14, 10, 1), (15, 10, 2), (-15, 10, -2),
      (0, 10, 0), (1, 3, 0), (2, 3, 1),
    ] as [(Int128, Int128, Int128)])
  func `halves are rounded away from zero`(number: Int128, divisor: Int128, rounded: Int128) {
    expectEqual(number.dividedHalfUp(by: divisor), rounded)
  }
}
