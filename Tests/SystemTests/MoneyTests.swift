import Foundation
import StageKit
import TestKit
import Testing

/// What is done about an order's money and customer, through the real programs.
@Suite struct MoneyTests {
  private func send(_ sample: String, on stage: Stage) async throws {
    let punte = try await stage.startPunte()
    let path = Repository.path("samples/\(sample)")
    let sent = try await stage.punte("send", path, "--to", punte.address)
    expectEqual(sent.status, 0, "\(sent.output)\(sent.errors)")
    try await stage.untilQuiet()
  }

  @Test func `what was mended is shown with the invoice and in the job's note`() async throws {
    try await Stage.with { stage in
      try await send("bucharest-mended", on: stage)
      let id = try await stage.listing("invoices", "list").array[0]["id"].int ?? 0
      let shown = try await stage.punte("invoices", "show", "\(id)").output
      #expect(shown.contains("customer.city: “București” → “Sector 3”"))
      #expect(shown.contains("customer.county: “B” → “București”"))
      #expect(!shown.contains("1800101221145"))
      let mends = try await stage.listing("invoices", "show", "\(id)")["invoice"]["mends"]
      expectEqual(
        mends.array.map { $0["field"].string },
        [
          "customer.cnp", "customer.city", "customer.county",
        ])
      let job = try await stage.listing("jobs", "list").array.first {
        $0["kind"].string == "issue"
      }
      let mended = "corectat / mended: customer.cnp: “***” → “0000000000000”"
      expectEqual(job?["note"].string?.hasPrefix(mended), true)
    }
  }

  @Test func `with confirm_totals an invoice's total is looked up in SmartBill`() async throws {
    try await Stage.with(account: ["confirm_totals: true"]) { stage in
      try await send("confirmed-mixed-vat", on: stage)
      let asked = try await stage.requests().filter {
        $0["path"].string?.hasSuffix("/invoice/paymentstatus") == true
      }
      expectEqual(asked.count, 1)
      let job = try await stage.listing("jobs", "list").array.first {
        $0["kind"].string == "confirm"
      }
      expectEqual(job?["state"].string, "completed")
      expectEqual(job?["note"].string, "totalul este corect / the total is right: 236.50")
    }
  }

  /// The account rounds VAT by line, though the settings say by document: each of three lines of
  /// 0.36 bears 0.08, and not 0.0756.
  @Test func `where the setting is wrong, the confirmation finds it`() async throws {
    try await Stage.with(
      smartBillOptions: ["--vat-rounding", "line"],
      account: ["vat_rounding: document", "confirm_totals: true"]
    ) { stage in
      let sample = stage.folder.appending(path: "body.json")
      let line =
        #"{"kind":"product","name":"P","quantity":"1","price":"0.36","vat_included":false,"#
        + #""vat_rate":"21"}"#
      let order =
        #"{"id":"7","number":"7","status":"Confirmata","currency":"RON","customer":"#
        + #"{"kind":"person","name":"Ana","address":"-","city":"Cluj","county":"CJ","country":"RO"},"#
        + #""lines":[\#(line),\#(line),\#(line)],"total":"1.31"}"#
      let body =
        #"{"type":"order.status_changed","timestamp":"2026-11-23T10:00:00Z","data":{"order":"#
        + order + "}}"
      try body.write(to: sample, atomically: true, encoding: .utf8)
      let punte = try await stage.startPunte()
      try await expectEqual(stage.punte("send", sample.path, "--to", punte.address).status, 0)
      try await stage.untilQuiet()
      let job = try await stage.listing("jobs", "list").array.first {
        $0["kind"].string == "confirm"
      }
      expectEqual(job?["state"].string, "held")
      expectEqual(job?["failure"]["code"].string, "issued_total_differs")
      expectEqual(job?["failure"]["detail"].string, "FCT 0001 comes to 1.32, the order to 1.31")
    }
  }
}
