import Domain
import Listener
import Meters
import Signatures
import TestKit
import Testing

/// What no shop sends: each gets an answer, none gets through, and the next shop is served.
@Suite struct MalformedRequestTests {
  /// The malformed corpus of `webhooks.md` §1.2 and §1.5, over the wire.
  @Test func `a malformed signature is refused like a forged one`() async throws {
    let good = try Request.delivery()
    let signature = try #require(good.headers.first { $0.name == "webhook-signature" }?.value)
    let digits = String(signature.dropFirst("v1,".count))
    func changed(_ name: String, _ value: String) -> Request {
      var request = good
      request.headers = request.headers.map { $0.name == name ? (name, value) : $0 }
      return request
    }
    func without(_ name: String) -> Request {
      var request = good
      request.headers.removeAll { $0.name == name }
      return request
    }
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"]
    let values = good.headers.filter { names.contains($0.name) }
    var requests = names.map(without)
    requests += values.map { good.with($0.name, $0.value) }
    requests += values.map { good.with($0.name.uppercased(), "another") }
    requests += [
      "", "v1", "v1,", ",", digits, "v1,,\(digits)", "v1,\(digits),", "V1,\(digits)",
      "v2,\(digits)",
      "v1a,\(digits)", "v1,\(digits.dropLast())", "v1,\(digits)=", "v1,*\(digits)", "v1,===",
      "v1,A",
      "v1\(digits)", "v1;\(digits)", "\u{ff}\u{fe}", "v1, \(digits)", "v1,\t\(digits)",
      String(repeating: "v1,AAAA ", count: 16) + signature,
      String(repeating: "x", count: 4096) + " " + signature,
    ].map { changed("webhook-signature", $0) }.filter { $0.headers.last?.value != signature }
    requests += [
      "", "1795428000.0", "+1795428000", "-1795428000", "1_795_428_000", "01795428000",
      "0x6b03d7a0",
      "1795428000000", "NaN", "99999999999999999999",
    ].map { changed("webhook-timestamp", $0) }
    requests += ["", "evt.1", "evt_2", "brânză", String(repeating: "a", count: 257)]
      .map { changed("webhook-id", $0) }

    try await withListener { [requests] listener async throws in
      var answers: Set<String> = []
      for request in requests {
        let answer = try await listener.answer(to: request)
        expectEqual(answer.status, 401, "\(request.head)")
        answers.insert(answer.undated)
      }
      expectEqual(answers.count, 1)
      expectEqual(listener.inbox.offeredCount, 0)
      expectEqual(listener.refused.listing.count, requests.count)
      try await expectEqual(listener.answer(to: good).status, 202)
    }
  }

  @Test(arguments: [
    "//webhooks/magazin", "/webhooks//magazin", "/./webhooks/magazin", "/webhooks/./magazin",
    "/x/../webhooks/magazin", "/webhooks/../webhooks/magazin", "/%2e%2e/webhooks/magazin",
    "/webhooks/%2e%2e/magazin", "/webhooks%2fmagazin", "/webhooks/%6dagazin",
    "/webhooks/magazin%00",
    "/webhooks/magazin\u{0}", "/webhooks/magazin%2f", "/webhooks/magazin/.", "/webhooks/magazin;a",
    "/webhooks/Magazin", "\\webhooks\\magazin", "/webhooks/magazin\u{7f}", "webhooks/magazin", "*",
    "punte.example:80", "?/webhooks/magazin", "#/webhooks/magazin", "http:///webhooks/magazin/x",
    "/webhooks/mag azin", "/webhooks/%", "/webhooks/%zz",
    "/webhooks/\u{200d}magazin",
  ])
  func `no other path leads to a shop`(target: String) async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.path = target
      let status = try await listener.answer(to: request).status
      #expect([400, 401, 404, 405].contains(status), "\(status)")
      expectEqual(listener.inbox.offeredCount, 0)
      try await expectEqual(listener.answer(to: .delivery()).status, 202)
    }
  }

  @Test func `a slash at the end of an address changes nothing`() async throws {
    try await withListener { listener async throws in
      for (number, target) in ["/webhooks/magazin/", "/webhooks/magazin/?a=b"].enumerated() {
        var request = try Request.delivery("evt_\(number)")
        request.path = target
        try await expectEqual(listener.answer(to: request).status, 202, "\(target)")
      }
      for target in ["/webhooks/magazin//", "/webhooks/", "/webhooks//"] {
        var request = try Request.delivery("evt_9")
        request.path = target
        try await expectEqual(listener.answer(to: request).status, 404, "\(target)")
      }
      let schema = Request(method: "GET", path: "/schema/events.json/")
      try await expectEqual(listener.answer(to: schema).body, RunningListener.schema)
    }
  }

  @Test func `a signed delivery to an address that there is not is counted and logged`()
    async throws
  {
    let log = CapturedLog()
    try await withListener(logger: log.logger) { listener async throws in
      for path in ["/webhook/magazin", "/webhooks", "/magazin/comenzi?a=secret"] {
        var request = try Request.delivery()
        request.path = path
        try await expectEqual(listener.answer(to: request).status, 404)
      }
      let deliveries = listener.refused.listing.deliveries
      #expect(deliveries.allSatisfy { $0.reason == .unknownAddress && $0.bytes > 0 })
      expectEqual(deliveries.map(\.shop), ["/magazin/comenzi", "/webhooks", "/webhook/magazin"])
      let text = MetricText.text(of: listener.meters.families)
      #expect(
        text.contains(#"webhook_received_total{source="unknown",verdict="unknown_address"} 3"#))
      // A stranger may send any number of them.
      #expect(log.lines.count == 1 && log.lines.first?.contains("/webhook/magazin") == true)
    }
  }

  @Test func `what isn't signed is no delivery, wherever it is sent`() async throws {
    let log = CapturedLog()
    try await withListener(logger: log.logger) { listener async throws in
      var read = try Request.delivery()
      (read.method, read.path) = ("GET", "/nowhere")
      for request in [Request(path: "/nowhere"), read] {
        try await expectEqual(listener.answer(to: request).status, 404)
      }
      #expect(listener.refused.listing.count == 0 && log.lines.isEmpty)
    }
  }

  /// A proxy may ask in this form; RFC 9112 has every server understand it.
  @Test func `a target with its host, or a query, leads to the shop`() async throws {
    try await withListener { listener async throws in
      for (number, target) in [
        "http://punte.example/webhooks/magazin", "/webhooks/magazin?a=b", "/webhooks/magazin?",
      ].enumerated() {
        var request = try Request.delivery("evt_\(number)")
        request.path = target
        try await expectEqual(listener.answer(to: request).status, 202, "\(target)")
      }
    }
  }

  @Test(arguments: [
    "\u{16}\u{3}\u{1}\u{0}\u{a5}\u{1}\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /\r\n\r\n",
    "POST /webhooks/magazin HTTP/9.9\r\n\r\n", "POST /webhooks/magazin\r\n\r\n", "{}\r\n\r\n",
    "\u{0}\u{0}\u{0}\u{0}\r\n\r\n", "POST  HTTP/1.1\r\n\r\n",
    "post /webhooks/magazin HTTP/1.1\r\n\r\n",
  ])
  func `what isn't HTTP gets 400 and its connection ends`(bytes: String) async throws {
    try await withListener { listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send(bytes)
      try await expectEqual(connection.answer().status, 400)
      #expect(try await connection.ends())
      try await expectEqual(listener.answer(to: .delivery()).status, 202)
    }
  }

  @Test(arguments: [
    "ffffffffffffffffff\r\n", "8000000000000000\r\n", "8000000000000000\r\n{}\r\n0\r\n\r\n",
    "ffffffffffffffff\r\n", "fffffffffffffffe;a=b\r\n{}", "9fffffffffffffff\r\n",
    "1\r\n{\r\nffffffffffffffff\r\n", "000000000000000000008000000000000000\r\n",
    "0\r\nA: b\n\r\n", "0\r\nA: b\rC: d\r\n\r\n", "0\r\n\n", "-1\r\n", "0x2\r\n{}\r\n0\r\n\r\n",
    "zz\r\n", "2\r\n{}XX0\r\n\r\n",
    "\r\n\r\n",
  ])
  func `chunks that are none are refused`(body: String) async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.isChunked = true
      let connection = try RawConnection(port: listener.port)
      try await connection.send(request.head + body)
      try await expectEqual(connection.answer().status, 400)
      #expect(try await connection.ends())
      expectEqual(listener.inbox.offeredCount, 0)
      try await expectEqual(listener.answer(to: .delivery()).status, 202)
    }
  }

  @Test func `a chunk that alone is too large is refused by its size`() async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.isChunked = true
      for size in ["100001", "7fffffffffffffff"] {
        let connection = try RawConnection(port: listener.port)
        try await connection.send(request.head + size + "\r\n")
        try await expectEqual(connection.answer().status, 413)
      }
      expectEqual(listener.refused.listing.deliveries.map(\.reason), [.tooLarge, .tooLarge])
    }
  }

  @Test(arguments: [
    "A: b\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
    "webhook-id: evt_9\r\nX:\r\n", "Trailer\r\n", ": b\r\n", "A b: c\r\n", "\u{0}: \u{7f}\r\n",
    "A: b\r\n folded\r\n", "Host: b\r\nExpect: 100-continue\r\nConnection: close\r\n",
    String(repeating: "A: \(String(repeating: "b", count: 100))\r\n", count: 200),
  ])
  func `trailers are ignored`(trailers: String) async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.isChunked = true
      request = request.with("Trailer", "A")
      let connection = try RawConnection(port: listener.port)
      let chunks = String(decoding: Request.chunks(request.body, bytesEach: 7), as: UTF8.self)
      try await connection.send(request.head + chunks + "0\r\n" + trailers + "\r\n")
      try await expectEqual(connection.answer().status, 202)
      expectEqual(listener.inbox.deliveries.map(\.body), [request.body])
      // The connection lives on.
      try await connection.send(try Request.delivery("evt_2").bytes)
      try await expectEqual(connection.answer().status, 202)
    }
  }

  @Test func `trailers without end are refused`() async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      request.isChunked = true
      let connection = try RawConnection(port: listener.port)
      let line = "A: \(String(repeating: "b", count: 1020))\r\n"
      try await connection.send(request.head + "0\r\n" + String(repeating: line, count: 33))
      try await expectEqual(connection.answer().status, 400)
      expectEqual(listener.inbox.offeredCount, 0)
    }
  }

  @Test(arguments: [
    [("Content-Encoding", "gzip")], [("Content-Encoding", "br")], [("Content-Encoding", "deflate")],
    [("Content-Encoding", "identity, gzip")], [("Content-Encoding", "")],
    [("Content-Encoding", "identity"), ("Content-Encoding", "gzip")],
  ])
  func `a body in a content encoding is refused unread`(fields: [(String, String)]) async throws {
    try await withListener { listener async throws in
      var request = try Request.delivery()
      for (name, value) in fields { request = request.with(name, value) }
      let answer = try await listener.answer(to: request)
      expectEqual(answer.status, 415)
      expectEqual(listener.refused.listing.deliveries.map(\.reason), [.encoded])
    }
  }

  @Test func `a body that ends too soon is refused`() async throws {
    try await withListener { listener async throws in
      let request = try Request.delivery()
      let connection = try RawConnection(port: listener.port)
      try await connection.send(request.head)
      try await connection.send(Array(request.body.dropLast()))
      try await connection.finish()
      _ = try? await connection.answer()
      #expect(
        try await eventually { listener.refused.listing.deliveries.map(\.reason) == [.unreadable] })
      expectEqual(listener.inbox.offeredCount, 0)
    }
  }

  @Test func `what is no text, or no order, is stored all the same`() async throws {
    try await withListener { listener async throws in
      let bodies: [[UInt8]] = [
        [], [0xFF, 0xFE, 0x00], [UInt8](repeating: UInt8(ascii: "["), count: 100_000),
      ]
      for (number, body) in bodies.enumerated() {
        let delivery = try Request.delivery("evt_\(number)", body: body)
        try await expectEqual(listener.answer(to: delivery).status, 202)
      }
      expectEqual(listener.inbox.deliveries.map(\.body), bodies)
    }
  }

  @Test func `an id that comes back with another body is reported`() async throws {
    let log = CapturedLog()
    try await withListener(logger: log.logger) { listener async throws in
      _ = try await listener.answer(to: .delivery("evt_1"))
      #expect(log.lines.isEmpty)
      _ = try await listener.answer(to: .delivery("evt_1", body: Array("another".utf8)))
      expectEqual(log.lines.count, 1)
      expectEqual(log.lines.first?.contains("evt_1"), true)
      expectEqual(log.lines.first?.contains("another body"), true)
    }
  }
}
