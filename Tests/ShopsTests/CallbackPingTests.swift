import Domain
import Signatures
import TestKit
import Testing
import Transport

@testable import Shops

@Suite struct CallbackPingTests {
  private struct Noon: TimeSource {
    func now() -> Timestamp { .noon }
    func sleep(until moment: Timestamp) async {}
    func day(of moment: Timestamp) -> String { "2026-11-23" }
    func next(hour: Int, after moment: Timestamp) -> Timestamp { moment }
  }

  private let secret: Secret

  init() throws { secret = try Secret(standardWebhooks: Secret.generate()) }

  private func send(to url: String) async -> CallbackPing.Reading {
    await CallbackPing(transport: HTTPTransport(), time: Noon()).send(
      to: ShopEndpoint(
        shop: "magazin", callbackURL: url, signer: Signer(secret: secret),
        allowsPrivateAddresses: true), nonce: "f00")
  }

  @Test func `it is a signed notice about no order`() async throws {
    let server = try RawServer { _, _ in
      .answer(.http(204, headers: ["Date: Mon, 23 Nov 2026 09:59:00 GMT"]))
    }
    await expectEqual(
      send(to: server.url + "punte"), .answered(status: 204, clockSkewMilliseconds: -59_500))
    let request = try #require(server.received.first)
    let body = try JSON(request.body)
    #expect(body["type"].string == "punte.check" && body["data"]["nonce"].string == "f00")
    let headers = request.head.split(separator: "\r\n").dropFirst().compactMap {
      (line: Substring) -> (name: String, value: String)? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (String(line[..<colon]), String(value))
    }
    let verifier = try Verifier(scheme: .standardWebhooks, secrets: [secret])
    expectEqual(
      verifier.judge(headers: headers, body: request.body, nowSeconds: Timestamp.noon.seconds),
      .genuine(eventID: "chk_f00", secretIndex: 0))
  }

  @Test func `a shop that isn't there is unreachable`() async throws {
    guard case .unreachable = await send(to: "http://127.0.0.1:9/") else {
      Issue.record("answered")
      return
    }
  }
}
