import StageKit
import TestKit
import Testing

/// A cancelled invoice that is to stand again, through the real programs.
@Suite struct RestoreTests {
  @Test func `a cancelled invoice is restored, though the answer was lost, and cancelled again`()
    async throws
  {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "invoice/restore"}"#)
      try await stage.requestRestore(order)
      let restored = try await stage.callback("invoice.restored", of: order)["data"]
      expectEqual(restored["invoice"]["number"].string, "0001")
      _ = try await stage.invoice(of: order, is: "issued")
      try await expectEqual(stage.documents().map { $0["cancelled"].bool }, [false])
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
      try await expectEqual(stage.documents().map { $0["cancelled"].bool }, [true])
      let types = try await stage.callbacks(of: order).map { $0["type"].string }
      expectEqual(
        types, ["invoice.issued", "invoice.cancelled", "invoice.restored", "invoice.cancelled"])
    }
  }

  @Test func `a restore that SmartBill refuses, or that means nothing, says why in the shop`()
    async throws
  {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.requestRestore(order)
      let nothing = try await stage.callback("invoice.failed", of: order)["data"]
      expectEqual(nothing["operation"].string, "restore")
      expectEqual(nothing["failure"]["code"].string, "nothing_to_restore")
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
      try await stage.plant(
        #"""
        {"fault": "error_200", "endpoint": "invoice/restore",
         "text": "Cantitate stoc insuficienta pentru produsul <b>Cafea</b>."}
        """#)
      try await stage.requestRestore(order)
      let failure = try await Polling.value("the shop is told of the stock") {
        try await stage.callbacks(of: order).map { $0["data"]["failure"] }
          .first { $0["code"].string == "stock_forbids_change" }
      }
      expectEqual(failure["detail"].string, "Cantitate stoc insuficienta pentru produsul Cafea.")
    }
  }
}
