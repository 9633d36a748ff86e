import Domain
import TestKit
import Testing

@testable import SmartBill

@Suite struct ChangeAnswerTests {
  private func reading(_ status: Int, _ body: String) -> ChangeReading {
    ChangeAnswer.cancel(block: .seconds(600))
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
    expectEqual(reading(status, body), .done)
  }

  @Test(arguments: [
    ("Factura cu seria si numarul fac9 nu a fost gasita!", FailureCode.documentMissing),
    ("Documentul a fost emis ca platitor tva. Nu se poate anula.", .vatStatusChanged),
    ("Documentul a fost emis ca neplatitor tva. Nu se poate anula.", .vatStatusChanged),
    ("Nu puteti adauga documentul intr-o perioada inchisa", .periodClosed),
    ("Cantitate stoc insuficienta pentru produsul Cafea.", .stockForbidsChange),
    (
      "Pentru factura fac9 exista deja stornari care incarca stocul. Trebuie sa anulati intai "
        + "facturile storno (fac10).", .stornoStands
    ),
  ])
  func `SmartBill's reason for not cancelling is told apart, in its own words`(
    words: String, code: FailureCode
  ) {
    for status in [200, 400] {
      expectEqual(
        reading(status, #"{"errorText":"\#(words)"}"#), .refused(Failure(code, detail: words)))
    }
  }

  @Test(arguments: [
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
    expectEqual(reading(status, body), .refused(Failure(.cancelRefused, detail: words)))
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
    expectEqual(failure.code, .smartBillUnreachable)
  }

  @Test func `what is the account's matter is told apart, and so are blocks`() {
    expectEqual(
      reading(401, #"{"errorText":"Autentificare esuata."}"#),
      .accountRefused(Failure(.smartBillCredentials, detail: "Autentificare esuata.")))
    let noRight = "Nu aveti dreptul de a modifica factura"
    expectEqual(
      reading(400, #"{"errorText":"\#(noRight)"}"#),
      .accountRefused(Failure(.smartBillAccount, detail: noRight)))
    expectEqual(reading(429, ""), .blocked(until: .noon + .seconds(600)))
  }

  private func restoreReading(_ status: Int, _ body: String) -> ChangeReading {
    ChangeAnswer.restore(block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test(arguments: [
    "Factura cu seria si numarul fac3744 a fost restaurata cu succes.",
    "Factura fac3748 nu necesita restaurare.",
  ])
  func `an invoice that stands again, or did, is restored`(words: String) {
    expectEqual(restoreReading(200, #"{"errorText":"","message":"\#(words)"}"#), .done)
  }

  @Test(arguments: [
    ("Documentul a fost emis ca platitor tva. Nu se poate restaura.", FailureCode.vatStatusChanged),
    ("Cantitate stoc insuficienta pentru produsul Cafea.", .stockForbidsChange),
    ("Factura cu seria si numarul fac3744 a fost anulata cu succes.", .restoreRefused),
  ])
  func `other words of a restore are a refusal`(words: String, code: FailureCode) {
    expectEqual(
      restoreReading(400, #"{"errorText":"\#(words)"}"#), .refused(Failure(code, detail: words)))
  }
}
