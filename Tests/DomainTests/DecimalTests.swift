import Domain
import FoundationEssentials
import TestKit
import Testing

@Suite struct DecimalTests {
  @Test(arguments: [
    ("0", 0), ("1", 10000), ("60.5", 605_000), ("60.50", 605_000), ("-10.00", -100_000),
    ("0.0001", 1), ("999999999999.9999", 9_999_999_999_999_999), ("007", 70000),
  ])
  func `a decimal string is read exactly`(text: String, units: Int64) {
    expectEqual(Money(text)?.units, units)
  }

  @Test(arguments: [
    "", "-", ".", "1.", ".5", "1,5", "12abc", "1e4", "1e400", "NaN", "+1", " 1", "1 ", "1.2.3",
    "--1", "0.00001", "1234567890123", "١٢", "0x10", "1_000",
  ])
  func `what is no decimal string is refused`(text: String) {
    #expect(Money(text) == nil)
  }

  @Test(arguments: ["0.00", "60.50", "-10.00", "0.1234", "131.00", "-0.05"])
  func `money is written as it is read`(text: String) throws {
    try expectEqual(#require(Money(text)).description, text)
  }

  @Test func `a rate and a quantity drop their idle zeros`() {
    expectEqual(("21.00" as VATRate).description, "21")
    expectEqual(("1.500" as Quantity).description, "1.5")
  }

  @Test func `only a whole number of bani is a total`() {
    expectEqual(("131.05" as Money).bani, 13105)
    #expect(("131.055" as Money).bani == nil)
  }

  @Test func `a JSON number is no amount, as many languages would have rounded it`() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Money].self, from: Data("[12.5]".utf8))
    }
  }
}
