import StageKit
import TestKit
import Testing

/// Bringing the news to a shop that is not always well.
@Suite struct CallbackTests {
  @Test func `a shop that fails is told again, under one id`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      try await stage.breakShop(#"{"fault": "status", "status": 503, "times": 1}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let invoice = try await stage.invoice(of: order, is: "issued")
      expectEqual(invoice["number"].string, "0001")
      let job = try await stage.listing("jobs", "list", "--kind", "notify").array
      expectEqual(job.map { $0["attempt"].int }, [2])
      let receipts = try await stage.shopState()["callbacks"].array
      expectEqual(receipts.map { $0["verdict"].string }, ["applied"])
    }
  }

  @Test func `a shop that wants no more is dead and visible, and told once its job is requeued`()
    async throws
  {
    try await Stage.with { stage in
      try await stage.startPunte()
      try await stage.breakShop(#"{"fault": "status", "status": 410, "times": 1}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let dead = try await Polling.value("the callback is dead") {
        try await stage.listing("jobs", "list", "--state", "discarded").array.first
      }
      expectEqual(dead["failure"]["code"].string, "shop_gone")
      let requeued = try await stage.punte(
        "jobs", "requeue", "\(dead["id"].int ?? 0)", "--by", "Ana", "--reason", "mended")
      expectEqual(requeued.status, 0, "\(requeued.errors)")
      _ = try await stage.invoice(of: order, is: "issued")
    }
  }

  @Test func `a redirect is not followed`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      try await stage.breakShop(
        #"{"fault": "redirect", "location": "\#(stage.smartBill.address)/elsewhere", "times": 1}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let waiting = try await Polling.value("the callback waits for its next attempt") {
        try await stage.listing("jobs", "list", "--kind", "notify").array
          .first { $0["failure"]["code"].string == "shop_refused" }
      }
      expectEqual(waiting["failure"]["detail"].string?.contains("30"), true)
      #expect(try await stage.callbacks(of: order).isEmpty)
      _ = try await stage.invoice(of: order, is: "issued")
    }
  }
}
