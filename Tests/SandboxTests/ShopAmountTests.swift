import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopAmountTests {
  @Test(arguments: [("60.50", 605_000), ("-10", -100_000), ("0.0001", 1), ("21", 210_000)])
  func `a decimal is read exactly`(_ text: String, _ tenThousandths: Int64) {
    expectEqual(ShopAmount(text)?.tenThousandths, tenThousandths)
  }

  @Test(arguments: [
    "", "-", "+1", "1.", ".5", "1,5", "12abc", "1.2.3", "1e3", " 1", "0.00001", "1234567890",
    "١",
  ])
  func `what is not a decimal of the contract is refused`(_ text: String) {
    #expect(ShopAmount(text) == nil)
  }

  @Test(arguments: [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (11_000, "110.00")])
  func `bani are written with two decimals`(_ bani: Int64, _ text: String) {
    expectEqual(ShopAmount(bani: bani).text, text)
  }

  @Test func `halves of a ban are rounded away from zero, on both sides`() {
    var line = ShopProduct.mug.line(quantity: "0.5")
    line.price = "0.01"
    expectEqual(ShopTotals.amounts(of: line).grossBani, 1)
    line.price = "-0.01"
    expectEqual(ShopTotals.amounts(of: line).grossBani, -1)
  }

  @Test(arguments: [
    ("1234567.50", "1.234.567,50\u{A0}lei"), ("-10", "−10,00\u{A0}lei"), ("0.05", "0,05\u{A0}lei"),
    ("999", "999,00\u{A0}lei"), ("1.2345", "1,2345\u{A0}lei"),
  ])
  func `amounts are shown the Romanian way`(_ text: String, _ shown: String) throws {
    expectEqual(ShopFormat.lei(try #require(ShopAmount(text))), shown)
  }
}
