import Domain
import Testing

@testable import SmartBill

@Suite struct CancelAnswerTests {
  private func reading(_ status: Int, _ body: String) -> CancelReading {
    CancelAnswer(block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test(arguments: [
    (
      200,
      #"{"errorText":"","message":"Factura cu seria si numarul fac3744 a fost anulata cu succes."}"#
    ),
    (200, #"{"errorText":"","message":"Factura fac3744 este deja anulata."}"#),
    (200, #"{"errorText":"Factura fac3744 este deja anulata.","message":""}"#),
    (400, #"{"errorText":"Factura fac3744 este deja anulata."}"#),
  ])
  func `an invoice cancelled now or before is cancelled`(status: Int, body: String) {
    #expect(reading(status, body) == .cancelled)
  }

  @Test(arguments: [
    (
      400, #"{"errorText":"Factura cu seria si numarul fac9 nu a fost gasita!"}"#,
      "Factura cu seria si numarul fac9 nu a fost gasita!"
    ),
    (
      200, #"{"errorText":"Documentul a fost emis ca platitor tva. Nu se poate anula."}"#,
      "Documentul a fost emis ca platitor tva. Nu se poate anula."
    ),
    (
      200, #"{"errorText":"","message":"Factura nu poate fi anulata"}"#,
      "Factura nu poate fi anulata"
    ),
    (
      400, #"{"errors":[{"message":"Unrecognized property: cif."}]}"#,
      "Unrecognized property: cif."
    ),
  ])
  func `other words are a refusal that a person reads`(
    status: Int, body: String, words: String
  ) {
    #expect(reading(status, body) == .refused(Failure(.cancelRefused, detail: words)))
  }

  @Test(arguments: [
    (200, ""), (200, "{}"), (200, "<html>"), (302, ""), (404, "<html>"), (500, "{}"),
    (502, "<html>"), (500, #"{"message":"Factura a fost anulata cu succes."}"#),
  ])
  func `an answer that says nothing is tried again`(status: Int, body: String) {
    guard case .unavailable(let failure) = reading(status, body) else {
      Issue.record("HTTP \(status) \(body) is read as \(reading(status, body))")
      return
    }
    #expect(failure.code == .smartBillUnreachable)
  }

  @Test func `credentials and blocks are told apart`() {
    #expect(
      reading(401, #"{"errorText":"Autentificare esuata."}"#)
        == .unavailable(Failure(.smartBillCredentials, detail: "Autentificare esuata.")))
    #expect(reading(429, "") == .blocked(until: .noon + .seconds(600)))
  }
}
