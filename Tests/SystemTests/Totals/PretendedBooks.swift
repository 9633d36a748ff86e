import TestKit
import Testing

@testable import Sandbox

/// What the pretended SmartBill makes of a create call's bytes, without HTTP: its strict mapper, its
/// reading, its books. In a file of its own, which sees none of the client's code.
enum PretendedBooks {
  /// The document's total, as `paymentstatus` would answer it.
  static func total(of body: [UInt8], roundedByLine: Bool, paysVAT: Bool = true) throws -> String {
    let value = try JSONParser.parse(body)
    #expect(JSONShape.invoice.mismatch(in: value) == nil)
    let object = try #require(value.object)
    var rules = AccountRules()
    rules.rounding = roundedByLine ? .line : .document
    rules.paysVAT = paysVAT
    var account = Account(series: [Series(name: "FCT")], rules: rules)
    let document = try account.issue(
      InvoiceRequest(object), body: "",
      mark: .init(today: "2026-11-23", milliseconds: 0, hash: "h"))
    return document.totals.total.text(decimals: 2)
  }
}
