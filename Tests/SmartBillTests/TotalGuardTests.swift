import Domain
import Testing

@testable import SmartBill

@Suite struct TotalGuardTests {
  /// 1.32 with VAT rounded by line, 1.31 by document.
  private func draft(total: Money) -> InvoiceDraft {
    .of(Array(repeating: .product("0.36", isVATIncluded: false), count: 3), total: total)
  }

  private func prepare(_ draft: InvoiceDraft, _ rounding: VATRounding?) throws(Failure) -> Money {
    try InvoicePreparation(vatNames: SmartBillAccount.defaultVATNames, vatRounding: rounding)
      .prepare(draft).total
  }

  @Test func `where both ways agree with the order, no setting is needed`() throws {
    #expect(try prepare(.simple, nil) == "131.00")
  }

  @Test func `where the two ways differ, the order is held until somebody decides`() {
    #expect(
      failure { () throws(Failure) in try prepare(draft(total: "1.31"), nil) }
        == Failure(
          .vatRoundingUndecided,
          detail: "VAT rounded by line 1.32, by document 1.31, order 1.31 RON"))
  }

  @Test func `the decided way lets the order pass that it agrees with`() throws {
    #expect(try prepare(draft(total: "1.32"), .line) == "1.32")
    #expect(try prepare(draft(total: "1.31"), .document) == "1.31")
  }

  @Test func `the decided way holds the order that it differs from`() {
    #expect(
      failure { () throws(Failure) in try prepare(draft(total: "1.31"), .line) }
        == Failure(
          .orderTotalDiffers,
          detail: "invoice 1.32 (VAT rounded by line), order 1.31 RON"))
    #expect(
      failure { () throws(Failure) in try prepare(draft(total: "1.32"), .document) }
        == Failure(
          .orderTotalDiffers,
          detail: "invoice 1.31 (VAT rounded by document), order 1.32 RON"))
  }

  @Test(arguments: [nil, .line, .document] as [VATRounding?])
  func `a ban of difference holds the order`(rounding: VATRounding?) {
    for total in ["130.99", "131.01", "131.0001"] as [Money] {
      #expect(
        failure { () throws(Failure) in
          try prepare(.of([.product("131.00")], total: total), rounding)
        }
          == Failure(.orderTotalDiffers, detail: "invoice 131.00, order \(total) RON"))
    }
  }

  @Test func `where neither way agrees, the total is what is reported`() {
    #expect(
      failure { () throws(Failure) in try prepare(draft(total: "5.00"), nil) }
        == Failure(
          .orderTotalDiffers,
          detail: "invoice VAT rounded by line 1.32, by document 1.31, order 5.00 RON"))
  }
}
