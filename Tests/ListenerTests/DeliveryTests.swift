import Domain
import Foundation
import FoundationNetworking
import Listener
import Meters
import TestKit
import Testing

@Suite struct DeliveryTests {
  @Test func `a new delivery is stored as it came, answered 202, and wakes the engine`()
    async throws
  {
    try await withListener { listener async throws in
      let request = try Request.delivery("evt_1", body: Array("{ \"a\" : \u{1F600} ".utf8))
      let answer = try await listener.answer(to: request)
      expectEqual(answer.status, 202)
      expectEqual(answer.body, #"{"status":"accepted"}"#)
      expectEqual(answer.headers["content-type"], "application/json")
      let trace = try #require(listener.inbox.deliveries.first?.trace)
      expectEqual(
        listener.inbox.deliveries,
        [
          Delivery(
            shop: "magazin", event: "evt_1", receivedAt: RunningListener.now, body: request.body,
            trace: trace)
        ])
      expectEqual(listener.acceptedCount.value, 1)
    }
  }

  @Test func `a genuine delivery goes on with its sender's trace, if it has one`() async throws {
    try await withListener { listener async throws in
      let id = "4bf92f3577b34da6a3ce929d0e0e4736"
      let header = "00-\(id)-00f067aa0ba902b7-01"
      let valid = try Request.delivery("evt_1").with("Traceparent", header)
      let invalid = try Request.delivery("evt_2").with("traceparent", "00-\(id)-0-01")
      let twice = try Request.delivery("evt_3").with("traceparent", header)
        .with("traceparent", header)
      for request in [valid, invalid, twice, try .delivery("evt_4")] {
        try await expectEqual(listener.answer(to: request).status, 202)
      }
      let traces = listener.inbox.deliveries.map { $0.trace?.text }
      expectEqual(traces[0], id)
      #expect(!traces.dropFirst().contains(id) && !traces.contains(nil))
      expectEqual(Set(traces).count, 4)
    }
  }

  @Test func `the headers of Svix are those of Standard Webhooks`() async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery("msg_1")
      request.headers = request.headers.map {
        ($0.name.replacingOccurrences(of: "webhook-", with: "Svix-"), $0.value)
      }
      try await expectEqual(listener.answer(to: request).status, 202)
      expectEqual(listener.inbox.deliveries.map(\.event), ["msg_1"])
      let text = MetricText.text(of: listener.meters.families)
      #expect(text.contains("webhook_clock_skew_seconds_count 1"))
    }
  }

  @Test func `deliveries are counted by shop and verdict, a stranger's shop as unknown`()
    async throws
  {
    try await withListener { listener async throws in
      var unknown = try Request.delivery()
      unknown.path = "/webhooks/nimeni"
      var forged = try Request.delivery()
      forged.body[0] ^= 1
      let late = try Request.delivery("evt_1", at: RunningListener.now - .seconds(40))
      for request in [late, late, unknown, forged, forged] {
        _ = try await listener.answer(to: request)
      }
      let text = MetricText.text(of: listener.meters.families)
      for line in [
        #"webhook_received_total{source="magazin",verdict="accepted"} 1"#,
        #"webhook_received_total{source="magazin",verdict="duplicate"} 1"#,
        #"webhook_received_total{source="magazin",verdict="forged"} 2"#,
        #"webhook_received_total{source="unknown",verdict="unknown_shop"} 1"#,
        "webhook_duplicate_total 1", "webhook_ack_seconds_count 2",
        #"webhook_clock_skew_seconds_bucket{le="30"} 0"#,
        #"webhook_clock_skew_seconds_bucket{le="60"} 2"#,
      ] { #expect(text.contains("\n\(line)\n"), "\(line)\n\(text)") }
      #expect(!text.contains("nimeni"))
    }
  }

  @Test func `why deliveries are refused stands in the log, once of a shop and a reason`()
    async throws
  {
    let log = CapturedLog()
    try await withListener(logger: log.logger) { listener async throws in
      var unknown = try Request.delivery()
      unknown.path = "/webhooks/nimeni"
      var forged = try Request.delivery()
      forged.body[0] ^= 1
      let stale = try Request.delivery(at: RunningListener.now - .seconds(301))
      for request in [forged, forged, forged, stale, unknown] {
        try await expectEqual(listener.answer(to: request).status, 401)
      }
      expectEqual(log.lines.count, 3)
      for (line, words) in zip(
        log.lines,
        [["magazin", "forged"], ["magazin", "stale"], ["unknown", "unknown_shop"]])
      {
        #expect(words.allSatisfy { line.contains($0) }, "\(line)")
        // Nothing that a stranger chose, nor a secret.
        #expect(!line.contains("nimeni") && !line.contains("whsec") && !line.contains("v1,"))
      }
    }
  }

  @Test func `another body under a known id is counted under a verdict of its own`() async throws {
    try await withListener { listener async throws in
      _ = try await listener.answer(to: .delivery("evt_1"))
      _ = try await listener.answer(to: .delivery("evt_1", body: Array("another".utf8)))
      let text = MetricText.text(of: listener.meters.families)
      #expect(
        text.contains(#"webhook_received_total{source="magazin",verdict="conflict"} 1"#), "\(text)")
      #expect(!text.contains(#"verdict="duplicate"} 1"#), "\(text)")
    }
  }

  @Test func `a second delivery of an event is a duplicate, even with another body`() async throws {
    try await withListener { listener async throws in
      _ = try await listener.answer(to: .delivery("evt_1"))
      for body in [#"{"type":"order.status_changed"}"#, "another"] {
        let answer = try await listener.answer(to: .delivery("evt_1", body: Array(body.utf8)))
        expectEqual(answer.status, 200)
        expectEqual(answer.body, #"{"status":"duplicate"}"#)
      }
      expectEqual(listener.acceptedCount.value, 1)
    }
  }

  @Test func `every refusal for want of a signature is the same answer`() async throws {
    try await withListener { listener async throws in
      var unknown = try Request.delivery()
      unknown.path = "/webhooks/nimeni"
      var forged = try Request.delivery()
      forged.body[0] ^= 1
      let refusals: [(Request, RefusalReason)] = [
        (unknown, .unknownShop), (forged, .forged),
        (try .delivery(at: RunningListener.now - .seconds(301)), .stale),
        (try .delivery(at: RunningListener.now + .seconds(301)), .fromTheFuture),
        (Request(body: Array("{}".utf8)), .malformed),
        (Request(path: "/webhooks/nimeni"), .unknownShop),
      ]
      var answers: Set<String> = []
      for (request, _) in refusals {
        let answer = try await listener.answer(to: request)
        expectEqual(answer.status, 401)
        answers.insert(answer.undated)
      }
      expectEqual(answers.count, 1)
      expectEqual(listener.refused.listing.deliveries.reversed().map(\.reason), refusals.map(\.1))
      expectEqual(listener.inbox.offeredCount, 0)
      expectEqual(listener.acceptedCount.value, 0)
    }
  }

  @Test func `what the store can't keep is asked for again`() async throws {
    let full = ScriptedInbox { _ throws(StoreError) in throw .unavailable("disk full") }
    try await withListener(inbox: full) { listener async throws in
      let answer = try await listener.answer(to: .delivery())
      expectEqual(answer.status, 503)
      expectEqual(Int(answer.headers["retry-after"] ?? ""), 5)
      expectEqual(listener.acceptedCount.value, 0)
    }
  }

  @Test func `a compressed body is refused, an identity encoding isn't`() async throws {
    try await withListener { listener async throws in
      let refused = try await listener.answer(to: .delivery().with("Content-Encoding", "gzip"))
      expectEqual(refused.status, 415)
      let plain = try await listener.answer(to: .delivery().with("Content-Encoding", "identity"))
      expectEqual(plain.status, 202)
    }
  }

  @Test(arguments: ["GET", "PUT", "DELETE", "OPTIONS"])
  func `only POST brings a delivery`(method: String) async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send("\(method) /webhooks/magazin HTTP/1.0\r\n\r\n")
      let answer = try await connection.answer()
      expectEqual(answer.status, 405)
      expectEqual(answer.headers["allow"], "POST")
    }
  }

  @Test(arguments: ["/webhooks", "/webhooks/", "/webhooks/magazin//", "/webhooks/a/b", "/admin"])
  func `an unknown path isn't found`(path: String) async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.path = path
      try await expectEqual(listener.answer(to: request).status, 404)
    }
  }

  @Test func `scripts can wait for it, and read the schema`() async throws {
    try await withListener { listener async throws in
      let home = try await listener.answer(to: Request(method: "GET", path: "/"))
      expectEqual(home.status, 200)
      expectEqual(home.body, #"{"service":"punte"}"#)
      let schema = try await listener.answer(
        to: Request(method: "GET", path: "/schema/events.json"))
      expectEqual(schema.body, RunningListener.schema)
    }
  }

  @Test func `a delivery over HTTP 1.0 is answered and its connection ends`() async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.version = "1.0"
      request.headers.removeAll { $0.name == "Host" }
      let connection = try RawConnection(port: listener.port)
      try await connection.send(request.bytes)
      try await expectEqual(connection.answer().status, 202)
      #expect(try await connection.ends())
    }
  }

  @Test func `requests sent ahead on one connection are answered in order`() async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      let first = try Request.delivery("evt_1")
      try await connection.send(first.bytes + Request.delivery("evt_2").bytes + first.bytes)
      try await expectEqual(connection.answer().status, 202)
      try await expectEqual(connection.answer().status, 202)
      try await expectEqual(connection.answer().status, 200)
    }
  }

  @Test func `a common client's deliveries are accepted`() async throws {
    try await withListener { listener async throws in
      let delivery = try Request.delivery()
      let address = try #require(
        URL(string: "http://127.0.0.1:\(listener.port)/webhooks/magazin"))
      var request = URLRequest(url: address)
      request.httpMethod = "POST"
      request.httpBody = Data(delivery.body)
      for (name, value) in delivery.headers { request.setValue(value, forHTTPHeaderField: name) }
      for status in [202, 200, 200] {
        let (_, response) = try await URLSession.shared.data(for: request)
        expectEqual((response as? HTTPURLResponse)?.statusCode, status)
      }
    }
  }
}
