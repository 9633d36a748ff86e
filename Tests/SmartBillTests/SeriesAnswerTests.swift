import Domain
import TestKit
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
    expectEqual(reading(200, body), .next(117))
  }

  @Test(arguments: [
    #"{"list":[]}"#,
    #"{"list":[{"name":"fct","nextNumber":1,"type":"f"}]}"#,
    #"{"list":[{"name":"FCT","nextNumber":1,"type":"p"}]}"#,
  ])
  func `a series that isn't in the list is unknown`(body: String) {
    expectEqual(reading(200, body), .unknownSeries)
  }

  @Test(
    arguments: [
      (200, "", .smartBillUnreachable), (200, "{}", .smartBillUnreachable),
      (200, #"{"list":[{"name":"FCT","nextNumber":"x"}]}"#, .seriesUnreadable),
      (200, #"{"list":[{"name":"FCT","nextNumber":-5}]}"#, .seriesUnreadable),
      (200, #"{"list":[{"name":"FCT","nextNumber":0}]}"#, .seriesUnreadable),
      (200, #"{"list":[{"name":"FCT","nextNumber":4.5}]}"#, .seriesUnreadable),
      (200, #"{"list":[{"name":"FCT","nextNumber":12345678901}]}"#, .seriesUnreadable),
      (200, #"{"list":[{"name":"FCT","nextNumber":9223372036854775807}]}"#, .seriesUnreadable),
      (200, #"{"list":[{"name":"FCT","nextNumber":9223372036854775808}]}"#, .seriesUnreadable),
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
    expectEqual(failure.code, code)
  }

  /// A row of each kind that is bad: no name, no number, no object.
  private static let badRows = [
    #"{"name":null,"nextNumber":"x"}"#, "null", "7", #"{"nextNumber":4,"type":"f"}"#,
    #"{"name":"ALT","nextNumber":{}}"#, #"{"name":7,"nextNumber":true,"type":[]}"#,
  ]

  @Test(arguments: badRows)
  func `a bad row spoils none of the others`(row: String) {
    let good = #"{"name":"FCT","nextNumber":117,"type":"f"}"#
    expectEqual(reading(200, #"{"list":[\#(good),\#(row)]}"#), .next(117))
    expectEqual(reading(200, #"{"list":[\#(row),\#(good)]}"#), .next(117))
  }

  @Test(arguments: [
    #"{"name":null,"nextNumber":"x"}"#, "null", #"{"nextNumber":4,"type":"f"}"#,
    #"{"name":"FCT","nextNumber":{}}"#,
  ])
  func `a series that may be in a bad row is neither unknown nor out of reach`(row: String) {
    let good = #"{"name":"ALT","nextNumber":9,"type":"f"}"#
    guard case .unavailable(let failure) = reading(200, #"{"list":[\#(good),\#(row)]}"#) else {
      Issue.record("\(row)")
      return
    }
    expectEqual(failure.code, .seriesUnreadable)
    expectEqual(failure.detail?.hasPrefix("FCT: "), true)
  }

  private func listed(_ rows: String...) -> SeriesListReading {
    SeriesListAnswer(cif: "RO1", block: .seconds(600)).reading(
      of: .answered(
        status: 200, body: Array(#"{"list":[\#(rows.joined(separator: ","))]}"#.utf8)), at: .noon)
  }

  @Test func `a look through all series passes over a row of none, and misses no series`() {
    let good = #"{"name":"FCT","nextNumber":117,"type":"f"}"#
    let expected = SeriesListReading.listed([Series(cif: "RO1", name: "FCT"): 117])
    for row in [
      #"{"name":null,"nextNumber":"x"}"#, "null", #"{"name":"PRO","nextNumber":"x","type":"p"}"#,
      #"{"nextNumber":1,"type":"f"}"#,
    ] {
      expectEqual(listed(row, good), expected, "\(row)")
    }
    for rows in [
      [good, #"{"name":"VECHI","nextNumber":"x"}"#], [good, #"{"nextNumber":58,"type":"f"}"#],
      ["null"],
    ] {
      guard case .unavailable(let failure) = listed(rows.joined(separator: ",")) else {
        Issue.record("\(rows)")
        continue
      }
      expectEqual(failure.code, .seriesUnreadable)
    }
  }

  @Test func `a number has ten digits at the most`() {
    let body = #"{"list":[{"name":"FCT","nextNumber":"2027000001"}]}"#
    expectEqual(reading(200, body), .next(2_027_000_001))
  }

  @Test func `a block is told apart`() {
    expectEqual(reading(429, ""), .blocked(until: .noon + .seconds(600)))
  }
}
