import Domain
import StageKit
import TestKit
import Testing

/// Payments that a shop tells of, by the real binaries.
@Suite struct PaymentTests {
  private static let invoicing = """
    { trigger: automatic, statuses: [ Confirmata ], series: FCT, payments: { card: Card online, \
    numerar: { type: Chitanta, series: CH }, advance: { type: Card online, inside: true } } }
    """

  private func play(
    account: [String] = [], _ body: (Stage) async throws -> Void
  ) async throws {
    try await Stage.with(
      smartBillOptions: ["--receipt-series", "CH=12"], account: account, invoicing: Self.invoicing,
      body)
  }

  private func pay(_ stage: Stage, _ order: String, _ wish: String) async throws {
    let answer = try await HTTP.post(
      stage.shop.address + "/_sandbox/orders/\(order)/payment", wish)
    expectEqual(answer.status, 200)
  }

  private func booked(_ stage: Stage) async throws -> [JSON] {
    try await stage.smartBillState()["payments"].array
  }

  @Test func `a payment is booked with its receipt, shown in the shop, and not by a replay again`()
    async throws
  {
    try await play { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await pay(stage, order, #"{"id": "P1", "method": "numerar", "amount": "31.00"}"#)
      try await stage.confirm(order)
      let told = try await stage.callback("payment.recorded", of: order)
      expectEqual(told["data"]["payment"]["receipt"]["series"].string, "CH")
      expectEqual(told["data"]["payment"]["receipt"]["number"].string, "0012")
      expectEqual(told["data"]["left_to_pay"].string, "79.00")
      expectEqual(told["data"]["invoice"]["number"].string, "0001")

      // The button: a payment of the whole order is more than what is left.
      try await HTTP.post(
        stage.shop.address + "/_sandbox/orders/\(order)/payment",
        #"{"id": "P2", "method": "card", "amount": "131.00"}"#)
      let failed = try await stage.callback("invoice.failed", of: order)
      expectEqual(failed["data"]["operation"].string, "payment")
      expectEqual(failed["data"]["payment"]["id"].string, "P2")
      expectEqual(failed["data"]["failure"]["code"].string, "payment_amount_wrong")

      let replay = try await stage.punte(
        "replay", "--type", "payment.received", "--yes", "--by", "Ana", "--reason", "lost news")
      expectEqual(replay.status, 0, "\(replay.errors)")
      try await Polling.until("no job runs") { try await stage.isQuiet() }
      try await expectEqual(booked(stage).count, 1)
      let listed = try await stage.listing("payments", "list").array
      expectEqual(listed.compactMap { $0["state"].string }, ["refused", "recorded"])
      let shown = try await stage.punte("payments", "show", "\(listed.last?["id"].int ?? 0)")
      #expect(shown.output.contains("CH 0012") && shown.output.contains("useInvoiceDetails"))
      let page = try await HTTP.get(stage.shop.address + "/orders/\(order)")
      let text = String(decoding: page.body, as: UTF8.self)
      #expect(text.contains("înregistrată, CH 0012") && text.contains("neînregistrată"))
    }
  }

  @Test(arguments: ["drop_after_commit", "drop_before_commit"])
  func `a lost answer is decided by what is paid, and the payment is booked once`(fault: String)
    async throws
  {
    try await play(account: ["doubt: { quiet: 300ms, confirm: 200ms }"]) { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await stage.plant(#"{"fault": "\#(fault)", "endpoint": "payment"}"#)
      try await pay(stage, order, #"{"id": "P1", "method": "card"}"#)
      let told = try await stage.callback("payment.recorded", of: order)
      expectEqual(told["data"]["left_to_pay"].string, "0.00")
      try await expectEqual(booked(stage).map { $0["value"].string }, ["110.00"])
      let calls = try await stage.writeRequests()
        .filter { $0["path"].string?.hasSuffix("/payment") == true }
      expectEqual(calls.count, (fault == "drop_after_commit" ? 1 : 2))
    }
  }

  @Test func `a killed process books the payment once`() async throws {
    try await play(account: ["doubt: { quiet: 300ms, confirm: 200ms }"]) { stage in
      let punte = try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await stage.plant(
        #"{"fault": "slow", "delay_ms": 20000, "endpoint": "payment"}"#)
      try await pay(stage, order, #"{"id": "P1", "method": "card"}"#)
      try await Polling.until("the payment is booked") { try await booked(stage).count == 1 }
      await punte.killAtOnce()
      try await stage.startPunte()
      _ = try await stage.callback("payment.recorded", of: order)
      try await expectEqual(booked(stage).count, 1)
    }
  }

  @Test func `an order that arrives paid is invoiced as paid, and told so once`() async throws {
    try await play { stage in
      let punte = try await stage.startPunte()
      var order = Order.sample()
      order.payment = .init(method: "advance", paid: true)
      _ = try await SignedDelivery(id: "confirm", body: SampleEvent.statusChanged(order))
        .send(to: punte.address)
      try await stage.untilQuiet()
      try await expectEqual(booked(stage).map { $0["value"].string }, ["131.00"])
      let body = SampleEvent.paymentReceived("1001", "P1", "131.00", method: "advance")
      _ = try await SignedDelivery(id: "pay", body: body).send(to: punte.address)
      let told = try await stage.callback("payment.recorded", of: "1001")
      expectEqual(told["data"]["payment"]["within_invoice"].bool, true)
      try await expectEqual(booked(stage).count, 1)
    }
  }

  @Test func `a check says whether the receipts' series is there`() async throws {
    for (series, verdict) in [("CH", "ok"), ("CHX", "failed")] {
      try await Stage.with(
        smartBillOptions: ["--receipt-series", series], invoicing: Self.invoicing
      ) { stage in
        try await stage.startPunte()
        let rows = try await stage.listing("check")["checks"].array
        let row = rows.first { $0["name"].string == "receipts" }
        expectEqual(row?["verdict"].string, verdict, "\(series): \(rows)")
      }
    }
  }
}
