import Domain
import Signatures
import TestKit
import Testing
import Transport

@testable import Shops

@Suite struct CallbackClientTests {
  private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  private func client(
    to url: String, allowsPrivateAddresses: Bool = true, timeout: Duration = .seconds(10)
  ) throws -> CallbackClient {
    let signer = Signer(secret: try Secret(standardWebhooks: Self.secret))
    let endpoint = ShopEndpoint(
      shop: "magazin", callbackURL: url, signer: signer,
      allowsPrivateAddresses: allowsPrivateAddresses, timeout: timeout)
    return CallbackClient(endpoints: [endpoint], transport: HTTPTransport())
  }

  private func deliver(_ answer: String) async throws -> NoticeReading {
    let server = try RawServer { _, _ in .answerAndClose(answer) }
    return try await client(to: server.url + "punte").deliver(.sample(), at: .noon)
  }

  private func headers(of head: String) -> [(name: String, value: String)] {
    head.split(separator: "\r\n").dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (String(line[..<colon]), String(value))
    }
  }

  @Test func `a notice is posted with a signature that the shop can verify`() async throws {
    let server = try RawServer { _, _ in .answer(.http(204)) }
    let client = try client(to: server.url + "punte?shop=1")
    await expectEqual(client.deliver(.sample(), at: .noon), .received)

    let request = try #require(server.received.first)
    expectEqual(request.line, "POST /punte?shop=1 HTTP/1.1")
    expectEqual(request.body, (try CallbackBody(.sample()).bytes))
    let headers = headers(of: request.head)
    #expect(
      headers.contains { $0.name.lowercased() == "content-type" && $0.value == "application/json" })
    let verifier = try Verifier(
      scheme: .standardWebhooks, secrets: [try Secret(standardWebhooks: Self.secret)])
    let verdict = verifier.judge(
      headers: headers, body: request.body, nowSeconds: Timestamp.noon.seconds)
    expectEqual(verdict, .genuine(eventID: "ntc_17-1", secretIndex: 0))
  }

  @Test func `a retry has the same id and body, signed anew`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    let client = try client(to: server.url)
    await expectEqual(client.deliver(.sample(), at: .noon), .received)
    await expectEqual(client.deliver(.sample(), at: .noon + .seconds(3600)), .received)
    let (first, second) = (server.received[0], server.received[1])
    expectEqual(first.body, second.body)
    #expect(first.head.contains("ntc_17-1"))
    #expect(second.head.contains("ntc_17-1"))
    #expect(first.head != second.head)
  }

  @Test(arguments: [200, 201, 202, 204, 299])
  func `any 2xx is received`(status: Int) async throws {
    try await expectEqual(deliver(.http(status)), .received)
  }

  @Test func `410 wants no more`() async throws {
    try await expectEqual(deliver(.http(410)), .gone)
  }

  @Test(arguments: [400, 401, 404, 409, 422])
  func `a 4xx is a refusal`(status: Int) async throws {
    let failure = Failure(.shopRefused, detail: "HTTP \(status)")
    try await expectEqual(deliver(.http(status)), .refused(failure, retryAfter: nil))
  }

  @Test(arguments: [408, 429, 500, 503])
  func `any other answer is a failure to try again`(status: Int) async throws {
    let failure = Failure(.shopRefused, detail: "HTTP \(status)")
    try await expectEqual(deliver(.http(status)), .failed(failure, retryAfter: nil))
  }

  @Test func `what the shop asks for is passed on`() async throws {
    let failure = Failure(.shopRefused, detail: "HTTP 503")
    try await expectEqual(
      deliver(.http(503, headers: ["Retry-After: 90"])), .failed(failure, retryAfter: .seconds(90)))
    try await expectEqual(
      deliver(.http(503, headers: ["retry-after: Mon, 23 Nov 2026 10:02:00 GMT"])),
      .failed(failure, retryAfter: .seconds(120)))
    try await expectEqual(
      deliver(.http(503, headers: ["Retry-After: later"])), .failed(failure, retryAfter: nil))
  }

  @Test(arguments: [301, 302, 307, 308])
  func `a redirect is not followed`(status: Int) async throws {
    let elsewhere = try RawServer { _, _ in .answer(.http()) }
    let server = try RawServer { _, _ in
      .answer(.http(status, headers: ["Location: \(elsewhere.url)"]))
    }
    let reading = try await client(to: server.url).deliver(.sample(), at: .noon)
    expectEqual(reading, .failed(Failure(.shopRefused, detail: "HTTP \(status)"), retryAfter: nil))
    #expect(elsewhere.received.isEmpty)
  }

  @Test func `a private address is not called unless the settings allow it`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    for url in [server.url, "http://localhost:\(server.port)/"] {
      let client = try client(to: url, allowsPrivateAddresses: false)
      guard case .failed(let failure, nil) = await client.deliver(.sample(), at: .noon) else {
        Issue.record("\(url) was called.")
        return
      }
      expectEqual(failure.code, .shopUnreachable)
      expectEqual(failure.detail?.hasPrefix("the address is on a private network"), true)
    }
    #expect(server.received.isEmpty)
  }

  @Test func `a shop that is down or silent is unreachable`() async throws {
    let server = try RawServer { _, _ in .silence }
    let client = try client(to: server.url, timeout: .milliseconds(300))
    guard case .failed(let failure, nil) = await client.deliver(.sample(), at: .noon) else {
      Issue.record("Silence was taken for an answer.")
      return
    }
    expectEqual(failure.code, .shopUnreachable)
    server.stop()

    let down = try RawServer { _, _ in .close }
    let reading = try await self.client(to: down.url).deliver(.sample(), at: .noon)
    guard case .failed(let failure, nil) = reading else {
      Issue.record("A closed connection was taken for an answer.")
      return
    }
    expectEqual(failure.code, .shopUnreachable)
  }

  @Test func `a page longer than is read doesn't change what its status says`() async throws {
    let page = String(repeating: "x", count: CallbackRequest.responseBytesMax + 1)
    try await expectEqual(deliver(.http(200, body: page)), .received)
    try await expectEqual(deliver(.http(410, body: page)), .gone)
    try await expectEqual(
      deliver(.http(500, body: page)),
      .failed(Failure(.shopRefused, detail: "HTTP 500"), retryAfter: nil))
  }

  @Test func `other endpoints count from the next callback on`() async throws {
    let (old, new) = (
      try RawServer { _, _ in .answerAndClose(.http(500)) },
      try RawServer { _, _ in .answerAndClose(.http(200)) }
    )
    let client = try client(to: old.url + "punte")
    #expect(await client.deliver(.sample(), at: .noon) != .received)
    client.use([
      ShopEndpoint(
        shop: "magazin", callbackURL: new.url + "punte",
        signer: Signer(secret: try Secret(standardWebhooks: Self.secret)),
        allowsPrivateAddresses: true)
    ])
    await expectEqual(client.deliver(.sample(), at: .noon), .received)
  }

  @Test func `a shop that isn't in the settings gets nothing`() async throws {
    let client = CallbackClient(endpoints: [], transport: HTTPTransport())
    guard case .failed(let failure, nil) = await client.deliver(.sample(), at: .noon) else {
      Issue.record("A notice was sent to an unknown shop.")
      return
    }
    expectEqual(failure.code, .shopNotConfigured)
  }

  @Test func `a callback's secret never prints`() throws {
    let signer = Signer(secret: try Secret(standardWebhooks: Self.secret))
    let endpoint = ShopEndpoint(shop: "magazin", callbackURL: "https://x.example", signer: signer)
    var dumped = ""
    dump(endpoint, to: &dumped)
    #expect(!dumped.contains("MfKQ9r8G"))
  }
}
