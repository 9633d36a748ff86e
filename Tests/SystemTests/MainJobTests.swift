import Foundation
import StageKit
import TestKit
import Testing

/// The main job over the real binaries: confirmed in the shop, issued in SmartBill, told to the shop.
@Suite struct MainJobTests {
  @Test func `a confirmed order becomes an invoice, and the shop is told`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      for sample in ["person", "company", "mixed"] {
        let order = try await stage.newOrder(sample)
        try await stage.confirm(order)
        let invoice = try await stage.invoice(of: order, is: "issued")
        expectEqual(invoice["series"].string, "FCT")
        let total = try await stage.order(order)["order"]["total"].string
        expectEqual(invoice["total"].string, total)
        let documents = try await stage.documents()
        let document = documents.first { $0["number"].string == invoice["number"].string }
        expectEqual(document?["totals"]["total"].string, total)
      }
      try await expectEqual(stage.createRequests().count, 3)
      await expectEqual(punte.terminate(), 0)
    }
  }

  @Test func `the buttons' whole cycle leaves one live invoice`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let first = try await stage.invoice(of: order, is: "issued")
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
      try await stage.requestInvoice(order)
      let second = try await stage.invoice(of: order, is: "issued")
      #expect(first["number"] != second["number"])
      let documents = try await stage.documents()
      expectEqual(documents.map { $0["cancelled"].bool }, [true, false])
      let ledger = try await stage.listing("invoices", "list", "--order", order)
      expectEqual(
        ledger.array.map { $0["state"].string }.sorted { $0 ?? "" < $1 ?? "" },
        ["cancelled", "issued"])
    }
  }
}
