import Foundation
import HTTPTypes
import TestKit
import Testing
import Transport

@Suite struct RoundTripTests {
  private let transport = HTTPTransport()

  @Test func `status, headers and body come back as the server sent them`() async throws {
    let server = try RawServer { _, _ in
      .answer(
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
          + .http(
            418, headers: ["X-One:  1 ", "Set-Cookie: a=1", "Set-Cookie: b=2", "X-Empty:"],
            body: "ceai"))
    }
    defer { server.stop() }
    let outcome = await transport.send(TransportRequest(method: .get, url: server.url + "a?b=c"))
    let response = try #require(outcome.response)
    expectEqual(response.status, 418)
    expectEqual(response.body, Array("ceai".utf8))
    expectEqual(response.headers[HTTPField.Name("X-One")!], "1")
    expectEqual(response.headers[HTTPField.Name("X-Empty")!], "")
    expectEqual(response.headers[values: .setCookie], ["a=1", "b=2"])
    #expect(response.headers[HTTPField.Name("Link")!] == nil)
    expectEqual(response.remoteAddress, "127.0.0.1")
    expectEqual(server.received.map(\.line), ["GET /a?b=c HTTP/1.1"])
  }

  @Test(arguments: [HTTPRequest.Method.post, .put, .delete])
  func `a body arrives byte for byte`(method: HTTPRequest.Method) async throws {
    let server = try RawServer { _, _ in .answer(.http(body: "da")) }
    defer { server.stop() }
    let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
    var request = TransportRequest(method: method, url: server.url, body: body)
    request.headers[.contentType] = "application/json"
    await expectEqual(transport.send(request).response?.body, Array("da".utf8))
    let received = try #require(server.received.first)
    expectEqual(received.line, "\(method.rawValue) / HTTP/1.1")
    expectEqual(received.body, body)
    #expect(received.head.contains("\r\nContent-Type: application/json"))
    #expect(!received.head.lowercased().contains("expect:"))
    #expect(!received.head.lowercased().contains("accept-encoding"))
  }

  @Test func `a POST without a body sends an empty one, and calls it no form`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    let outcome = await transport.send(TransportRequest(method: .post, url: server.url))
    expectEqual(outcome.response?.status, 200)
    let received = try #require(server.received.first)
    #expect(received.body.isEmpty)
    #expect(received.head.contains("\r\nContent-Length: 0"))
    #expect(!received.head.contains("Content-Type"))
  }

  @Test func `a chunked answer is put together, its trailers left out`() async throws {
    let server = try RawServer { _, _ in
      .answer(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n")
    }
    defer { server.stop() }
    let outcome = await transport.send(TransportRequest(method: .get, url: server.url))
    let response = try #require(outcome.response)
    expectEqual(response.body, Array("abcde".utf8))
    #expect(response.headers[HTTPField.Name("X-Late")!] == nil)
  }

  @Test func `a redirect is an answer, and isn't followed`() async throws {
    let server = try RawServer { _, _ in .answer(.http(302, headers: ["Location: /elsewhere"])) }
    defer { server.stop() }
    let outcome = await transport.send(TransportRequest(method: .get, url: server.url))
    expectEqual(outcome.response?.status, 302)
    expectEqual(server.received.count, 1)
  }

  @Test func `pooled requests share a connection, fresh ones don't`() async throws {
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    func connections(_ use: ConnectionUse) async -> [Int] {
      for _ in 0..<3 {
        _ = await transport.send(
          TransportRequest(method: .get, url: server.url, connection: use))
      }
      return server.received.suffix(3).map(\.connection)
    }
    await expectEqual(connections(.pooled), [1, 1, 1])
    await expectEqual(connections(.fresh), [2, 3, 4])
    await expectEqual(connections(.pooled), [1, 1, 1])
  }

  @Test func `a Unix socket is spoken to like a server`() async throws {
    let path = "/tmp/punte-\(UUID().uuidString.prefix(8)).sock"
    let server = try RawServer(unixSocketPath: path) { _, _ in .answer(.http(body: "salut")) }
    defer {
      server.stop()
      unlink(path)
    }
    var request = TransportRequest(method: .get, url: "http://serve/x", unixSocketPath: path)
    await expectEqual(transport.send(request).response?.body, Array("salut".utf8))
    expectEqual(server.received.map(\.line), ["GET /x HTTP/1.1"])
    request.addressPolicy = .publicOnly
    request.connection = .fresh
    await expectEqual(transport.send(request).notSentReason, .addressRefused)
    request.connection = .pooled
    await expectEqual(transport.send(request).notSentReason, .addressRefused)
    expectEqual(server.received.count, 1)
  }

  @Test func `200 transfers run at the same time`() async throws {
    let gate = Gate(opensAt: 200)
    let server = try RawServer { _, request in
      gate.pass()
      return .answer(.http(body: request.line))
    }
    defer { server.stop() }
    let bodies = await withTaskGroup(of: String?.self) { group in
      for index in 0..<200 {
        group.addTask {
          let outcome = await transport.send(
            TransportRequest(method: .get, url: server.url + "\(index)"))
          return outcome.response.map { String(decoding: $0.body, as: UTF8.self) }
        }
      }
      return await group.reduce(into: Set<String?>()) { $0.insert($1) }
    }
    expectEqual(bodies, Set((0..<200).map { "GET /\($0) HTTP/1.1" }))
  }
}
