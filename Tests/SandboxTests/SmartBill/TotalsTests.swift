import TestKit
import Testing

@testable import Sandbox

/// Through the books, without a server: what a document comes to.
struct TotalsTests {
  @Test(arguments: [
    (#""discountType":1,"discountValue":-10,"numberOfItems":1"#, "108.90"),
    (#""discountType":1,"discountValue":10,"numberOfItems":1"#, "133.10"),
    (#""discountType":3,"discountValue":-10,"numberOfItems":1"#, "111.00"),
    (#""discountType":1,"discountValue":-10"#, "121.00"),
    (#""discountType":2,"discountPercentage":10,"numberOfItems":1"#, "108.90"),
    (#""discountPercentage":100,"numberOfItems":5"#, "0.00"),
  ])
  func `the official discount examples come out`(members: String, total: String) throws {
    let document = try issue(Sample.product + "," + Sample.discount(members))
    expectEqual(document.totals.total.text(decimals: 2), total)
  }

  @Test func `prices that include VAT add up to what the customer saw`() throws {
    let document = try issue(
      [
        Sample.line(price: "60.50", quantity: "2"), Sample.line(price: "20.00"),
        Sample.discount(
          #""discountType":1,"discountValue":-10.00,"numberOfItems":2,"isTaxIncluded":true"#),
      ].joined(separator: ","))
    expectEqual(document.totals.total.text(decimals: 2), "131.00")
    expectEqual(document.totals.vat.text(decimals: 2), "22.74")
    expectEqual(document.totals.net.text(decimals: 2), "108.26")
  }

  @Test func `a discount covers only the lines just above it`() throws {
    let document = try issue(
      [
        Sample.line(price: "100"), Sample.line(price: "50"),
        Sample.discount(#""discountPercentage":10,"numberOfItems":1,"isTaxIncluded":true"#),
        Sample.discount(#""discountPercentage":50,"numberOfItems":2,"isTaxIncluded":true"#),
      ].joined(separator: ","))
    // 50 − 5 = 45, half of which goes too.
    expectEqual(document.totals.total.text(decimals: 2), "122.50")
  }

  @Test func `the rate of the covered lines wins over the discount's own`() throws {
    let document = try issue(
      Sample.line(price: "111", vat: 11) + ","
        + Sample.discount(
          """
          "discountType":1,"discountValue":-11.1,"numberOfItems":1,"isTaxIncluded":true,
          "taxPercentage":21
          """))
    expectEqual(document.totals.subtotals.count, 1)
    expectEqual(document.totals.vat.text(decimals: 2), "9.90")
  }

  @Test func `a value discount over mixed rates takes the rate it states`() throws {
    let lines = Sample.line(price: "121") + "," + Sample.line(price: "111", vat: 11) + ","
    let discount = #""discountType":1,"discountValue":-11.1,"numberOfItems":2,"isTaxIncluded":true"#
    #expect(throws: Refusal.discountOverMixedRates) {
      try issue(lines + Sample.discount(discount))
    }
    let document = try issue(lines + Sample.discount(discount + #","taxPercentage":11"#))
    expectEqual(document.totals.subtotals.map { $0.vat.text(decimals: 2) }, ["21.00", "9.90"])
  }

  @Test func `VAT is rounded by document or by line`() throws {
    let lines = Array(repeating: Sample.line(price: "0.10", included: false), count: 5)
      .joined(separator: ",")
    try expectEqual(issue(lines, rounding: .document).totals.vat.text(decimals: 2), "0.11")
    try expectEqual(issue(lines, rounding: .line).totals.vat.text(decimals: 2), "0.10")
  }

  @Test func `a larger precision is kept until the document's end`() throws {
    let lines = Array(repeating: Sample.line(price: "0.335", included: false), count: 2)
      .joined(separator: ",")
    try expectEqual(issue(lines).totals.net.text(decimals: 2), "0.68")
    let precise = try issue(lines, extra: #","precision":7"#)
    expectEqual(precise.totals.net.text(decimals: 2), "0.67")
  }

  @Test func `a foreign price needs an exchange rate`() throws {
    let line = #"""
      {"name":"Produs","measuringUnitName":"buc","quantity":2,"price":10,"currency":"EUR",
       "taxPercentage":0,"taxName":"SDD"
      """#
    #expect(throws: Refusal.otherCurrency(than: .invoice)) { try issue(line + "}") }
    let document = try issue(line + #","exchangeRate":5.0012}"#)
    expectEqual(document.totals.total.text(decimals: 2), "100.02")
    #expect(throws: Refusal.currency("USD", withPricesIn: "EUR")) {
      try issue(line + "}", extra: #","currency":"USD""#)
    }
  }

  @discardableResult
  private func issue(
    _ products: String, rounding: VATRounding = .document, extra: String = ""
  ) throws -> IssuedDocument {
    let body = Sample.invoice(products, extra: extra)
    let object = try #require(try JSONParser.parse(Array(body.utf8)).object)
    var rules = AccountRules()
    rules.rounding = rounding
    var account = Account(series: [Series(name: "FCT")], rules: rules)
    return try account.issue(
      InvoiceRequest(object), body: body,
      mark: .init(today: "2026-11-23", milliseconds: 0, hash: "h"))
  }
}
