import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct PaymentAnswerTests {
  private static func draft(_ terms: PaymentTerms) -> PaymentDraft {
    PaymentDraft(
      key: PaymentKey(account: "firma", shop: "magazin", order: "1001", payment: "P1"),
      invoice: InvoiceNumber(series: "FCT", text: "0042"), cif: "RO12345674", value: "100.50",
      currency: "RON", terms: terms, issuedOn: "2026-11-23")
  }

  private static let receipt = draft(PaymentTerms(type: .receipt, series: "CH"))
  private static let card = draft(PaymentTerms(type: .onlineCard))

  private func reading(_ status: Int, _ body: String, of payment: PaymentDraft = card)
    -> PaymentReading
  {
    PaymentAnswer(payment: payment, block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  private static let empty =
    #"{"errorText":"","message":"","number":"","series":"","url":""}"#

  @Test func `a payment without a receipt is recorded where nothing is said against it`() {
    expectEqual(reading(200, Self.empty), .recorded(nil))
  }

  @Test func `a receipt is recorded with its number`() {
    let body = #"{"errorText":"","number":"0012","series":"CH"}"#
    expectEqual(
      reading(200, body, of: Self.receipt), .recorded(Receipt(series: "CH", number: "0012")))
  }

  @Test(arguments: [
    (200, "", Self.card), (200, "{}", Self.card), (200, "[]", Self.card),
    (200, empty, receipt), (500, empty, card), (502, "<html>", card), (302, empty, card),
    (400, "", card), (200, #"{"errorText":"Configurarea","number":"169"}"#, card),
    (400, #"{"errorText":"Eroare","number":"0012"}"#, receipt),
  ])
  func `what proves nothing is in doubt`(status: Int, body: String, payment: PaymentDraft) {
    guard case .inDoubt(let failure) = reading(status, body, of: payment) else {
      Issue.record("\(status) \(body) is not in doubt")
      return
    }
    expectEqual(failure.code, .paymentInDoubt)
  }

  @Test(arguments: [
    ("Factura este incasata sau stornata in totalitate.", FailureCode.paymentAlreadyPaid),
    (
      "Factura FCT0042 este anulata, nu o puteti incasa. Restaurati intai factura sau emiteti "
        + "incasarea independent de factura.", .paymentWithoutInvoice
    ),
    ("Factura nu a fost gasita!", .paymentWithoutInvoice),
    ("Moneda facturii FCT0042 nu corespunde cu moneda incasarii!", .paymentCurrencyDiffers),
    ("Valoarea incasarii trebuie specificata.", .paymentRefused),
    ("Tipul documentului nu a fost gasit pe server!", .paymentRefused),
  ])
  func `a refusal is read by its words`(words: String, code: FailureCode) {
    for status in [200, 400, 404] {
      guard case .refused(let failure) = reading(status, #"{"errorText":"\#(words)"}"#) else {
        Issue.record("\(words) is no refusal")
        return
      }
      expectEqual(failure.code, code)
    }
  }

  @Test(arguments: [
    (401, "Autentificare esuata.", FailureCode.smartBillCredentials),
    (400, "Nu aveti dreptul de a adauga incasari", .smartBillAccount),
    (400, "Seria incasarii nu a fost gasita pe server.", .receiptSeriesUnknown),
    (400, "Seria nu poate fi folosita la chitante.", .receiptSeriesUnknown),
  ])
  func `what is the account's matter waits for a person to mend it`(
    status: Int, words: String, code: FailureCode
  ) {
    let reading = reading(status, #"{"errorText":"\#(words)"}"#, of: Self.receipt)
    guard case .accountRefused(let failure) = reading else {
      Issue.record("\(words): \(reading)")
      return
    }
    expectEqual(failure.code, code)
  }

  @Test func `the request takes its customer from the invoice, and says what is paid of it`() throws
  {
    expectEqual(
      String(decoding: try WirePayment(Self.receipt).body(), as: UTF8.self),
      """
      {"companyVatCode":"RO12345674","currency":"RON",\
      "invoicesList":[{"number":"0042","seriesName":"FCT"}],"isCash":true,\
      "issueDate":"2026-11-23","observation":"Comanda 1001, plata P1","seriesName":"CH",\
      "type":"Chitanta","useInvoiceDetails":true,"value":100.5}
      """)
    let body = String(decoding: try WirePayment(Self.card).body(), as: UTF8.self)
    #expect(body.contains(#""isCash":false"#) && !body.contains(#""seriesName":"CH""#))
  }
}
