import HTTPTypes
import Synchronization
import TestKit
import Testing
import Transport

@Suite struct FailureTests {
  private let transport = HTTPTransport()

  @Test func `a refused connection means not sent`() async throws {
    let server = try RawServer { _, _ in .close }
    server.stop()
    try await eventually { server.openConnectionCount == 0 }
    let outcome = await transport.send(TransportRequest(method: .post, url: server.url, body: [1]))
    expectEqual(outcome.notSentReason, .connectionRefused)
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/", "http://user:word@127.0.0.1/", "http://", "",
    "http://127.0.0.1/\0",
  ])
  func `a URL of another kind is not sent`(url: String) async {
    let outcome = await transport.send(TransportRequest(method: .get, url: url))
    expectEqual(outcome.notSentReason, .invalidRequest)
  }

  @Test func `http is refused where TLS is required`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    let outcome = await transport.send(
      TransportRequest(method: .get, url: server.url, requiresTLS: true))
    expectEqual(outcome.notSentReason, .invalidRequest)
    expectEqual(server.connectionCount, 0)
  }

  @Test func `a server that speaks no TLS gets no request`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    let limits = TransportLimits(connectTimeoutMilliseconds: 300)
    let outcome = await transport.send(
      TransportRequest(method: .get, url: "https://127.0.0.1:\(server.port)/", limits: limits))
    expectEqual(outcome.notSentReason, .timedOut)
    #expect(server.received.isEmpty)
  }

  @Test func `no answer in time is unclear`() async throws {
    let server = try RawServer { _, _ in .silence }
    defer { server.stop() }
    // On a slow machine the time may be over before the request has left: then it gets more.
    for milliseconds in [200, 2_000, 20_000, 200_000] {
      let limits = TransportLimits(totalTimeoutMilliseconds: milliseconds)
      let outcome = await transport.send(
        TransportRequest(method: .post, url: server.url, body: [1], limits: limits))
      if outcome.notSentReason == .timedOut { continue }
      expectEqual(outcome.unclearReason, .timedOut)
      try await eventually { server.received.count == 1 }
      return
    }
    Issue.record("The request never left.")
  }

  @Test func `an answer cut short is unclear, and what came of it is kept`() async throws {
    let server = try RawServer { _, _ in
      .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"number\":\"0042\"")
    }
    defer { server.stop() }
    let outcome = await transport.send(
      TransportRequest(method: .post, url: server.url, body: [1], connection: .fresh))
    guard case .unclear(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    expectEqual(failure.reason, .connectionLost)
    expectEqual(failure.status, 200)
    expectEqual(failure.partialBody, Array(#"{"number":"0042""#.utf8))
    #expect(failure.requestBytesSent > 0)
    #expect(!"\(outcome)".contains("0042"))
  }

  @Test(arguments: [true, false])
  func `a body is read up to its limit`(isChunked: Bool) async throws {
    func outcome(bytes: Int) async throws -> TransportOutcome {
      let body = String(repeating: "x", count: bytes)
      let chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "\(String(bytes, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
      let server = try RawServer { _, _ in .answer(isChunked ? chunked : .http(body: body)) }
      defer { server.stop() }
      let limits = TransportLimits(responseBytesMax: 5000)
      return await transport.send(
        TransportRequest(method: .get, url: server.url, limits: limits))
    }
    try await expectEqual(outcome(bytes: 5000).response?.body.count, 5000)
    try await expectEqual(outcome(bytes: 5001).unclearReason, .responseTooLarge)
  }

  @Test func `a header without end is cut off`() async throws {
    let server = try RawServer { _, _ in
      let line = "X-Filler: " + String(repeating: "x", count: 1000) + "\r\n"
      return .answer("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 70) + "\r\n")
    }
    defer { server.stop() }
    let outcome = await transport.send(TransportRequest(method: .get, url: server.url))
    expectEqual(outcome.unclearReason, .responseTooLarge)
  }

  @Test func `a guard that refuses keeps the request from leaving`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    let counter = Counter()
    let refusing = SendGuard {
      counter.add()
      return false
    }
    let refused = await transport.send(
      TransportRequest(method: .post, url: server.url, body: [1], sendGuard: refusing))
    expectEqual(refused.notSentReason, .guardRefused)
    expectEqual(counter.count, 1)
    #expect(server.received.isEmpty)
    let permitted = await transport.send(
      TransportRequest(
        method: .post, url: server.url, body: [1], sendGuard: SendGuard { true }))
    expectEqual(permitted.response?.status, 200)
  }

  @Test func `nothing confidential is printed`() async throws {
    let server = try RawServer { _, _ in .answer(.http(headers: ["X-A: canary"], body: "canary")) }
    defer { server.stop() }
    let request = TransportRequest(
      method: .post, url: server.url + "canary", headers: [.authorization: "canary"],
      body: Array("canary".utf8))
    let outcome = await transport.send(request)
    var text = "\(request)\(String(reflecting: request))\(outcome)\(String(reflecting: outcome))"
    dump(request, to: &text)
    dump(outcome, to: &text)
    #expect(outcome.response != nil)
    #expect(!text.contains("canary"))
    #expect(text.contains("TransportResponse(200, 6 body bytes)"))
  }
}

final class Counter: Sendable {
  private let value = Atomic(0)
  var count: Int { value.load(ordering: .sequentiallyConsistent) }
  func add() { value.add(1, ordering: .sequentiallyConsistent) }
}
