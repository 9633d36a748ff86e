import Domain
import TestKit
import Testing

@Suite struct RomanianVATTests {
  @Test(
    arguments: [
      ("2025-07-31", ["19", "9", "5"], ["21", "11"]),
      ("2025-08-01", ["21", "11"], ["19", "9", "5"]),
      ("2026-11-23", ["21", "11"], ["19", "9", "5", "20", "24"]), ("2016-12-31", [], ["19", "20"]),
    ] as [(String, [VATRate], [VATRate])])
  func `a rate is valid on the days that the law gives it`(
    day: String, valid: [VATRate], invalid: [VATRate]
  ) {
    expectEqual(RomanianVAT.rates(on: day), valid)
    for rate in valid + ["0"] { #expect(RomanianVAT.isValid(rate, on: day)) }
    for rate in invalid { #expect(!RomanianVAT.isValid(rate, on: day)) }
  }
}
