import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct DifferenceCauseTests {
  private static let lines: [OrderLine] = [
    .product("60.50", quantity: "2"), .product("45.00", vat: "11"), .shipping("20.00"),
    .discount("-11.00"),
  ]

  /// The order's total, and what the difference from the lines' 175.00 looks like.
  static let causes: [(Money, DifferenceCause)] = [
    ("175.04", .rounding), ("174.96", .rounding),
    // 221.36 with VAT on top: 141.00 less 11.00 at 21 %, and 45.00 at 11 %, less …
    ("179.20", .vatIncluded(.shippingAndFees)), ("172.69", .vatIncluded(.discounts)),
    ("155.00", .leftOut(line: 2)), ("186.00", .leftOut(line: 3)), ("195.00", .counted(twice: 2)),
    ("500.00", .unknown),
  ]

  private func cause(_ lines: [OrderLine], total: Money) throws -> DifferenceCause {
    let draft = InvoiceDraft.of(lines, total: total)
    let invoice = try WireInvoice(draft).totals
    return DifferenceCause.likely(
      Int128(total.units) - invoice.byLine, of: draft.order
    ) { lines in
      var other = draft
      other.order.lines = lines
      return try? WireInvoice(other).totals
    }
  }

  @Test(arguments: causes)
  func `a difference is told by what would explain it`(
    total: Money, expected: DifferenceCause
  ) throws {
    try expectEqual(cause(Self.lines, total: total), expected)
  }

  @Test func `all prices without VAT are told at once`() throws {
    try expectEqual(
      cause([.product("100.00"), .shipping("20.00")], total: "145.20"), .vatIncluded(.all))
  }

  @Test func `many pieces hide a rounded unit price`() throws {
    try expectEqual(cause([.product("3.33", quantity: "300")], total: "1000.00"), .unitPrices)
  }

  /// The order's total of pieces at 8.26 without VAT, the price being 8.2645.
  static let netPrices: [(Quantity, Money, DifferenceCause)] = [
    ("3", "30.00", .unitPrices), ("9", "90.00", .unitPrices), ("3", "30.05", .unknown),
    ("9", "90.10", .unknown),
  ]

  @Test(arguments: netPrices)
  func `prices without VAT hide their VAT too`(
    quantity: Quantity, total: Money, expected: DifferenceCause
  ) throws {
    let line = OrderLine.product("8.26", quantity: quantity, isVATIncluded: false)
    try expectEqual(cause([line], total: total), expected)
  }
}
