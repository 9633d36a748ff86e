import StageKit
import TestKit
import Testing

/// Rules of the settings, by the real binaries.
@Suite struct RuleTests {
  @Test func `orders are invoiced and e-mailed by the rule that they meet`() async throws {
    try await Stage.with(
      smartBillOptions: ["--series", "FCB"],
      invoicing: """
        { trigger: automatic, statuses: [ Confirmata ], series: FCT, language: EN, rules: [ \
        { when: { customer: company }, use: { series: FCB, due: 15d, \
        mentions: "Comanda #nr_comanda_online#.", \
        email: { to: contabil@firma.example, subject: "Comanda #nr_comanda_online#" } } } ] }
        """
    ) { stage in
      try await stage.startPunte()
      let person = try await stage.newOrder()
      let company = try await stage.newOrder("company")
      try await stage.confirm(person)
      try await stage.confirm(company)
      let invoice = try await stage.invoice(of: company, is: "issued")
      expectEqual(invoice["series"].string, "FCB")
      try await expectEqual(stage.invoice(of: person, is: "issued")["series"].string, "FCT")
      _ = try await stage.callback("invoice.sent", of: company)
      try await stage.untilQuiet()
      let mail = try await stage.smartBillState()["mail"].array
      expectEqual(mail.map { $0["to"].string }, ["contabil@firma.example"])

      let bodies = try await stage.createRequests().map { try JSON($0["body"].string ?? "") }
      let sent = bodies.first { $0["seriesName"].string == "FCB" } ?? .null
      #expect(sent["dueDate"].string != nil && sent["language"].string == "EN")
      expectEqual(sent["mentions"].string?.hasPrefix("Comanda "), true)

      try await expectEqual(stage.listing("invoices", "list").array.count, 2)
      try await stage.requestCancel(company)
      _ = try await stage.invoice(of: company, is: "cancelled")
    }
  }

  @Test func `an order that waits says until when, survives a restart, and may be cancelled`()
    async throws
  {
    try await Stage.with(
      invoicing: "{ trigger: automatic, statuses: [ Confirmata ], series: FCT, wait: 2h }"
    ) { stage in
      let punte = try await stage.startPunte()
      let (hurried, cancelled) = (try await stage.newOrder(), try await stage.newOrder())
      try await stage.confirm(hurried)
      try await stage.confirm(cancelled)
      try await Polling.until("both wait") {
        try await stage.listing("jobs", "list", "--kind", "wait").array
          .filter { $0["failure"]["code"].string == "invoice_waits" }.count == 2
      }
      let shown = try await stage.punte("invoices", "show", "1")
      #expect(shown.output.contains("for wait"), "\(shown.output)")
      await punte.killAtOnce()
      try await stage.startPunte()
      try await stage.requestCancel(cancelled)
      try await stage.requestInvoice(hurried)
      _ = try await stage.invoice(of: hurried, is: "issued")
      _ = try await stage.callback("invoice.cancelled", of: cancelled)
      try await stage.untilQuiet()
      try await expectEqual(stage.documents().count, 1)
    }
  }
}
