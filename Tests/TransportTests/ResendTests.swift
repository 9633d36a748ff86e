import TestKit
import Testing
import Transport

/// libcurl sends a POST again by itself when a reused connection dies (`webhooks.md` §4.4).
@Suite struct ResendTests {
  private let transport = HTTPTransport()

  /// Answers the first request, takes the second and closes without a byte, answers the rest.
  private func dyingServer() throws -> RawServer {
    try RawServer { number, _ in number == 2 ? .close : .answer(.http(body: "nr=\(number)")) }
  }

  /// Opens a connection that may be kept, and then posts.
  private func post(
    to server: RawServer, connection: ConnectionUse, guardsResend: Bool
  ) async -> TransportOutcome {
    _ = await transport.send(TransportRequest(method: .get, url: server.url))
    var request = TransportRequest(
      method: .post, url: server.url, body: Array("invoice".utf8), connection: connection)
    request.guardsResend = guardsResend
    return await transport.send(request)
  }

  private func postCount(_ server: RawServer) -> Int {
    server.received.count { $0.line.hasPrefix("POST") }
  }

  @Test func `unguarded, libcurl posts twice and calls it a success`() async throws {
    let server = try dyingServer()
    defer { server.stop() }
    let outcome = await post(to: server, connection: .pooled, guardsResend: false)
    expectEqual(postCount(server), 2)
    expectEqual(outcome.response?.body, Array("nr=3".utf8))
  }

  @Test func `guarded, a dead connection is one POST and unclear`() async throws {
    let server = try dyingServer()
    defer { server.stop() }
    let outcome = await post(to: server, connection: .pooled, guardsResend: true)
    expectEqual(postCount(server), 1)
    expectEqual(outcome.unclearReason, .resendPrevented)
  }

  @Test func `on a fresh connection it is one POST and unclear even unguarded`() async throws {
    for guardsResend in [true, false] {
      let server = try dyingServer()
      defer { server.stop() }
      let outcome = await post(to: server, connection: .fresh, guardsResend: guardsResend)
      expectEqual(postCount(server), 1)
      expectEqual(outcome.unclearReason, .connectionLost)
    }
  }
}
