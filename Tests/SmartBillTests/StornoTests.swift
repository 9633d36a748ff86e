import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct StornoTests {
  private let draft = StornoDraft(
    key: InvoiceKey(account: "firma", shop: "magazin", order: "1001", kind: .storno, revision: 0),
    series: Series(cif: "RO12345674", name: "FCT"),
    original: IssuedDocument(
      number: InvoiceNumber(series: "FCT", text: "0001"), total: "131.00", currency: "RON",
      issuedOn: "2026-11-23"), issuedOn: "2026-11-28")

  private func reading(_ status: Int, _ body: String) -> CreateReading {
    CreateAnswer(draft: draft, block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test func `a storno becomes exactly these bytes`() throws {
    expectEqual(
      String(decoding: try WireStorno(draft).body(), as: UTF8.self),
      """
      {"companyVatCode":"RO12345674","issueDate":"2026-11-28","number":"0001",\
      "seriesName":"FCT"}
      """)
  }

  @Test func `a storno is never dated before its invoice`() {
    let early = StornoDraft(
      key: draft.key, series: draft.series, original: draft.original, issuedOn: "2026-11-22")
    expectEqual(early.issuedOn, "2026-11-23")
  }

  @Test func `its answer is read as a create call's, and comes to minus the invoice`() {
    expectEqual(
      reading(200, #"{"errorText":"","number":"0002","series":"FCT"}"#),
      .issued(
        IssuedDocument(
          number: InvoiceNumber(series: "FCT", text: "0002"), total: "-131.00", currency: "RON",
          issuedOn: "2026-11-28")))
    guard case .inDoubt = reading(502, "<html>") else {
      Issue.record("a page of a gateway proves something")
      return
    }
  }

  @Test(arguments: [
    ("Factura este deja stornata.", FailureCode.stornoStands),
    ("Factura FCT0001 este anulata.", .reverseRefused),
    ("Factura cu seria si numarul FCT0001 nu a fost gasita!", .documentMissing),
    ("Nu puteti adauga documentul intr-o perioada inchisa", .periodClosed),
    ("Seria nu a fost gasita! Folositi o serie creata in contul de cloud.", .seriesUnknown),
  ])
  func `SmartBill's reasons for not reversing are told apart`(words: String, code: FailureCode) {
    expectEqual(reading(400, #"{"errorText":"\#(words)"}"#), .refused(Failure(code, detail: words)))
  }

  // MARK: What a storno's text names

  @Test(arguments: [
    "Storno la factura FCT0001", "Storno la factura seria FCT nr. 0001 din 23.11.2026",
    "storno fct 1", "Factura stornată: FCT-\n0001", "seria FCT și numărul 0001",
  ])
  func `an invoice is named by series and number, whatever stands between`(text: String) {
    #expect(NumberMention(draft.original.number).stands(in: text))
  }

  @Test(arguments: [
    "Factura storno FCT 0002 din 23.11.2026", "FCT0001 5", "FCT 00010", "XFCT 0001",
    "0001", "FCT", "", "FCT 0002\n1 buc",
  ])
  func `another number isn't, nor is a series alone`(text: String) {
    expectEqual(NumberMention(draft.original.number).stands(in: text), text.hasPrefix("FCT0001 "))
  }

  @Test func `a series of several words is found as its layout breaks it`() {
    let mention = NumberMention(InvoiceNumber(series: "A-B 12", text: "0042"))
    #expect(mention.stands(in: "seria A-B\n12 nr 0042"))
    #expect(!mention.stands(in: "seria A-B 13 nr 0042"))
  }

  // MARK: Refunds

  private func refund(_ lines: [OrderLine], total: Money) -> InvoiceDraft {
    var draft = InvoiceDraft.of(lines, total: total)
    draft.key = InvoiceKey(
      account: "firma", shop: "magazin", order: "1001", kind: .refund, item: "R7", revision: 0)
    draft.corrects = self.draft.original
    return draft
  }

  @Test func `a refund has negative quantities, and names what it corrects`() throws {
    let prepared = try InvoicePreparation.standard.prepare(
      refund([.product("60.50", quantity: "-2")], total: "-121.00"))
    let body = String(decoding: prepared.body, as: UTF8.self)
    expectEqual(prepared.total, "-121.00")
    #expect(body.contains(#""price":60.5,"quantity":-2"#))
    #expect(
      body.contains(
        "Storno parțial la factura FCT 0001 din 2026-11-23. Comanda 1001. "
          + "Ref. [PUNTE magazin/1001/refund/R7/0]"))
  }

  @Test func `a refund's lines must come to its total, to the ban`() {
    let found = failure {
      () throws(Failure) in
      try InvoicePreparation.standard.prepare(
        refund([.product("121.00", quantity: "-1")], total: "-120.99"))
    }
    expectEqual(found?.code, .orderTotalDiffers)
  }

  @Test(arguments: [("19", nil), ("21", FailureCode.vatRateNotValid)] as [(VATRate, FailureCode?)])
  func `a refund has the rates of the day of the invoice that it takes back`(
    rate: VATRate, code: FailureCode?
  ) {
    var preparation = InvoicePreparation()
    preparation.naming.byRate["19"] = "Normala"
    var draft = refund([.product("60.50", quantity: "-2", vat: rate)], total: "-121.00")
    draft.corrects?.issuedOn = "2025-07-31"
    draft.issuedOn = "2025-08-14"
    expectEqual(failure { () throws(Failure) in try preparation.prepare(draft) }?.code, code)
  }

  @Test func `net prices of a refund are rounded as the invoice's were`() throws {
    let line = OrderLine.product("10.01", quantity: "-3", isVATIncluded: false)
    let prepared = try InvoicePreparation.standard.prepare(refund([line], total: "-36.34"))
    expectEqual(prepared.total, "-36.34")
  }

  @Test(arguments: ["-131.01", "-130.99"] as [Money])
  func `a refund's rounding line has the rate of which its lines have most`(total: Money) throws {
    let draft = refund(
      [.product("121.00", quantity: "-1"), .product("10.00", quantity: "-1", vat: "11")],
      total: total)
    let prepared = try InvoicePreparation(roundingLineMax: "0.01").prepare(draft)
    let line = try #require(
      String(decoding: prepared.body, as: UTF8.self).split(separator: "Rotunjire").last)
    #expect(line.contains(#""taxName":"Normala","taxPercentage":21"#))
  }

  @Test(arguments: [
    (OrderLine.discount("-5.00"), "a discount"), (.product("5.00", quantity: "1"), "quantity"),
  ])
  func `a refund of discounts, or of what is sold again, is refused`(
    line: OrderLine, words: String
  ) {
    let found = failure {
      () throws(Failure) in
      try InvoicePreparation.standard.prepare(
        refund([.product("60.50", quantity: "-2"), line], total: "-121.00"))
    }
    expectEqual(found?.code, .orderNotInvoiceable)
    expectEqual(found?.detail?.contains(words), true)
  }
}
