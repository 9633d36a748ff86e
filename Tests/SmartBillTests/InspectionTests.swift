import Domain
import Foundation
import TestKit
import Testing
import Transport

@testable import SmartBill

@Suite struct InspectionTests {
  private static let series =
    #"{"errorText":"","list":[{"name":"FCT","nextNumber":"0042","type":"f"}]}"#

  /// Answers by the path's end, and by the type of series.
  private func server(_ answers: [String: String]) throws -> RawServer {
    try RawServer { _, request in
      let key = answers.keys.filter { request.line.contains($0) }.max { $0.count < $1.count }
      return .answer(key.flatMap { answers[$0] } ?? .http(404, body: "<html>"))
    }
  }

  private func inspect(
    _ server: RawServer, series: Set<String> = ["FCT"], proformaSeries: Set<String> = [],
    warehouses: Set<String> = [], blocked: [AccountID: Timestamp] = [:]
  ) async -> AccountInspection {
    let account = SmartBillAccount(
      id: "firma", email: "office@firma.example", token: SmartBillToken("003|abc"),
      cif: "RO12345674", baseURL: server.url)
    return await SmartBillClient(
      accounts: [account], transport: HTTPTransport(), time: SteppedTime(), hasHistory: false,
      blockedAccounts: blocked
    ).inspect(
      AccountQuestion(
        account: "firma", series: series, proformaSeries: proformaSeries, warehouses: warehouses))
  }

  @Test func `an account's lists are read, and the clock's skew`() async throws {
    let server = try server([
      "/series": .http(
        headers: ["Date: Mon, 23 Nov 2026 10:01:00 GMT"], body: Self.series),
      "/tax": .http(
        body: #"{"taxes":[{"name":"Normala","percentage":21},{"name":"Veche","percentage":"9.5"}]}"#
      ),
      "/company/warehouses": .http(body: #"{"errorText":"","warehouses":["Depozit","Ștefan"]}"#),
      "/company/mu": .http(body: #"{"mu":["buc","kg"]}"#),
    ])
    let inspection = await inspect(server)
    expectEqual(
      inspection.series, .known([OfferedSeries(name: "FCT", kind: .invoice, nextNumber: 42)]))
    expectEqual(
      inspection.vatRates,
      .known([
        OfferedVATRate(name: "Normala", rate: "21"), OfferedVATRate(name: "Veche", rate: "9.5"),
      ]))
    expectEqual(inspection.warehouses, .known(["Depozit", "Ștefan"]))
    expectEqual(inspection.measuringUnits, .known(["buc", "kg"]))
    expectEqual(inspection.clockSkewMilliseconds, 60_500)
    expectEqual(server.received.count, 4)
    #expect(
      server.received.allSatisfy { $0.line.hasPrefix("GET ") && $0.line.contains("RO12345674") })
  }

  @Test func `bad rows of the lists are counted, and spoil none of the others`() async throws {
    let server = try server([
      "/series": .http(
        body:
          #"{"list":[{"name":"FCT","nextNumber":"0042","type":"f"},{"name":null,"nextNumber":"x"}]}"#
      ),
      "/tax": .http(
        body: #"{"taxes":[null,{"name":"Normala","percentage":21},{"name":"X","percentage":"y"}]}"#
      ),
      "/company/warehouses": .http(body: #"{"warehouses":["Depozit",{}]}"#),
      "/company/mu": .http(body: #"{"mu":[7,"buc"]}"#),
    ])
    let inspection = await inspect(server)
    expectEqual(
      inspection.series, .known([OfferedSeries(name: "FCT", kind: .invoice, nextNumber: 42)]))
    expectEqual(inspection.vatRates, .known([OfferedVATRate(name: "Normala", rate: "21")]))
    expectEqual(inspection.warehouses, .known(["Depozit"]))
    expectEqual(inspection.measuringUnits, .known(["buc"]))
    expectEqual(inspection.unreadableRows, 5)
  }

  @Test func `a list of bad rows alone is none`() async throws {
    let server = try server(["/series": .http(body: #"{"list":[null,{"name":7}]}"#)])
    guard case .failed = await inspect(server).series else {
      Issue.record("It is taken for a list.")
      return
    }
  }

  @Test func `what an account lacks is absent, in SmartBill's words`() async throws {
    let server = try server([
      "/series": .http(body: Self.series),
      "/tax": .http(400, body: #"{"errorText":"Firma este neplatitoare de tva."}"#),
      "/company/mu": .http(502, body: "<html>"),
    ])
    let inspection = await inspect(server)
    expectEqual(inspection.vatRates, .absent("Firma este neplatitoare de tva."))
    expectEqual(inspection.warehouses, .absent("HTTP 404"))
    guard case .failed(let failure) = inspection.measuringUnits else {
      Issue.record("\(inspection.measuringUnits)")
      return
    }
    expectEqual(failure.code, .smartBillUnreachable)
    #expect(inspection.clockSkewMilliseconds == nil)
  }

  @Test func `warehouses that aren't listed are looked for by their stock`() async throws {
    let server = try server([
      "/series": .http(body: Self.series),
      "warehouseName=Depozit": .http(body: #"{"errorText":"","list":[]}"#),
      "warehouseName=depozit": .http(
        400, body: #"{"errorText":"Gestiunea depozit nu a fost gasita pe server."}"#),
      "warehouseName=Vechi": .http(
        400, body: #"{"errorText":"Modulul stoc nu este activ."}"#),
    ])
    await expectEqual(inspect(server, warehouses: []).warehouses, .absent("HTTP 404"))
    await expectEqual(
      inspect(server, warehouses: ["Depozit", "depozit"]).warehouses, .known(["Depozit"]))
    await expectEqual(inspect(server, warehouses: ["Vechi"]).warehouses, .absent("HTTP 404"))
  }

  @Test func `a missing series is sought among those of other documents`() async throws {
    let server = try server([
      "type=f": .http(body: Self.series),
      "type=p": .http(body: #"{"list":[{"name":"PRO","nextNumber":1,"type":"p"}]}"#),
      "type=c": .http(400, body: #"{"errorText":"Nu"}"#),
    ])
    guard case .known(let list) = await inspect(server, series: ["PRO"]).series else {
      Issue.record("no list")
      return
    }
    expectEqual(list.map(\.kind), [.invoice, .proforma])
  }

  @Test func `a series of proformas may bear the name of one of invoices`() async throws {
    let server = try server([
      "type=f": .http(body: Self.series),
      "type=p": .http(body: #"{"list":[{"name":"FCT","nextNumber":7,"type":"p"}]}"#),
    ])
    guard case .known(let list) = await inspect(server, proformaSeries: ["FCT"]).series else {
      Issue.record("no list")
      return
    }
    expectEqual(list.map(\.kind), [.invoice, .proforma])
    // Receipts, which nothing needs, aren't asked for.
    #expect(server.received.allSatisfy { !$0.line.contains("type=c") })
  }

  @Test(arguments: [
    (401, #"{"errorText":"Autentificare esuata."}"#), (500, "<html>"), (200, "{}"),
    (403, #"{"errorText":"Ai depasit limita maxima de requesturi admisa."}"#),
  ])
  func `nothing more is asked of an account that can't be used`(
    status: Int, body: String
  ) async throws {
    let server = try server(["/series": .http(status, body: body)])
    let inspection = await inspect(server)
    if case .known = inspection.series { Issue.record("known") }
    #expect(inspection.vatRates == .notAsked && server.received.count == 1)
  }

  @Test func `a blocked account is not called once`() async throws {
    let server = try server(["/series": .http(body: Self.series)])
    let until = Timestamp.noon + .seconds(60)
    await expectEqual(inspect(server, blocked: ["firma": until]).series, .blocked(until: until))
    #expect(server.received.isEmpty)
  }
}
