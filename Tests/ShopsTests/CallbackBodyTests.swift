import Domain
import TestKit
import Testing

@testable import Shops

@Suite struct CallbackBodyTests {
  private func text(_ content: Notice.Content) throws -> String {
    String(decoding: try CallbackBody(.sample(content)).bytes, as: UTF8.self)
  }

  @Test func `an issued invoice is told with its number, total and links`() throws {
    try expectEqual(
      text(.issued(.sample, revision: 1)),
      """
      {"data":{"invoice":{"currency":"RON","document_url":null,"edit_url":null,"issued_on":"2026-11-23",\
      "number":"0042","revision":1,"series":"FCT","total":"131.00",\
      "view_url":"https://cloud.smartbill.ro/x?srvid=2"},"order_id":"1001","sequence":3},\
      "timestamp":"2026-11-23T10:00:00.000Z","type":"invoice.issued"}
      """)
  }

  @Test func `a cancelled invoice is told with its number`() throws {
    try expectEqual(
      text(.cancelled(InvoiceNumber(series: "FCT", text: "0042"), revision: 0)),
      """
      {"data":{"invoice":{"number":"0042","revision":0,"series":"FCT"},"order_id":"1001",\
      "sequence":3,"storno":null},"timestamp":"2026-11-23T10:00:00.000Z",\
      "type":"invoice.cancelled"}
      """)
  }

  @Test func `a cancel that prevented the invoice is told with nulls`() throws {
    try expectEqual(
      text(.cancelled(nil, revision: 0)),
      """
      {"data":{"invoice":{"number":null,"revision":0,"series":null},"order_id":"1001",\
      "sequence":3,"storno":null},"timestamp":"2026-11-23T10:00:00.000Z",\
      "type":"invoice.cancelled"}
      """)
  }

  private static let payment = RecordedPayment(
    received: ReceivedPayment(id: "P1", method: "numerar", amount: "100.00"),
    invoice: PaidInvoice(id: 17, number: InvoiceNumber(series: "FCT", text: "0042"), revision: 0),
    type: .receipt, receipt: Receipt(series: "CH", number: nil), left: "31.00", isInside: false)

  @Test func `a payment is told with its receipt and what is left, as far as they are known`()
    throws
  {
    try expectEqual(
      text(.paymentRecorded(Self.payment)),
      """
      {"data":{"invoice":{"number":"0042","revision":0,"series":"FCT"},"left_to_pay":"31.00",\
      "order_id":"1001","payment":{"amount":"100.00","id":"P1","method":"numerar",\
      "receipt":{"number":null,"series":"CH"},"type":"Chitanta","within_invoice":false},\
      "sequence":3},"timestamp":"2026-11-23T10:00:00.000Z","type":"payment.recorded"}
      """)
  }

  @Test func `a payment's failure names the payment`() throws {
    let body = try text(.paymentFailed("P1", Failure(.paymentAlreadyPaid)))
    #expect(body.contains(#""operation":"payment","order_id":"1001","payment":{"id":"P1"}"#))
    #expect(body.contains(#""type":"invoice.failed""#))
  }

  @Test func `a failure is told with reason and remedy in both languages`() throws {
    let failure = Failure(.smartBillRefused, detail: "Client invalid!")
    try expectEqual(
      text(.failed(.issue, failure)),
      """
      {"data":{"failure":{"code":"smartbill_refused","detail":"Client invalid!",\
      "reason":{"en":"\(failure.reason.en)","ro":"\(failure.reason.ro)"},\
      "remedy":{"en":"\(failure.remedy.en)","ro":"\(failure.remedy.ro)"}},\
      "operation":"issue","order_id":"1001","sequence":3},\
      "timestamp":"2026-11-23T10:00:00.000Z","type":"invoice.failed"}
      """)
    #expect(
      try text(.failed(.cancel, Failure(.cancelRefused))).contains(#""detail":null"#))
  }

  @Test func `an e-mail is told with its invoice and to whom it went`() throws {
    let number = InvoiceNumber(series: "FCT", text: "0042")
    let mail = InvoiceMail(to: MailAddresses("a@firma.example, b@firma.example"))
    try expectEqual(
      text(.sent(number, mail, revision: 1)),
      """
      {"data":{"invoice":{"number":"0042","revision":1,"series":"FCT"},\
      "mail":{"cc":null,"to":"a@firma.example,b@firma.example"},\
      "order_id":"1001","sequence":3},\
      "timestamp":"2026-11-23T10:00:00.000Z","type":"invoice.sent"}
      """)
    #expect(
      try text(.sent(number, InvoiceMail(), revision: 1)).contains(#""mail":{"cc":null,"to":null}"#)
    )
  }

  @Test func `a restore is told with the number that stands again`() throws {
    try expectEqual(
      text(.restored(InvoiceNumber(series: "FCT", text: "0042"), revision: 1)),
      """
      {"data":{"invoice":{"number":"0042","revision":1,"series":"FCT"},\
      "order_id":"1001","sequence":3},\
      "timestamp":"2026-11-23T10:00:00.000Z","type":"invoice.restored"}
      """)
  }

  @Test func `a reversal is told with what it takes back, and what is known of the stock`() throws {
    let document = IssuedDocument(
      number: InvoiceNumber(series: "FCT", text: "0043"), total: "-31.00", currency: "RON",
      issuedOn: "2026-11-28")
    func told(isWhole: Bool) throws -> String {
      try text(
        .reversed(
          Reversal(
            document: document, refund: "R7", isWhole: isWhole,
            original: InvoiceNumber(series: "FCT", text: "0042"), revision: 1)))
    }
    try expectEqual(
      told(isWhole: false),
      """
      {"data":{"invoice":{"number":"0042","revision":1,"series":"FCT"},\
      "order_id":"1001","refund_id":"R7",\
      "reversal":{"currency":"RON","document_url":null,"edit_url":null,\
      "issued_on":"2026-11-28","kind":"refund","number":"0043","series":"FCT",\
      "stock_return":"unproven","total":"-31.00","view_url":null},"sequence":3},\
      "timestamp":"2026-11-23T10:00:00.000Z","type":"invoice.reversed"}
      """)
    #expect(try told(isWhole: true).contains(#""kind":"storno""#))
    #expect(try told(isWhole: true).contains(#""stock_return":"by_storno""#))
  }

  @Test func `a cancel by storno is told with the storno's number`() throws {
    let storno = InvoiceNumber(series: "FCT", text: "0043")
    #expect(
      try text(
        .cancelled(InvoiceNumber(series: "FCT", text: "0042"), revision: 0, storno: storno)
      ).contains(#""storno":{"number":"0043","series":"FCT"}"#))
  }

  @Test func `a delay is told with its reason and what to expect`() throws {
    let failure = Failure(.invoiceInDoubt)
    try expectEqual(
      text(.delayed(failure, revision: 2)),
      """
      {"data":{"failure":{"code":"invoice_in_doubt","detail":null,\
      "reason":{"en":"\(failure.reason.en)","ro":"\(failure.reason.ro)"},\
      "remedy":{"en":"\(failure.remedy.en)","ro":"\(failure.remedy.ro)"}},\
      "invoice":{"revision":2},"order_id":"1001","sequence":3},\
      "timestamp":"2026-11-23T10:00:00.000Z","type":"invoice.delayed"}
      """)
  }

  @Test func `the same notice always gives the same bytes`() throws {
    let first = try CallbackBody(.sample(.issued(.sample, revision: 0))).bytes
    for _ in 0..<50 {
      try expectEqual(CallbackBody(.sample(.issued(.sample, revision: 0))).bytes, first)
    }
  }

  @Test func `an order that changed after its invoice is told with both totals`() throws {
    let body = try text(.orderChanged(.sample, revision: 1, total: "200.00", currency: "RON"))
    #expect(
      body.contains(
        #""invoice":{"currency":"RON","number":"0042","revision":1,"series":"FCT","#
          + #""total":"131.00"}"#), "\(body)")
    #expect(body.contains(#""order":{"currency":"RON","total":"200.00"}"#), "\(body)")
    #expect(body.contains(#""code":"order_changed_after_invoice""#), "\(body)")
    #expect(body.hasSuffix(#""type":"order.changed_after_invoice"}"#), "\(body)")
  }
}
