import TestKit
import Testing

@testable import Transport

@Suite struct AddressPolicyTests {
  @Test(arguments: [
    "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
    "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "172.16.0.0",
    "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.0", "192.168.255.255",
    "198.18.0.0", "198.19.255.255", "198.51.100.7", "203.0.113.255", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
  ])
  func `a special IPv4 address is refused`(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(!AddressPolicy.publicOnly.allows(address))
    #expect(AddressPolicy.any.allows(address))
  }

  @Test(arguments: [
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::10.0.0.1", "64:ff9b::a00:1",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "fc00::1", "fdff:ffff::1", "fe80::1", "fec0::1",
    "ff02::1", "2001::1", "2001:0:4136:e378::1", "2001:1ff::1", "2001:db8::1", "2002:7f00:1::",
    "3fff::1", "3fff:fff::1", "4000::1",
  ])
  func `a special IPv6 address is refused`(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(!AddressPolicy.publicOnly.allows(address))
    #expect(AddressPolicy.any.allows(address))
  }

  @Test(arguments: [
    "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
    "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0",
    "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
    "2001:4860:4860::8888", "2001:200::1", "2606:4700::1111", "2a00:1450::1", "3ffe::1",
  ])
  func `a public address is allowed`(text: String) throws {
    #expect(AddressPolicy.publicOnly.allows(try #require(IPAddress(text))))
  }

  @Test func `only the public Internet can be reached where a policy says so`() async throws {
    let transport = HTTPTransport()
    let server = try RawServer { _, _ in .answer(.http()) }
    defer { server.stop() }
    var request = TransportRequest(method: .post, url: server.url, body: [1])
    request.addressPolicy = .publicOnly
    await expectEqual(transport.send(request).notSentReason, .addressRefused)
    expectEqual(server.connectionCount, 0)

    request.url = "http://localhost:\(server.port)/"
    await expectEqual(transport.send(request).notSentReason, .addressRefused)

    request.url = server.url
    request.addressPolicy = .any
    await expectEqual(transport.send(request).response?.status, 200)

    // The connection now kept was opened under the other policy.
    request.addressPolicy = .publicOnly
    await expectEqual(transport.send(request).notSentReason, .addressRefused)
    expectEqual(server.received.count, 1)
  }
}
