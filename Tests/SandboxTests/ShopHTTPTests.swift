import Foundation
import TestKit
import Testing

@testable import Sandbox

@Suite struct ShopHTTPTests {
  @Test func `a signed callback puts the invoice on the order's page`() async throws {
    try await RunningShop.withOne { running in
      try await expectEqual(running.call(.issued, id: "msg_1", sequence: 1), 200)
      try await expectEqual(running.call(.issued, id: "msg_1", sequence: 1), 200)
      try await expectEqual(running.call(.cancelled, id: "msg_0", sequence: 0), 200)
      let page = try await running.send("GET", "/orders/1001").body
      #expect(page.contains("<strong id=\"invoice-number\">FCT 0042</strong>"))
      #expect(page.contains("href=\"https://cloud.example/v/1\""))
      let state = try await running.json("/_sandbox/state")
      let order = try #require((state["orders"] as? [[String: Any]])?.first)
      let invoice = try #require(order["invoice"] as? [String: Any])
      expectEqual(invoice["state"] as? String, "issued")
      #expect(order["issued_at_ms"] is Int)
      let counters = try #require(state["counters"] as? [String: Int])
      expectEqual(counters["applied"], 1)
      expectEqual(counters["duplicates"], 1)
      expectEqual(counters["ignored"], 1)
    }
  }

  @Test func `a delayed invoice says so and why, on the page and in the list`() async throws {
    try await RunningShop.withOne { running in
      try await expectEqual(running.call(.delayed, id: "msg_1", sequence: 1), 200)
      let page = try await running.send("GET", "/orders/1001").body
      #expect(page.contains("Factura întârzie."))
      #expect(page.contains("Nu merge"))
      #expect(page.contains("Verifică seria"))
      #expect(try await running.send("GET", "/").body.contains("Întârzie"))
      try await expectEqual(running.call(.issued, id: "msg_2", sequence: 2), 200)
      let after = try await running.send("GET", "/orders/1001").body
      #expect(!after.contains("întârzie"))
      let list = try await running.send("GET", "/").body
      #expect(!list.contains("Întârzie"))
    }
  }

  @Test func `a summary names each order's callbacks, those received again included`()
    async throws
  {
    try await RunningShop.withOne { running in
      _ = try await running.call(.delayed, id: "msg_1", sequence: 1)
      _ = try await running.call(.issued, id: "msg_2", sequence: 2)
      _ = try await running.call(.issued, id: "msg_2", sequence: 2)
      let summary = try await running.json("/_sandbox/summary")
      let orders = try #require(summary["orders"] as? [[String: Any]])
      let order = try #require(orders.first { $0["id"] as? String == "1001" })
      expectEqual(order["series"] as? String, "FCT")
      expectEqual(order["number"] as? String, "0042")
      expectEqual(order["invoice"] as? String, "issued")
      expectEqual(order["sequence"] as? Int, 2)
      let callbacks = try #require(order["callbacks"] as? [[String: Any]])
      expectEqual(callbacks.map { $0["id"] as? String }, ["msg_1", "msg_2", "msg_2"])
      expectEqual(callbacks.map { $0["sequence"] as? Int }, [1, 2, 2])
      expectEqual(callbacks.map { $0["verdict"] as? String }, ["applied", "applied", "duplicate"])
    }
  }

  /// A second shop stands for Punte, and takes whatever comes.
  @Test func `a thousand orders are placed at once and told to Punte`() async throws {
    try await RunningShop.withOne { punte in
      _ = try await punte.send("POST", "/_sandbox/faults", #"{"fault":"status","status":202}"#)
      try await RunningShop.withOne { running in
        try await running.set(punte: punte.base + "/punte/callback")
        let placed = try await running.send(
          "POST", "/_sandbox/orders/batch", #"{"count":1000,"confirm":true}"#)
        expectEqual(placed.status, 201)
        let answer = try JSONDecoder().decode([String: [String]].self, from: Data(placed.body.utf8))
        expectEqual(answer["ids"], (1_004...2_003).map { String($0) })
        #expect(
          try await running.becomes {
            $0.outbox.entries.count { $0.state == .delivered } == 1_000
          })
        expectEqual(punte.shop.read { $0.counters.faults }, 1_000)
        expectEqual(running.shop.read { $0.orders.count { $0.order.status == .confirmed } }, 1_000)
      }
    }
  }

  @Test(arguments: ["{}", #"{"count":0}"#, #"{"count":5001}"#, #"{"count":1,"sample":"x"}"#])
  func `a batch that can't be understood is refused`(body: String) async throws {
    try await RunningShop.withOne { running async throws in
      try await expectEqual(running.send("POST", "/_sandbox/orders/batch", body).status, 422)
      expectEqual(running.shop.read { $0.orders.count }, 3)
    }
  }

  @Test func `a forged callback is refused and changes nothing`() async throws {
    try await RunningShop.withOne { running async throws in
      let other = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      try await expectEqual(running.call(.issued, id: "1", sequence: 1, secret: other), 401)
      try await expectEqual(running.send("POST", "/punte/callback", "{}").status, 401)
      try await expectEqual(running.call(.nonsense, id: "2", sequence: 1), 400)
      expectEqual(running.shop.read { $0.counters.badSignatures }, 2)
      #expect(running.shop.read { $0.record(of: "1001")?.invoice } == nil)
    }
  }

  @Test func `the webhooks are signed, and retried under one id until received`() async throws {
    // A second shop stands for Punte: it knows the signature, but not these words, so it says 400.
    try await RunningShop.withOne { punte in
      try await RunningShop.withOne { running in
        try await running.set(punte: punte.base + "/punte/callback")
        let path = "/_sandbox/orders/1001/status"
        try await expectEqual(running.send("POST", path, #"{"status":"Confirmata"}"#).status, 200)
        #expect(try await punte.becomes { $0.receipts.count >= 2 })
        expectEqual(Set(punte.shop.read { $0.receipts.map(\.id) }).count, 1)
        expectEqual(punte.shop.read { $0.counters.badSignatures }, 0)
        try await expectEqual(
          punte.send("POST", "/_sandbox/faults", #"{"fault":"status","status":202}"#)
            .status, 201)
        #expect(try await running.becomes { $0.outbox.entries[0].state == .delivered })
        expectEqual(running.shop.read { $0.outbox.entries[0].lastAnswer?.status }, 202)
        expectEqual(
          punte.shop.read { $0.receipts[0].body }, running.shop.read { $0.outbox.entries[0].body })
      }
    }
  }

  @Test func `a redirect is no receipt`() async throws {
    try await RunningShop.withOne { punte in
      _ = try await punte.send(
        "POST", "/_sandbox/faults", #"{"fault":"redirect","status":302,"location":"/"}"#)
      try await RunningShop.withOne { running in
        try await running.set(punte: punte.base + "/punte/callback")
        try await expectEqual(running.send("POST", "/_sandbox/orders/1001/cancel").status, 200)
        #expect(try await running.becomes { $0.outbox.entries[0].lastAnswer?.status == 302 })
        #expect(running.shop.read { $0.outbox.entries[0].state } != .delivered)
      }
    }
  }

  @Test func `the faults are served, then the callback is received as ever`() async throws {
    try await RunningShop.withOne { running in
      for fault in [
        #"{"fault":"status","status":503,"times":2,"retry_after":7}"#,
        #"{"fault":"drop","times":1}"#,
        #"{"fault":"redirect","location":"http://other.example/","times":1}"#,
        #"{"fault":"slow","delay_ms":150,"times":1}"#,
      ] { try await expectEqual(running.send("POST", "/_sandbox/faults", fault).status, 201) }
      let busy = try await running.send("POST", "/punte/callback", "x")
      expectEqual(busy.status, 503)
      expectEqual(
        busy.headers["retry-after"] as? String ?? busy.headers["Retry-After"] as? String, "7")
      try await expectEqual(running.call(.issued, id: "1", sequence: 1), 503)
      await #expect(throws: (any Error).self) {
        try await running.call(.issued, id: "1", sequence: 1, timeoutSeconds: 3)
      }
      try await expectEqual(running.call(.issued, id: "1", sequence: 1), 307)
      expectEqual(running.shop.read { $0.receipts.count }, 0)
      let start = ContinuousClock.now
      try await expectEqual(running.call(.issued, id: "1", sequence: 1), 200)
      #expect(ContinuousClock.now - start >= .milliseconds(150))
      expectEqual(running.shop.read { $0.counters.applied }, 1)
      try await expectEqual(running.send("DELETE", "/_sandbox/faults").status, 204)
      try await expectEqual(
        running.send("POST", "/_sandbox/faults", #"{"fault":"status"}"#).status, 422)
    }
  }

  @Test func `the forms change the order once and lead back to it`() async throws {
    try await RunningShop.withOne { running in
      let saved = try await running.send(
        "POST", "/orders/1001/status", "status=Confirmata",
        headers: ["sec-fetch-site": "same-origin", "origin": running.base])
      expectEqual(saved.status, 303)
      expectEqual(
        (saved.headers["Location"] ?? saved.headers["location"]) as? String, "/orders/1001")
      try await expectEqual(running.send("POST", "/orders/1001/issue").status, 303)
      try await expectEqual(running.send("POST", "/orders/1001/issue").status, 303)
      expectEqual(
        running.shop.read { $0.outbox.entries.map(\.type) },
        ["order.status_changed", "invoice.issue_requested"])
      let part = try await running.send("GET", "/orders/1001/fragment").body
      #expect(part.contains("Se emite factura…"))
      try await expectEqual(running.send("POST", "/orders/1001/status", "status=x").status, 400)
      try await expectEqual(running.send("GET", "/orders/77").status, 404)
      #expect(try await running.send("GET", "/products").body.contains("Miere de salcâm"))
    }
  }

  @Test(arguments: ["/orders/1001/status", "/orders/1001/issue", "/_sandbox/orders/1001/cancel"])
  func `another site's page changes nothing`(_ path: String) async throws {
    try await RunningShop.withOne { running in
      for headers in [["sec-fetch-site": "cross-site"], ["origin": "http://evil.example"]] {
        let answer = try await running.send("POST", path, "status=Confirmata", headers: headers)
        expectEqual(answer.status, 403)
      }
      #expect(running.shop.read { $0.outbox.entries.isEmpty })
    }
  }

  @Test func `scripts place orders, of the contract or ready-made`() async throws {
    try await RunningShop.withOne { running in
      let sample = try await running.send("POST", "/_sandbox/orders", #"{"sample":"company"}"#)
      expectEqual(sample.status, 201)
      #expect(sample.body.contains("\"id\" : \"1004\""))
      let order = """
        {"id":"Z-1","customer":{"kind":"person","name":"Ana"},"lines":[{"kind":"product",
        "name":"Cană","price":"12.10","vat_included":true,"vat_rate":"21"}]}
        """
      let placed = try await running.send("POST", "/_sandbox/orders", order)
      expectEqual(placed.status, 201)
      #expect(placed.body.contains("\"total\" : \"12.10\""))
      try await expectEqual(running.send("POST", "/_sandbox/orders", order).status, 409)
      try await expectEqual(running.send("POST", "/_sandbox/orders", "{}").status, 422)
      #expect(try await running.send("GET", "/orders/Z-1").body.contains("Ana"))
    }
  }
}

extension RunningShop {
  func json(_ path: String) async throws -> [String: Any] {
    let body = try await send("GET", path).body
    return try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] ?? [:]
  }

  func set(punte url: String) async throws {
    _ = try await send("POST", "/_sandbox/punte", #"{"url":"\#(url)"}"#)
  }
}
