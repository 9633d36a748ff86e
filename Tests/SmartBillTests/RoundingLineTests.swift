import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct RoundingLineTests {
  private let preparation = InvoicePreparation(roundingLineMax: "0.05")

  @Test(arguments: ["131.02", "131.05", "130.98", "130.95"] as [Money])
  func `what the settings allow is evened out by one line`(total: Money) throws {
    let prepared = try preparation.prepare(
      .of([.product("60.50", quantity: "2"), .shipping("10.00", vat: "11")], total: total))
    expectEqual(prepared.total, total)
    let body = String(decoding: prepared.body, as: UTF8.self)
    expectEqual(body.split(separator: #""name":"Rotunjire""#).count, 2)
  }

  @Test func `an invoice that is issued as paid is paid as much as it comes to, that line too`()
    throws
  {
    var draft = InvoiceDraft.of(
      [.product("60.50", quantity: "2"), .shipping("10.00", vat: "11")], total: "131.05")
    draft.terms.payment = PaymentTerms(type: .receipt, series: "CH", isInside: true)
    let prepared = try preparation.prepare(draft)
    let body = String(decoding: prepared.body, as: UTF8.self)
    #expect(prepared.paidInside == "131.05" && body.contains(#""name":"Rotunjire""#))
    #expect(
      body.contains(
        #""payment":{"isCash":true,"paymentSeries":"CH","type":"Chitanta","value":131.05}"#))
  }

  @Test(arguments: ["131.06", "130.94", "131.0001"] as [Money])
  func `more than that, or less than a ban, holds the order`(total: Money) {
    expectEqual(
      failure { () throws(Failure) in
        try preparation.prepare(.of([.product("131.00")], total: total))
      }?.code, .orderTotalDiffers)
  }

  @Test func `four hundred lines leave no room for one`() {
    let lines = Array(repeating: OrderLine.product("1.00"), count: 400)
    expectEqual(
      failure { () throws(Failure) in try preparation.prepare(.of(lines, total: "400.01")) }?.code,
      .orderTotalDiffers)
  }

  @Test func `where it isn't known how VAT is rounded, none is added`() {
    // Too many to even them out: too many would need two entries.
    let line = OrderLine.product("0.3701", quantity: "2", isVATIncluded: false)
    let lines = Array(repeating: line, count: 300)
    expectEqual(
      failure { () throws(Failure) in try preparation.prepare(.of(lines, total: "268.69")) }?.code,
      .vatRoundingUndecided)
  }
}
