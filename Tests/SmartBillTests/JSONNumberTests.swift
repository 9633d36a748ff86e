import Domain
import FoundationEssentials
import TestKit
import Testing

@testable import SmartBill

@Suite struct JSONNumberTests {
  private func text(_ units: Int64) throws -> String {
    String(decoding: try JSONEncoder().encode([JSONNumber(Money(units: units))]), as: UTF8.self)
  }

  @Test(
    arguments: [
      ("60.50", "[60.5]"), ("-10.00", "[-10]"), ("0.00", "[0]"), ("0.0001", "[0.0001]"),
      ("-0.07", "[-0.07]"), ("19.99", "[19.99]"), ("100.00", "[100]"),
      ("999999999999.9999", "[999999999999.9999]"),
    ] as [(Money, String)])
  func `an amount is written as its own digits`(amount: Money, json: String) throws {
    try expectEqual(text(amount.units), json)
  }

  @Test func `any amount reads back as itself`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let digits = Int64.random(in: 1...16, using: &random)
      let bound = (0..<digits).reduce(Int64(1)) { bound, _ in bound * 10 } - 1
      let units = Int64.random(in: -bound...bound, using: &random)
      let json = try text(units)
      expectEqual(Money(String(json.dropFirst().dropLast())), Money(units: units), "\(json)")
    }
  }
}
