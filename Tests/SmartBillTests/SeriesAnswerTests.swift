import Domain
import Testing

@testable import SmartBill

@Suite struct SeriesAnswerTests {
  private func reading(_ status: Int, _ body: String) -> NumberReading {
    SeriesAnswer(series: Series(cif: "RO1", name: "FCT"), block: .seconds(600))
      .reading(of: .answered(status: status, body: Array(body.utf8)), at: .noon)
  }

  @Test(arguments: [
    #"{"errorText":"","list":[{"name":"FCT","nextNumber":117,"type":"f"}]}"#,
    #"{"list":[{"name":"X","nextNumber":9,"type":"f"},{"name":"FCT","nextNumber":117}]}"#,
    #"{"list":[{"name":"FCT","nextNumber":"0117","type":"f"}]}"#,
    #"{"list":[{"name":"FCT","nextNumber":5,"type":"p"},{"name":"FCT","nextNumber":"117"}]}"#,
    #"{"sbcSeries":{"list":[{"name":"FCT","nextNumber":117}]}}"#,
  ])
  func `the series' next number is an integer or a padded string`(body: String) {
    #expect(reading(200, body) == .next(117))
  }

  @Test(arguments: [
    #"{"list":[]}"#,
    #"{"list":[{"name":"fct","nextNumber":1,"type":"f"}]}"#,
    #"{"list":[{"name":"FCT","nextNumber":1,"type":"p"}]}"#,
  ])
  func `a series that isn't in the list is unknown`(body: String) {
    #expect(reading(200, body) == .unknownSeries)
  }

  @Test(
    arguments: [
      (200, "", .smartBillUnreachable), (200, "{}", .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":"x"}]}"#, .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":-5}]}"#, .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":0}]}"#, .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":4.5}]}"#, .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":12345678901}]}"#, .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":9223372036854775807}]}"#, .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":9223372036854775808}]}"#, .smartBillUnreachable),
      (502, "<html>", .smartBillUnreachable),
      (401, #"{"errorText":"Autentificare esuata."}"#, .smartBillCredentials),
      (400, #"{"errorText":"Ciful firmei trebuie specificat!"}"#, .smartBillRefused),
      (200, #"{"errorText":"Eroare","list":[]}"#, .smartBillRefused),
    ] as [(Int, String, FailureCode)])
  func `an answer without a list leaves the number unknown`(
    status: Int, body: String, code: FailureCode
  ) {
    guard case .unavailable(let failure) = reading(status, body) else {
      Issue.record("HTTP \(status) \(body) is read as \(reading(status, body))")
      return
    }
    #expect(failure.code == code)
  }

  @Test func `a number has ten digits at the most`() {
    let body = #"{"list":[{"name":"FCT","nextNumber":"2027000001"}]}"#
    #expect(reading(200, body) == .next(2_027_000_001))
  }

  @Test func `a block is told apart`() {
    #expect(reading(429, "") == .blocked(until: .noon + .seconds(600)))
  }
}
