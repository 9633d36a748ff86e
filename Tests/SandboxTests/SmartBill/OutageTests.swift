import Foundation
import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: the API is down for a while, the books stay.
struct OutageTests {
  private func set(_ mode: String, at client: SmartBillClient) async throws {
    let reply = try await client.call("POST", "/_sandbox/outage", body: #"{"mode":"\#(mode)"}"#)
    expectEqual(reply.body, #"{"outage":"\#(mode)"}"#)
  }

  @Test func `nothing is executed or counted against the rate meanwhile`() async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      try await set("refuse", at: client)
      #expect(
        try await client.maybe("POST", "/SBORO/api/invoice/v2", body: Sample.invoice()) == nil)
      try await set("bad_gateway", at: client)
      try await expectEqual(client.issue().status, 502)
      let state = try await client.state()
      expectEqual(state.documents.map(\.number), ["0001"])
      expectEqual(state.counters.calls_during_outages, 2)
      try await expectEqual(client.rate().calls_total, 1)
      try await set("off", at: client)
      try await expectEqual(number(client.issue()), "0002")
    }
  }

  @Test func `a call that hangs is closed without a byte when the outage is over`() async throws {
    try await withSmartBill { client in
      try await set("hang", at: client)
      async let hanging = client.maybe("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      try await Polling.until("the call has come") {
        try await client.state().counters.calls_during_outages == 1
      }
      try await set("off", at: client)
      #expect(try await hanging == nil)
      #expect(try await client.state().documents.isEmpty)
    }
  }

  @Test func `an unknown mode is refused`() async throws {
    try await withSmartBill { client in
      let reply = try await client.call("POST", "/_sandbox/outage", body: #"{"mode":"nap"}"#)
      expectEqual(reply.status, 400)
    }
  }
}
