import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct ProformaTests {
  private static let draft: InvoiceDraft = {
    var draft = InvoiceDraft.simple
    draft.key = InvoiceKey(
      account: "firma", shop: "magazin", order: "1001", kind: .proforma, revision: 0)
    draft.series = Series(cif: "RO12345674", name: "PRO")
    draft.terms = DocumentTerms(dueDays: 3, warehouse: "Depozit")
    draft.terms.hasVATOnCollection = true
    draft.order.lines[0].code = "CAF-1"
    return draft
  }()

  private func proforma(_ change: (inout InvoiceDraft) -> Void = { _ in }) throws
    -> StandingProforma
  {
    var draft = Self.draft
    change(&draft)
    return StandingProforma(
      id: 7, number: InvoiceNumber(series: "PRO", text: "0003"),
      request: try InvoicePreparation.standard.prepare(draft).body)
  }

  private func invoice(from proforma: StandingProforma) throws -> PreparedInvoice {
    var draft = Self.draft
    draft.key = InvoiceDraft.simple.key
    draft.series = InvoiceDraft.simple.series
    draft.issuedOn = "2026-11-30"
    draft.proforma = proforma
    return try InvoicePreparation.standard.prepare(draft)
  }

  @Test func `a proforma has no field of stock, payment or VAT on collection`() throws {
    let body = String(decoding: try #require(try proforma().request), as: UTF8.self)
    for field in ["useStock", "payment\"", "usePaymentTax"] { #expect(!body.contains(field)) }
    #expect(body.contains(#""warehouseName":"Depozit""#))
    #expect(body.contains("Ref. [PUNTE magazin/1001/proforma/0]"))
    #expect(body.contains(#""dueDate":"2026-11-26""#))
  }

  @Test func `an invoice from it names it, and neither client nor products`() throws {
    let prepared = try invoice(from: try proforma())
    #expect(prepared.proforma == .used && prepared.confirmsTotal && prepared.total == "131.00")
    expectEqual(
      String(decoding: prepared.body, as: UTF8.self),
      """
      {"companyVatCode":"RO12345674","currency":"RON","dueDate":"2026-12-03",\
      "estimate":{"number":"0003","seriesName":"PRO","useStock":true},"isDraft":false,\
      "issueDate":"2026-11-30","mentions":"Comanda 1001. Ref. [PUNTE magazin/1001/0]",\
      "precision":2,"seriesName":"FCT","useEstimateDetails":true,"usePaymentTax":true}
      """)
  }

  @Test func `what it was made of must be the order's to the letter`() throws {
    let changes: [(String, (inout InvoiceDraft) -> Void)] = [
      ("lines", { $0.order.lines[0].name = "Cafea" }),
      ("lines", { $0.terms.warehouse = "Alt depozit" }),
      ("customer", { $0.order.customer.email = "ana@example.ro" }),
      ("customer", { $0.order.customer.name = "Ana" }),
    ]
    for (part, change) in changes {
      let prepared = try invoice(from: try proforma(change))
      expectEqual(prepared.proforma, .unlike("its \(part) isn't the order's any more"), "\(part)")
      #expect(String(decoding: prepared.body, as: UTF8.self).contains("\"products\""))
    }
    let pruned = StandingProforma(id: 7, number: try proforma().number, request: nil)
    guard case .unlike = try invoice(from: pruned).proforma else {
      Issue.record("nobody knows what it was made of")
      return
    }
  }

  @Test func `when it is made, and what is printed besides, may differ`() throws {
    let other = try proforma {
      $0.issuedOn = "2026-11-20"
      $0.terms.mentions = "Plata in 3 zile"
      $0.terms.language = "EN"
    }
    try expectEqual(invoice(from: other).proforma, .used)
  }

  // MARK: What was made of it

  private func reading(_ status: Int, _ body: String) -> ConversionReading {
    ConversionsAnswer(block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test func `a filled errorText that it isn't invoiced is no failure`() {
    expectEqual(
      reading(
        200,
        #"{"errorText":"Proforma cu seria pro si numarul 0226 nu a fost facturata.","areInvoicesCreated":false}"#
      ), .invoices([]))
  }

  @Test func `the invoices are told, however their numbers are written, and drafts aren't`() {
    expectEqual(
      reading(
        200,
        #"{"errorText":"","areInvoicesCreated":true,"invoices":[{"series":"FCT","number":""},{"series":"FCT","number":41}]}"#
      ), .invoices([InvoiceNumber(series: "FCT", text: "0041")]))
    expectEqual(
      reading(
        200, #"{"areInvoicesCreated":true,"invoices":[{"series":"FCT","number":"41"}]}"#),
      .invoices([InvoiceNumber(series: "FCT", text: "0041")]))
  }

  @Test(arguments: [400, 410])
  func `an unknown one is absent`(status: Int) {
    expectEqual(
      reading(
        status,
        #"{"errorText":"Proforma cu seria pro si numarul 99999999 nu a fost gasita."}"#), .absent)
  }

  @Test(arguments: [
    (500, "{}"), (200, ""), (200, "<html>"), (200, "{}"),
    (200, #"{"errorText":"","areInvoicesCreated":true}"#), (404, "nginx"),
    (400, #"{"errorText":"Ceva nou."}"#),
    (500, #"{"errorText":"Proforma nu a fost facturata."}"#),
  ])
  func `what says neither is no evidence`(status: Int, body: String) {
    guard case .unavailable = reading(status, body) else {
      Issue.record("HTTP \(status) \(body) decides something")
      return
    }
  }

  @Test(arguments: [
    ("Proforma cu seria si numarul PRO0003 a fost anulata cu succes.", ChangeReading.done),
    ("Proforma PRO0003 este deja anulata.", .done),
    ("Altceva.", .refused(Failure(.proformaCancelRefused, detail: "Altceva."))),
  ])
  func `a cancel's answer is read as an invoice's`(words: String, expected: ChangeReading) {
    let answer = RawAnswer.answered(
      status: 200, body: Array(#"{"errorText":"","message":"\#(words)"}"#.utf8))
    expectEqual(
      ChangeAnswer.cancelProforma(block: .seconds(600)).reading(of: answer, at: .noon), expected)
  }

  @Test func `one that SmartBill has not can't be cancelled`() {
    let words = "Proforma cu seria si numarul PRO0003 nu a fost gasita!"
    let answer = RawAnswer.answered(
      status: 400, body: Array(#"{"errorText":"\#(words)"}"#.utf8))
    expectEqual(
      ChangeAnswer.cancelProforma(block: .seconds(600)).reading(of: answer, at: .noon),
      .refused(Failure(.documentMissing, detail: words)))
  }
}
