import TestKit
import Testing

@testable import Sandbox

struct ExactNumberTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("0.1", "0.1"), ("60.50", "60.5"), ("-10.00", "-10"),
    ("1e2", "100"), ("1.5E+1", "15"), ("125e-2", "1.25"), ("99999999.99", "99999999.99"),
    ("33.333333333333336", "33.33333333"), ("0.000000005", "0.00000001"),
    ("0.000000004", "0"), ("-0.000000005", "-0.00000001"), ("1e-999999999999", "0"),
    ("0e999999999999", "0"), ("0.0000000001e9", "0.1"),
  ])
  func `a JSON number is read exactly`(text: String, expected: String) {
    expectEqual(ExactNumber(jsonNumber: text)?.text(), expected)
  }

  @Test(arguments: ["100000000", "1e9", "-1e8", "1e999999999999"])
  func `a number out of reach is refused`(text: String) {
    #expect(ExactNumber(jsonNumber: text) == nil)
  }

  @Test func `halves round away from zero, once`() throws {
    let price = try #require(ExactNumber(jsonNumber: "0.335"))
    expectEqual(price.times(ExactNumber(3), decimals: 2).text(decimals: 2), "1.01")
    expectEqual((-price).times(ExactNumber(3), decimals: 2).text(decimals: 2), "-1.01")
    // The product is 0.004999995: rounded to 8 decimals first, it would come to 0.01.
    let tiny = try #require(ExactNumber(jsonNumber: "0.00499999"))
    expectEqual(
      tiny.times(ExactNumber(jsonNumber: "1.000001")!, decimals: 2).text(decimals: 2), "0.00")
  }

  @Test func `the largest invoice doesn't overflow`() throws {
    let largest = try #require(ExactNumber(jsonNumber: "99999999.99999999"))
    let lines = (0..<400).map { _ in
      let value = largest.times(largest, decimals: 4)
      return DocumentLine(
        name: "", unit: "", quantity: largest, price: largest, isTaxIncluded: true,
        vatRate: VATRate.romanian[0], value: value,
        vat: VATRate.romanian[0].vat(of: value, isIncluded: true, decimals: 4))
    }
    let totals = DocumentTotals(of: lines, rounding: .document)
    expectEqual(totals.total.text(decimals: 2).count, 22)
  }
}
