import TestKit
import Testing
import Transport

@Suite struct CancellationTests {
  private let transport = HTTPTransport()

  private func request(
    _ server: RawServer, _ rule: CancellationRule, limits: TransportLimits = TransportLimits()
  ) -> TransportRequest {
    TransportRequest(
      method: .post, url: server.url, body: [1], limits: limits, cancellation: rule)
  }

  @Test func `a task cancelled before the first byte sends nothing`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    for rule in [CancellationRule.honoured, .ignoredOnceSent] {
      let request = request(server, rule)
      let outcome = await withTaskGroup(of: TransportOutcome.self) { group in
        group.cancelAll()
        group.addTask { await transport.send(request) }
        return await group.next()
      }
      expectEqual(outcome?.notSentReason, .cancelled)
    }
    #expect(server.received.isEmpty)
  }

  @Test func `cancelling while connecting means not sent`() async throws {
    let server = try RawServer { _, _ in .silence }
    defer { server.stop() }
    // The server takes the connection and never answers the TLS greeting.
    var waiting = request(server, .ignoredOnceSent)
    waiting.url = "https://127.0.0.1:\(server.port)/"
    let outcome = try await outcome(of: waiting) { server.connectionCount == 1 }
    expectEqual(outcome?.notSentReason, .cancelled)
  }

  @Test func `200 transfers cancelled in flight end at once, and the transport goes on`()
    async throws
  {
    let server = try RawServer { _, request in
      request.line.hasPrefix("POST") ? .silence : .answer(.http())
    }
    defer { server.stop() }
    let request = request(server, .honoured)
    let outcomes = try await withThrowingTaskGroup(of: TransportOutcome.self) { group in
      for _ in 0..<200 { group.addTask { await transport.send(request) } }
      try await eventually { server.received.count == 200 }
      group.cancelAll()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    expectEqual(outcomes.count, 200)
    #expect(outcomes.allSatisfy { $0.unclearReason == .cancelled })
    try await eventually { server.openConnectionCount == 0 }
    let next = await transport.send(TransportRequest(method: .get, url: server.url))
    expectEqual(next.response?.status, 200)
  }

  @Test func `a create whose bytes have left waits for its answer`() async throws {
    let isCancelled = Gate(opensAt: 2)
    let server = try RawServer { _, _ in
      isCancelled.pass()
      return .answer(.http(body: "0042"))
    }
    defer { server.stop() }
    let request = request(server, .ignoredOnceSent)
    let outcome = await withTaskGroup(of: TransportOutcome.self) { group in
      group.addTask { await transport.send(request) }
      try? await eventually { server.received.count == 1 }
      group.cancelAll()
      isCancelled.pass()
      return await group.next()
    }
    expectEqual(outcome?.response?.body, Array("0042".utf8))
  }

  @Test func `shutting down ends what may be ended and waits for the rest`() async throws {
    let isShutDown = Gate(opensAt: 3)
    let server = try RawServer { _, _ in
      isShutDown.pass()
      return .answer(.http())
    }
    defer { server.stop() }
    async let create = transport.send(request(server, .ignoredOnceSent))
    async let read = transport.send(request(server, .honoured))
    try await eventually { server.received.count == 2 }
    transport.shutdown()
    await expectEqual(read.unclearReason, .shutDown)
    isShutDown.pass()
    await expectEqual(create.response?.status, 200)
    let late = await transport.send(request(server, .honoured))
    expectEqual(late.notSentReason, .shutDown)
  }

  /// The outcome of a request that is cancelled once the condition holds.
  private func outcome(
    of request: TransportRequest, cancelledOnce condition: () -> Bool
  ) async throws -> TransportOutcome? {
    try await withThrowingTaskGroup(of: TransportOutcome.self) { group in
      group.addTask { await transport.send(request) }
      try await eventually(condition)
      group.cancelAll()
      return try await group.next()
    }
  }
}
