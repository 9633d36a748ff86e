import StageKit
import TestKit
import Testing

/// The trial, by the real binaries.
@Suite struct DraftTests {
  private static let invoicing =
    "{ trigger: automatic, statuses: [ Confirmata ], series: FCT, draft: true }"

  @Test func `a trial saves drafts alone, says where they are, and check warns of it`()
    async throws
  {
    try await Stage.with(invoicing: Self.invoicing) { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let told = try await stage.callback("invoice.drafted", of: order)
      expectEqual(told["data"]["invoice"]["edit_url"].string?.isEmpty, false)
      #expect(told["data"]["invoice"]["number"].isNull)
      try await expectEqual(stage.documents().map { $0["draft"].bool }, [true])
      let checks = try await stage.listing("check")["checks"].array
      #expect(checks.first { $0["name"].string == "drafts" }?["verdict"].string == "warning")
    }
  }

  @Test func `a draft whose answer is lost is held, and never repeated by itself`() async throws {
    try await Stage.with(
      account: ["doubt: { quiet: 100ms, confirm: 100ms }"], invoicing: Self.invoicing
    ) { stage in
      try await stage.startPunte()
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "invoice"}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let told = try await stage.callback("invoice.failed", of: order)
      expectEqual(told["data"]["failure"]["code"].string, "draft_in_doubt")
      let invoice = try await stage.listing("invoices", "list").array.first
      expectEqual(invoice?["state"].string, "needs_person")
      let resolved = try await stage.punte(
        "invoices", "resolve", "\(invoice?["id"].int ?? 0)", "--drafted", "--by", "Ana",
        "--reason", "seen in SmartBill")
      expectEqual(resolved.status, 0, "\(resolved.errors)")
      _ = try await stage.callback("invoice.drafted", of: order)
      try await expectEqual(stage.documents().count, 1)
    }
  }
}
