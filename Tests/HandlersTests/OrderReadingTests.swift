import Domain
import Foundation
import TestKit
import Testing

/// What an order may hold besides prices.
@Suite struct OrderReadingTests {
  private func line(_ json: String) throws -> OrderLine {
    try JSONDecoder().decode(OrderLine.self, from: Data(json.utf8))
  }

  @Test func `a discount is a price or a percent, over all lines above it or some`() throws {
    let percent = try line(
      #"{"kind":"discount","name":"R","percent":"12.5","covers":2,"vat_included":true}"#)
    #expect(percent.percent == "12.5" && percent.covers == 2 && percent.vatRate == nil)
    #expect(percent.price == .zero && percent.quantity == .one)
    let value = try line(#"{"kind":"discount","name":"R","price":"-5","vat_included":true}"#)
    #expect(value.price == "-5.00" && value.percent == nil && value.covers == nil)
  }

  @Test(
    arguments: [
      #"{"kind":"discount","name":"R","vat_included":true}"#,
      #"{"kind":"product","name":"P","quantity":"1","price":"5","vat_included":true}"#,
      """
      {"kind":"fee","name":"P","price":"5","vat_included":true,"vat_rate":"0","vat_reason":"why"}
      """,
    ])
  func `a line that lacks what its kind needs can't be read`(json: String) {
    #expect(throws: DecodingError.self) { try line(json) }
  }

  @Test func `a line is kept as it was read`() throws {
    let reverse = try line(
      """
      {"kind":"product","name":"P","quantity":"1","price":"5","vat_included":false,\
      "vat_rate":"0","vat_reason":"reverse_charge"}
      """)
    expectEqual(reverse.vatReason, .reverseCharge)
    let percent = OrderLine(
      kind: .discount, name: "R", price: .zero, vatRate: nil, percent: "10", covers: 1)
    for line in [reverse, percent] {
      let kept = try JSONDecoder().decode(OrderLine.self, from: JSONEncoder().encode(line))
      expectEqual(kept, line)
    }
  }
}
