import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct TotalGuardTests {
  /// 1.32 with VAT rounded by line, 1.31 by document.
  private func draft(total: Money) -> InvoiceDraft {
    .of(Array(repeating: .product("0.36", isVATIncluded: false), count: 3), total: total)
  }

  private func prepare(_ draft: InvoiceDraft, _ rounding: VATRounding?) throws(Failure) -> Money {
    try InvoicePreparation(vatRounding: rounding).prepare(draft).total
  }

  @Test func `where both ways agree with the order, no setting is needed`() throws {
    try expectEqual(prepare(.simple, nil), "131.00")
  }

  /// Lines of which many would need two entries to be evened out, which is more than there may be.
  private static let manyLines = Array(
    repeating: OrderLine.product("0.3701", quantity: "2", isVATIncluded: false),
    count: WireInvoice.linesMax)

  @Test func `where the two ways differ and no form evens them, the order is held`() {
    expectEqual(
      failure { () throws(Failure) in try prepare(.of(Self.manyLines, total: "358.26"), nil) },
      Failure(
        .vatRoundingUndecided,
        detail: "VAT rounded by line 358.24, by document 358.26, order 358.26 RON"))
  }

  @Test func `the decided way lets the order pass that it agrees with`() throws {
    try expectEqual(prepare(draft(total: "1.32"), .line), "1.32")
    try expectEqual(prepare(draft(total: "1.31"), .document), "1.31")
  }

  /// The words for a difference that rounding explains.
  private static let rounding =
    "magazinul rotunjește altfel; «rounding_line» pe cont o îndreaptă / "
    + "the shop rounds otherwise; “rounding_line” on the account evens it out"

  @Test func `the decided way holds the order that it differs from`() {
    expectEqual(
      failure { () throws(Failure) in try prepare(draft(total: "1.28"), .document) },
      Failure(
        .orderTotalDiffers,
        detail: "invoice 1.31 (VAT rounded by document), order 1.28 RON, difference -0.03: "
          + Self.rounding))
    expectEqual(
      failure { () throws(Failure) in try prepare(draft(total: "1.33"), .line) },
      Failure(
        .orderTotalDiffers,
        detail: "invoice 1.32 (VAT rounded by line), order 1.33 RON, difference 0.01: "
          + Self.rounding))
  }

  @Test func `where two decimals would miss the total, finer amounts reach it`() throws {
    let draft = draft(total: "1.31")
    let prepared = try InvoicePreparation(vatRounding: .line).prepare(draft)
    expectEqual(prepared.total, "1.31")
    #expect(String(decoding: prepared.body, as: UTF8.self).contains(#""precision":3"#))
  }

  @Test func `what SmartBill makes of finer amounts is looked up once it is issued`() throws {
    let finer = try InvoicePreparation(vatRounding: .line).prepare(draft(total: "1.31"))
    let prices = try InvoicePreparation().prepare(
      .of([.product("33.3333", quantity: "3")], total: "100.00"))
    #expect(finer.confirmsTotal && prices.confirmsTotal)
    #expect(try !InvoicePreparation().prepare(.simple).confirmsTotal)
  }

  @Test(arguments: [InvoiceKey.Kind.proforma, .draft])
  func `only invoices are looked up, whose totals SmartBill tells`(kind: InvoiceKey.Kind) throws {
    var draft = InvoiceDraft.of([.product("33.3333", quantity: "3")], total: "100.00")
    draft.key = InvoiceKey(
      account: "firma", shop: "magazin", order: "1001", kind: kind, revision: 0)
    #expect(try !InvoicePreparation(confirmsTotal: true).prepare(draft).confirmsTotal)
  }

  @Test(arguments: [nil, .line, .document] as [VATRounding?])
  func `a ban of difference holds the order`(rounding: VATRounding?) {
    for (total, difference) in [
      ("130.99", "-0.01"), ("131.01", "0.01"), ("131.0001", "0.0001"),
    ] as [(Money, String)] {
      expectEqual(
        failure { () throws(Failure) in
          try prepare(.of([.product("131.00")], total: total), rounding)
        },
        Failure(
          .orderTotalDiffers,
          detail: "invoice 131.00, order \(total) RON, difference \(difference): "
            + Self.rounding))
    }
  }

  @Test func `where neither way agrees, the total is what is reported`() {
    expectEqual(
      failure { () throws(Failure) in try prepare(draft(total: "5.00"), nil) },
      Failure(
        .orderTotalDiffers,
        detail: "invoice VAT rounded by line 1.32, by document 1.31, order 5.00 RON, "
          + "difference 3.68: o linie, o reducere sau o cotă TVA nu e cea din comandă / "
          + "a line, a discount or a VAT rate isn't the order's"))
  }
}
