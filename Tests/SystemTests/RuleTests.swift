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
      #expect(invoice["series"].string == "FCB")
      #expect(try await stage.invoice(of: person, is: "issued")["series"].string == "FCT")
      _ = try await stage.callback("invoice.sent", of: company)
      try await stage.untilQuiet()
      let mail = try await stage.smartBillState()["mail"].array
      #expect(mail.map { $0["to"].string } == ["contabil@firma.example"])

      let bodies = try await stage.createRequests().map { try JSON($0["body"].string ?? "") }
      let sent = bodies.first { $0["seriesName"].string == "FCB" } ?? .null
      #expect(sent["dueDate"].string != nil && sent["language"].string == "EN")
      #expect(sent["mentions"].string?.hasPrefix("Comanda ") == true)

      try await stage.requestCancel(company)
      _ = try await stage.invoice(of: company, is: "cancelled")
    }
  }
}
