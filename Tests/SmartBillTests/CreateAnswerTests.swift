import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct CreateAnswerTests {
  private func reading(_ answer: RawAnswer) -> CreateReading {
    CreateAnswer(draft: .simple, block: .seconds(600)).reading(of: answer, at: .noon)
  }

  private func reading(_ status: Int, _ body: String) -> CreateReading {
    reading(.answered(status: status, body: Array(body.utf8)))
  }

  private func document(_ number: String, series: String = "FCT") -> IssuedDocument {
    IssuedDocument(
      number: InvoiceNumber(series: series, text: number), total: "131.00", currency: "RON",
      issuedOn: "2026-11-23")
  }

  @Test func `the official answer is an issued invoice with its links`() {
    let body = """
      {"errorText":"","message":"","number":"0007","series":"ff","url":"",\
      "documentUrl":"https://cloud.smartbill.ro/documente/editare/factura/20363/",\
      "documentId":20363,\
      "documentViewUrl":"https://cloud.smartbill.ro/documente/extern/pf/factura/h?srvid=2"}
      """
    var expected = document("0007", series: "ff")
    expected.editURL = "https://cloud.smartbill.ro/documente/editare/factura/20363/"
    expected.viewURL = "https://cloud.smartbill.ro/documente/extern/pf/factura/h?srvid=2"
    expectEqual(reading(200, body), .issued(expected))
  }

  @Test(arguments: [
    (#"{"number":"0042","series":"FCT","errorText":""}"#, "0042"),
    (#"{"number":42,"series":"FCT","errorText":null}"#, "0042"),
    (#"{"number":12345,"series":"FCT"}"#, "12345"),
    (#"{"number":" 0042 ","message":"Factura a fost emisa."}"#, "0042"),
    (#"{"sbcResponse":{"errorText":"","number":"0042","series":"FCT"}}"#, "0042"),
    (#"{"number":"0042","documentId":"x","news":[{"a":1}],"documentUrl":7}"#, "0042"),
  ])
  func `a number without an error is an issued invoice, however it is written`(
    body: String, number: String
  ) {
    expectEqual(reading(200, body), .issued(document(number)))
    expectEqual(reading(201, body), .issued(document(number)))
  }

  static let refusal = #"{"errorText":"Client invalid!","message":"","number":"","series":""}"#
  static let unknownSeries =
    #"{"errorText":"Seria nu a fost gasita! Folositi o serie creata in contul de cloud."}"#
  static let unknownProperty = """
    {"status":400,"type":"invalid_request_error","instance":"/SBORO/api/invoice/v2","errors":\
    [{"code":"json_mapping_error","message":"Unrecognized property: zzz.","param":"zzz"}]}
    """
  @Test(
    arguments: [
      (200, refusal, Failure(.smartBillRefused, detail: "Client invalid!")),
      (400, refusal, Failure(.smartBillRefused, detail: "Client invalid!")),
      (403, refusal, Failure(.smartBillRefused, detail: "Client invalid!")),
      (404, refusal, Failure(.smartBillRefused, detail: "Client invalid!")),
      (422, refusal, Failure(.smartBillRefused, detail: "Client invalid!")),
      (
        400, unknownProperty,
        Failure(
          .smartBillRefused, detail: "json_mapping_error: Unrecognized property: zzz.")
      ),
      (
        400, unknownSeries,
        Failure(
          .seriesUnknown,
          detail: "Seria nu a fost gasita! Folositi o serie creata in contul de cloud.")
      ),
      (
        200, #"{"errorText":"Serie inexistenta"}"#,
        Failure(.seriesUnknown, detail: "Serie inexistenta")
      ),
      (
        400, #"{"sbcResponse":{"errorText":"Client invalid!"}}"#,
        Failure(.smartBillRefused, detail: "Client invalid!")
      ),
      (
        400,
        #"{"errorText":"Lipsa <b>Cafea</b>.<br/>Sfat<div style=\"display:none\">at java</div>"}"#,
        Failure(.smartBillRefused, detail: "Lipsa Cafea.")
      ),
    ] as [(Int, String, Failure)])
  func `an error without a number is a refusal in SmartBill's own words`(
    status: Int, body: String, failure: Failure
  ) {
    expectEqual(reading(status, body), .refused(failure))
  }

  @Test(
    arguments: [
      (200, ""), (200, "{}"), (200, "[]"), (200, "null"),
      (200, #"{"errorText":"","number":"","series":"FCT"}"#),
      (200, #"{"number":"0042","errorText":"Serverul de email nu raspunde."}"#),
      (400, #"{"number":"0042","errorText":"Eroare"}"#),
      (401, #"{"number":"0042","errorText":""}"#),
      (400, #"{"number":"0042"}"#),
      (200, "<html><body>OK</body></html>"),
      (200, #"{"errorText":"","number":"0042""#),
      (200, #"{"errorText":["x"],"number":"0042"}"#),
      (204, ""), (301, ""), (302, refusal),
      (400, ""), (400, "{}"), (403, "<html>Forbidden</html>"), (404, "<html>404</html>"),
      (500, #"{"errorText":"Internal Server Error!","documentId":null}"#),
      (500, "<!DOCTYPE html>HTTP Status 500"),
      (502, "<html><head><title>502 Bad Gateway</title></head></html>"),
      (503, refusal), (504, ""), (100, ""), (0, ""),
    ] as [(Int, String)])
  func `what proves neither leaves the invoice in doubt`(status: Int, body: String) {
    guard case .inDoubt(let failure) = reading(status, body) else {
      Issue.record("HTTP \(status) \(body) is read as \(reading(status, body))")
      return
    }
    expectEqual(failure.code, .invoiceInDoubt)
    expectEqual(failure.detail?.hasPrefix("HTTP \(status)"), true)
    expectEqual(failure.detail?.contains("<"), false)
  }

  @Test func `bytes that are no UTF-8 leave the invoice in doubt`() {
    let answer = RawAnswer.answered(status: 200, body: [0x7b, 0xff, 0x7d])
    guard case .inDoubt = reading(answer) else {
      Issue.record("\(reading(answer))")
      return
    }
  }

  @Test func `refused credentials are the account's matter, not the order's`() {
    let text = "Autentificare esuata. Va rugam verificati datele si incercati din nou."
    let body = #"{"key":"!.oresp@&","successfully":false,"errorText":"\#(text)","cooldown":0}"#
    expectEqual(reading(401, body), .accountRefused(Failure(.smartBillCredentials, detail: text)))
    expectEqual(reading(401, "<html>"), .accountRefused(Failure(.smartBillCredentials)))
  }

  @Test(arguments: [
    (410, "Pentru acest pachet s-a emis numarul maxim de documente permis"),
    (400, "Nu aveti dreptul de a adauga facturi pe seria selectata"),
    (200, "Firma la care incercati sa va conectati nu este disponibila pentru acest utilizator."),
  ])
  func `an account that may not issue is refused, and not its order`(status: Int, text: String) {
    expectEqual(
      reading(status, #"{"errorText":"\#(text)","number":"","documentId":-1}"#),
      .accountRefused(Failure(.smartBillAccount, detail: text)))
  }

  @Test func `a list of errors about the account refuses the account`() {
    func body(_ code: String) -> String {
      #"{"status":403,"errors":[{"code":"\#(code)","message":"Expired."}]}"#
    }
    expectEqual(
      reading(403, body("subscription_expired")),
      .accountRefused(Failure(.smartBillAccount, detail: "subscription_expired: Expired.")))
    guard case .refused = reading(400, body("json_mapping_error")) else {
      Issue.record("\(reading(400, body("json_mapping_error")))")
      return
    }
  }

  @Test func `one call too many blocks the account, known by its words or by 429`() {
    let body = """
      {"key":"!.oresp@&","successfully":false,"errorText":"Ai depasit limita maxima de requesturi \
      admisa. Vei putea executa alte requesturi dupa 10 min","errorCode":"0","cooldown":0}
      """
    let until = Timestamp.noon + .seconds(600)
    for status in [403, 422, 400, 429] {
      expectEqual(reading(status, body), .blocked(until: until))
    }
    expectEqual(reading(429, ""), .blocked(until: until))
    expectEqual(reading(429, "<html>"), .blocked(until: until))
  }

  @Test func `a 403 without the words is a refusal`() {
    let body = #"{"errorText":"Nu puteti vizualiza factura!"}"#
    expectEqual(
      reading(403, body),
      .refused(
        Failure(
          .smartBillRefused, detail: "Nu puteti vizualiza factura!")))
  }

  @Test func `what was not sent and what is unclear keep their reasons`() {
    expectEqual(
      reading(.notSent("connectionRefused")),
      .notSent(Failure(.smartBillUnreachable, detail: "connectionRefused")))
    expectEqual(
      reading(.unclear("timedOut")), .inDoubt(Failure(.invoiceInDoubt, detail: "timedOut")))
  }

  @Test func `a draft has no number, and is known by its page`() {
    var draft = InvoiceDraft.simple
    draft.key = InvoiceKey(
      account: "firma", shop: "magazin", order: "1001", kind: .draft, revision: 0)
    func reading(_ body: String) -> CreateReading {
      CreateAnswer(draft: draft, block: .seconds(600))
        .reading(of: .answered(status: 200, body: Array(body.utf8)), at: .noon)
    }
    let page = "https://cloud.smartbill.ro/documente/editare/factura/20363/"
    expectEqual(
      reading(#"{"errorText":"","number":"","documentUrl":"\#(page)"}"#), .drafted(editURL: page))
    guard case .inDoubt = reading(#"{"errorText":"","number":"","documentUrl":""}"#),
      case .inDoubt = reading("{}")
    else {
      Issue.record("a draft is taken for saved that has no page")
      return
    }
    guard case .refused = reading(#"{"errorText":"Client invalid!"}"#) else {
      Issue.record("a refusal is no refusal")
      return
    }
  }
}
