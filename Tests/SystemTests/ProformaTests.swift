import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// Proformas, and invoices from them, through the real programs.
@Suite struct ProformaTests {
  private static let invoicing = """
    { trigger: automatic, statuses: [ Confirmata ], series: FCT, proforma_series: PRF, \
    rules: [ { when: { status: Asteapta plata, payment: card }, use: { kind: proforma } } ] }
    """

  private func send(
    _ body: [UInt8], as id: String, to punte: RunningProgram
  ) async throws {
    let answer = try await SignedDelivery(id: id, body: body).send(to: punte.address)
    expectEqual(answer.status, 202)
  }

  private func proforma(_ stage: Stage, _ punte: RunningProgram) async throws -> JSON {
    try await send(
      SampleEvent.statusChanged(.sample(status: "Asteapta plata")), as: "waits", to: punte)
    return try await stage.callback("proforma.issued", of: "1001")["data"]["proforma"]
  }

  private func invoices(_ stage: Stage) async throws -> [JSON] {
    try await stage.documents().filter { $0["kind"].string == "invoice" }
  }

  @Test func `a proforma by rule, an invoice from it with a lost answer: one, by the proforma`()
    async throws
  {
    try await Stage.with(account: DoubtTests.quick, invoicing: Self.invoicing) { stage in
      let punte = try await stage.startPunte()
      let told = try await proforma(stage, punte)
      #expect(told["series"].string == "PRF" && told["number"].string == "0001")
      expectEqual(told["total"].string, "131.00")
      let link = try #require(told["document_url"].string)
      let pdf = try await HTTP.get(link)
      #expect(pdf.status == 200 && pdf.body.starts(with: "%PDF-".utf8))

      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "invoice"}"#)
      try await send(SampleEvent.statusChanged(.sample()), as: "confirm", to: punte)
      let issued = try await stage.callback("invoice.issued", of: "1001")["data"]["invoice"]
      #expect(issued["number"].string == "0001" && issued["total"].string == "131.00")
      try await stage.untilQuiet()
      try await expectEqual(stage.createRequests().count, 1)
      try await expectEqual(invoices(stage).count, 1)
      let listed = try await stage.listing("invoices", "list").array
      expectEqual(Set(listed.compactMap { $0["key"]["kind"].string }), ["invoice", "proforma"])
      let invoice = try #require(listed.first { $0["key"]["kind"].string == "invoice" })
      let shown = try await stage.punte("invoices", "show", "\(invoice["id"].int ?? 0)")
      #expect(shown.output.contains("Made from"))
      let job = try await stage.listing("jobs", "list").array.first { $0["kind"].string == "issue" }
      expectEqual(job?["note"].string?.hasSuffix(" / SmartBill made it of the proforma"), true)
      let confirmed = try await stage.listing("jobs", "list").array
        .filter { $0["kind"].string == "confirm" }
      // It was decided by a look that compared the total already.
      #expect(confirmed.isEmpty)
    }
  }

  @Test func `killed while the invoice is made from it, it wakes, and there is one`() async throws {
    try await Stage.with(account: DoubtTests.quick, invoicing: Self.invoicing) { stage in
      let punte = try await stage.startPunte()
      _ = try await proforma(stage, punte)
      try await stage.plant(#"{"fault": "slow", "endpoint": "invoice", "delay_ms": 60000}"#)
      try await send(SampleEvent.statusChanged(.sample()), as: "confirm", to: punte)
      try await Polling.until("the create call has arrived") {
        try await stage.createRequests().count == 1
      }
      await punte.killAtOnce()
      try await stage.startPunte()
      _ = try await stage.callback("invoice.issued", of: "1001")
      try await expectEqual(stage.createRequests().count, 1)
      try await expectEqual(invoices(stage).count, 1)
    }
  }

  @Test func `a proforma whose answer is lost is found by what is printed on it`() async throws {
    try await Stage.with(account: DoubtTests.quick, invoicing: Self.invoicing) { stage in
      let punte = try await stage.startPunte()
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "estimate"}"#)
      try await expectEqual(proforma(stage, punte)["number"].string, "0001")
      try await expectEqual(stage.documents().count, 1)
      try await send(SampleEvent.proformaCancelRequested("1001"), as: "cancel", to: punte)
      let cancelled = try await stage.callback("proforma.cancelled", of: "1001")
      expectEqual(cancelled["data"]["proforma"]["number"].string, "0001")
      try await expectEqual(stage.documents().map { $0["cancelled"].bool }, [true])
    }
  }

  @Test func `check knows the series of proformas, and misses one that isn't there`() async throws {
    for (series, verdict) in [("PRF", "ok"), ("PRX", "failed")] {
      let invoicing = Self.invoicing.replacing(
        "proforma_series: PRF", with: "proforma_series: \(series)")
      try await Stage.with(invoicing: invoicing) { stage in
        let checks = try await stage.listing("check")["checks"].array
        expectEqual(checks.first { $0["name"].string == "proformas" }?["verdict"].string, verdict)
      }
    }
  }
}
