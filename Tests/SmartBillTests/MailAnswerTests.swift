import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct MailAnswerTests {
  private func reading(_ status: Int, _ body: String) -> MailReading {
    MailAnswer(block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test func `code 0 alone is sent`() {
    expectEqual(
      reading(200, #"{"status":{"code":0,"message":"Documentul a fost trimis."}}"#), .sent)
  }

  @Test(arguments: [
    (400, #"{"status":{"code":1,"message":"Invalid Addresses"}}"#, "Invalid Addresses"),
    (
      200, #"{"status":{"code":1,"message":"Documentul nu a fost gasit"}}"#,
      "Documentul nu a fost gasit"
    ),
    (200, #"{"errorText":"Eroare"}"#, "Eroare"),
    (
      400, #"{"status":400,"errors":[{"message":"Unrecognized property: x."}]}"#,
      "Unrecognized property: x."
    ),
  ])
  func `wrong data is refused, in SmartBill's words`(status: Int, body: String, words: String) {
    expectEqual(reading(status, body), .refused(Failure(.mailRefused, detail: words)))
  }

  @Test(arguments: [
    (200, ""), (200, "{}"), (200, "<html>"), (302, ""), (404, "<html>"), (500, "{}"),
    (502, "<html>"), (200, #"{"status":{"code":2,"message":"Eroare"}}"#),
    (400, #"{"status":{"code":0,"message":"Documentul a fost trimis."}}"#),
    (500, #"{"status":{"code":0,"message":"Documentul a fost trimis."}}"#),
    (500, #"{"status":{"code":1,"message":"Invalid Addresses"}}"#),
  ])
  func `an answer that proves nothing may have sent it`(status: Int, body: String) {
    guard case .unconfirmed(let failure) = reading(status, body) else {
      Issue.record("HTTP \(status) \(body) is read as \(reading(status, body))")
      return
    }
    expectEqual(failure.code, .mailUnconfirmed)
  }

  @Test func `what never left, the account's matters and blocks are told apart`() {
    expectEqual(
      MailAnswer(block: .seconds(600)).reading(of: .notSent("refused"), at: .noon),
      .notSent(Failure(.smartBillUnreachable, detail: "refused")))
    expectEqual(
      reading(401, #"{"errorText":"Autentificare esuata."}"#),
      .accountRefused(Failure(.smartBillCredentials, detail: "Autentificare esuata.")))
    let gone = "Firma la care incercati sa va conectati nu mai este disponibila in Cloud."
    expectEqual(
      reading(400, #"{"errorText":"\#(gone)"}"#),
      .accountRefused(Failure(.smartBillAccount, detail: gone)))
    expectEqual(reading(429, ""), .blocked(until: .noon + .seconds(600)))
  }
}
