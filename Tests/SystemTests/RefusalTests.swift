import Domain
import StageKit
import TestKit
import Testing

/// What SmartBill says no to, and what nobody can read.
@Suite struct RefusalTests {
  @Test func `a refusal reaches the shop with its reason and remedy, and the button works again`()
    async throws
  {
    try await Stage.with { stage in
      try await stage.startPunte()
      try await stage.plant(
        #"{"fault": "error_200", "endpoint": "invoice", "text": "Client <b>invalid</b>!<br/>Ajutor"}"#
      )
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      let failed = try await stage.callback("invoice.failed", of: order)["data"]
      expectEqual(failed["operation"].string, "issue")
      let failure = failed["failure"]
      expectEqual(failure["code"].string, "smartbill_refused")
      expectEqual(failure["detail"].string, "Client invalid!")
      for key in ["reason", "remedy"] {
        expectEqual(failure[key]["ro"].string?.isEmpty, false)
        expectEqual(failure[key]["en"].string?.isEmpty, false)
      }
      try await stage.requestInvoice(order)
      try await expectEqual(stage.invoice(of: order, is: "issued")["number"].string, "0001")
    }
  }

  @Test(arguments: [
    #"{"fault": "html_500", "endpoint": "invoice", "commit": true}"#,
    #"{"fault": "bad_gateway_502", "endpoint": "invoice"}"#,
    #"{"fault": "empty_200", "endpoint": "invoice"}"#,
    #"{"fault": "number_and_error", "endpoint": "invoice", "text": "Ceva"}"#,
  ])
  func `an answer that proves nothing is a doubt`(fault: String) async throws {
    try await Stage.with(account: DoubtTests.patient) { stage in
      try await stage.startPunte()
      try await stage.plant(fault)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      try await stage.untilInDoubt()
      try await expectEqual(stage.createRequests().count, 1)
      #expect(try await stage.callbacks(of: order).isEmpty)
      let id = try await stage.listing("invoices", "list").array[0]["id"].int ?? 0
      let shown = try await stage.listing("invoices", "show", "\(id)")
      expectEqual(shown["evidence"].array.count, 1)
      expectEqual(shown["request"].string?.contains("PUNTE magazin/\(order)/0"), true)
    }
  }

  @Test func `during a block no call goes out, and afterwards the order is issued`() async throws {
    try await Stage.with(
      smartBillOptions: ["--block-seconds", "2"],
      account: ["rate_window: { calls: 28, seconds: 10, block: 3s }"]
    ) { stage in
      try await stage.startPunte()
      try await stage.plant(#"{"fault": "block", "endpoint": "invoice"}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      try await Polling.until("the order waits for the block's end") {
        try await stage.listing("jobs", "list", "--state", "available").array
          .contains { $0["failure"]["code"].string == "smartbill_blocked" }
      }
      _ = try await stage.invoice(of: order, is: "issued")
      let counters = try await stage.smartBillState()["counters"]
      expectEqual(counters["calls_during_blocks"].int, 0)
      try await expectEqual(stage.documents().count, 1)
    }
  }

  @Test func `wrong credentials issue nothing and burn no order`() async throws {
    try await Stage.with(environment: ["STAGE_TOKEN": "003|wrong"]) { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      try await Polling.until("the order waits for its account") {
        try await stage.listing("jobs", "list", "--state", "available").array
          .contains { $0["failure"]["code"].string == "smartbill_credentials" }
      }
      let invoices = try await stage.listing("invoices", "list").array
      expectEqual(invoices.map { $0["state"].string }, ["planned"])
      #expect(try await stage.documents().isEmpty)
    }
  }

  @Test func `a cancel that SmartBill refuses says why, and the button works again`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      let words =
        "Pentru factura FCT0001 exista deja stornari care incarca stocul. Trebuie sa anulati "
        + "intai facturile storno (FCT0002)."
      try await stage.plant(
        #"{"fault": "error_200", "endpoint": "invoice/cancel", "text": "\#(words)"}"#)
      try await stage.requestCancel(order)
      let failed = try await stage.callback("invoice.failed", of: order)["data"]
      expectEqual(failed["operation"].string, "cancel")
      expectEqual(failed["failure"]["code"].string, "storno_stands")
      expectEqual(failed["failure"]["detail"].string, words)
      expectEqual(failed["failure"]["remedy"]["ro"].string?.contains("storno"), true)
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
    }
  }

  @Test func `an invoice that would not come to the order's total is not sent`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      var order = Order.sample(id: "8101")
      order.total = "131.01"
      let delivery = try SignedDelivery(id: "evt-total", body: SampleEvent.statusChanged(order))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      let failed = try await stage.callback("invoice.failed", of: "8101")["data"]
      expectEqual(failed["failure"]["code"].string, "order_total_differs")
      expectEqual(failed["failure"]["detail"].string?.contains("131.00"), true)
      #expect(try await stage.createRequests().isEmpty)
    }
  }
}
