import Foundation
import StageKit
import TestKit
import Testing

/// Stornos and refunds, through the real programs.
@Suite struct ReversalTests {
  private static let storno =
    "{ trigger: automatic, statuses: [ Confirmata ], series: FCT, cancel: storno }"

  private func issued(_ stage: Stage) async throws -> String {
    try await stage.startPunte()
    let order = try await stage.newOrder()
    try await stage.confirm(order)
    _ = try await stage.invoice(of: order, is: "issued")
    return order
  }

  @Test func `a refund of the whole reverses the invoice, and the next order is no gap`()
    async throws
  {
    try await Stage.with { stage in
      let order = try await issued(stage)
      try await stage.refund(order, #"{"full": true}"#)
      let told = try await stage.callback("invoice.reversed", of: order)["data"]
      expectEqual(told["refund_id"].string, "R1")
      expectEqual(told["invoice"]["number"].string, "0001")
      expectEqual(told["reversal"]["kind"].string, "storno")
      expectEqual(told["reversal"]["number"].string, "0002")
      expectEqual(told["reversal"]["total"].string, "-110.00")
      _ = try await stage.invoice(of: order, is: "reversed")
      // The link opens the storno, which names its invoice.
      let link = try #require(told["reversal"]["document_url"].string)
      let pdf = try await HTTP.get(link)
      #expect(pdf.status == 200 && pdf.body.starts(with: "%PDF-".utf8))
      let next = try await stage.newOrder()
      try await stage.confirm(next)
      try await expectEqual(stage.invoice(of: next, is: "issued")["number"].string, "0003")
      try await stage.requestInvoice(order)
      try await expectEqual(stage.invoice(of: order, is: "issued")["number"].string, "0004")
      #expect(try await stage.listing("invoices", "series").array.isEmpty)
      let kinds = try await stage.listing("invoices", "list").array.map {
        $0["key"]["kind"].string
      }
      expectEqual(kinds.filter { $0 == "storno" }.count, 1)
    }
  }

  @Test func `a storno whose answer is lost is found by what is printed on it`() async throws {
    try await Stage.with(account: ["doubt: { quiet: 1s, confirm: 1s }"]) { stage in
      let order = try await issued(stage)
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "invoice/reverse"}"#)
      try await stage.refund(order, #"{"full": true}"#)
      let told = try await stage.callback("invoice.reversed", of: order)["data"]
      expectEqual(told["reversal"]["number"].string, "0002")
      try await expectEqual(stage.documents().count, 2)
      let reverses = try await stage.writeRequests()
        .filter { $0["path"].string?.hasSuffix("/invoice/reverse") == true }
      expectEqual(reverses.count, 1)
    }
  }

  @Test func `a part is refunded by a negative invoice, and never more than there is`()
    async throws
  {
    try await Stage.with { stage in
      let order = try await issued(stage)
      try await stage.refund(order, #"{"parts": [{"line": 0, "quantity": "1"}], "id": "RET-1"}"#)
      let told = try await stage.callback("invoice.reversed", of: order)["data"]
      expectEqual(told["refund_id"].string, "RET-1")
      expectEqual(told["reversal"]["kind"].string, "refund")
      expectEqual(told["reversal"]["stock_return"].string, "unproven")
      let documents = try await stage.documents()
      expectEqual(documents.count, 2)
      let total = try #require(told["reversal"]["total"].string)
      #expect(total.hasPrefix("-"))
      #expect(
        documents.contains {
          $0["mentions"].string?.contains("[PUNTE magazin/\(order)/refund/RET%2D1/0:") == true
        })
      try await stage.refund(order, #"{"parts": [{"line": 0, "quantity": "100"}]}"#)
      let failed = try await stage.callback("invoice.failed", of: order)["data"]
      expectEqual(failed["operation"].string, "refund")
      expectEqual(failed["failure"]["code"].string, "refund_exceeds")
      expectEqual(failed["failure"]["detail"].string?.contains("FCT 0002 \(total)"), true)
      try await expectEqual(stage.documents().count, 2)
    }
  }

  @Test func `by setting a cancel reverses, and the shop is told the storno's number`()
    async throws
  {
    try await Stage.with(invoicing: Self.storno) { stage in
      let order = try await issued(stage)
      try await stage.requestCancel(order)
      let told = try await stage.callback("invoice.cancelled", of: order)["data"]
      expectEqual(told["invoice"]["number"].string, "0001")
      expectEqual(told["storno"]["number"].string, "0002")
      try await expectEqual(stage.invoice(of: order, is: "cancelled")["storno"].string, "FCT 0002")
      try await stage.requestInvoice(order)
      try await expectEqual(stage.invoice(of: order, is: "issued")["number"].string, "0003")
      try await expectEqual(stage.callbacks(of: order).count, 3)
    }
  }
}
