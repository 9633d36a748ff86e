import Foundation
import TestKit
import Testing

@testable import Sandbox

/// Over real HTTP: each way in which an answer goes wrong.
struct FaultTests {
  @Test func `a drop after the commit leaves a document and no byte`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"drop_after_commit","endpoint":"invoice"}"#)
      let none = try await client.maybe("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      #expect(none == nil)
      try await expectEqual(client.state().documents.map(\.number), ["0001"])
      try await expectEqual(number(client.issue()), "0002")
    }
  }

  @Test func `a reused connection is dropped without a byte too`() async throws {
    try await withSmartBill { client in
      let connection = try RawConnection(port: client.port)
      let post = client.request("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      let first = try #require(try await connection.exchange(post))
      expectEqual(number(first), "0001")
      try await client.plan(#"{"fault":"drop_after_commit"}"#)
      #expect(try await connection.exchange(post) == nil)
      let state = try await client.state()
      expectEqual(state.documents.map(\.number), ["0001", "0002"])
      expectEqual(state.counters.posts_executed, 2)
      expectEqual(state.counters.connections_accepted, 3)
    }
  }

  @Test func `a drop before the commit leaves nothing`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"drop_before_commit"}"#)
      let none = try await client.maybe("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      #expect(none == nil)
      let state = try await client.state()
      #expect(state.documents.isEmpty)
      expectEqual(state.counters.requests_received, ["POST /invoice/v2": 1])
      expectEqual(state.counters.posts_executed, 0)
    }
  }

  @Test(arguments: [false, true])
  func `a reset breaks a reused connection, with or without a document`(
    commits: Bool
  ) async throws {
    try await withSmartBill { client in
      let connection = try RawConnection(port: client.port)
      let post = client.request("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      _ = try await connection.exchange(post)
      try await client.plan(#"{"fault":"reset","commit":\#(commits)}"#)
      let failure = await #expect(throws: RawConnection.Failure.self) {
        try await connection.exchange(post)
      }
      expectEqual(failure?.what, "recv: -1 \(ECONNRESET)")
      try await expectEqual(client.state().documents.count, (commits ? 2 : 1))
    }
  }

  @Test func `a partial answer ends amid its JSON, and the document is there`() async throws {
    try await withSmartBill { client in
      let whole = try await client.issue()
      try await client.plan(#"{"fault":"partial","endpoint":"invoice"}"#)
      let connection = try RawConnection(port: client.port)
      try await connection.send(
        client.request("POST", "/SBORO/api/invoice/v2", body: Sample.invoice()))
      let received = try await connection.receiveUntilEnd()
      let parts = received.components(separatedBy: "\r\n\r\n")
      #expect(parts[0].hasPrefix("HTTP/1.1 200 OK"))
      #expect(parts[0].contains("Content-Length: \(whole.bytes.count)"))
      expectEqual(parts[1].utf8.count, whole.bytes.count / 2)
      #expect(parts[1].hasPrefix(#"{"errorText":"","message":"","number":"0002""#))
      try await expectEqual(client.state().documents.count, 2)
      try await expectEqual(number(client.issue()), "0003")
    }
  }

  @Test func `a stale read sees the books of a while ago, a write doesn't`() async throws {
    try await withSmartBill { client in
      let series = "/SBORO/api/series?cif=RO12345674&type=f"
      let status = "/SBORO/api/invoice/paymentstatus?cif=RO12345674&seriesname=FCT&number=0001"
      _ = try await client.issue()
      let now = try await client.call("GET", series)
      try await client.plan(#"{"fault":"stale","delay_ms":600000,"times":3}"#)
      try await expectEqual(
        client.call("GET", series).body,
        now.body.replacing(#""nextNumber":2"#, with: #""nextNumber":1"#))
      try await expectEqual(client.call("GET", status).status, 400)
      try await expectEqual(number(client.issue()), "0002")
      try await expectEqual(client.call("GET", status).status, 200)
      #expect(try await client.call("GET", series).body.contains(#""nextNumber":3"#))

      _ = try await client.call("POST", "/_sandbox/delete_last", body: #"{"series":"FCT"}"#)
      try await client.plan(#"{"fault":"stale","endpoint":"series","delay_ms":0}"#)
      #expect(try await client.call("GET", series).body.contains(#""nextNumber":2"#))
    }
  }

  @Test func `faults are planted ahead: after so many calls, and every so many`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"html_500","endpoint":"invoice","after":2}"#)
      try await client.plan(#"{"fault":"empty_200","endpoint":"invoice","every":2,"times":2}"#)
      var seen: [String] = []
      for _ in 1...8 {
        let reply = try await client.issue()
        seen.append(reply.bytes.isEmpty ? "empty" : String(reply.status))
        // A call of another endpoint doesn't count.
        _ = try await client.call("GET", "/SBORO/api/tax?cif=RO12345674")
      }
      expectEqual(seen, ["200", "empty", "500", "empty", "200", "200", "200", "200"])
      try await expectEqual(client.state().counters.faults, ["empty_200": 2, "html_500": 1])
    }
  }

  @Test(arguments: ["series", "tax", "invoice/pdf", "invoice/paymentstatus", "invoice/delete"])
  func `every endpoint can be met by a fault`(endpoint: String) async throws {
    try await withSmartBill { client in
      _ = try await client.issue()
      try await client.plan(#"{"fault":"html_500","endpoint":"\#(endpoint)"}"#)
      let (method, path) =
        endpoint == "invoice/delete" ? ("DELETE", "invoice") : ("GET", endpoint)
      let address = "/SBORO/api/\(path)?cif=RO12345674&seriesname=FCT&number=0001&type=f"
      try await expectEqual(client.call(method, address).status, 500)
      try await expectEqual(client.call(method, address).status, 200)
    }
  }

  @Test(
    arguments: [
      ("empty_200", 200, ""), ("html_500", 500, "<!DOCTYPE html>"),
      ("bad_gateway_502", 502, "502 Bad Gateway"),
    ], [true, false])
  func `an answer that tells nothing may or may not have a document behind it`(
    fault: (name: String, status: Int, text: String), commits: Bool
  ) async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"\#(fault.name)","commit":\#(commits)}"#)
      let reply = try await client.issue()
      expectEqual(reply.status, fault.status)
      #expect(fault.text.isEmpty ? reply.body.isEmpty : reply.body.contains(fault.text))
      try await expectEqual(client.state().documents.count, (commits ? 1 : 0))
    }
  }

  @Test(arguments: [false, true])
  func `a slow answer comes late`(isLate: Bool) async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"slow","delay_ms":150,"late":\#(isLate)}"#)
      let start = ContinuousClock.now
      try await expectEqual(number(client.issue()), "0001")
      #expect(ContinuousClock.now - start >= .milliseconds(150))
    }
  }

  @Test func `a slow call executes at once, and late only when asked to`() async throws {
    for (isLate, count) in [(false, 1), (true, 0)] {
      try await withSmartBill { client in
        try await client.plan(#"{"fault":"slow","delay_ms":60000,"late":\#(isLate)}"#)
        let connection = try RawConnection(port: client.port)
        try await connection.send(
          client.request("POST", "/SBORO/api/invoice/v2", body: Sample.invoice()))
        let deadline = ContinuousClock.now + Polling.deadlineDefault
        while try await client.state().counters.requests_received.isEmpty {
          try #require(ContinuousClock.now < deadline)
        }
        try await expectEqual(client.state().documents.count, count)
      }
    }
  }

  @Test func `a late call is executed though the client has gone`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"slow","delay_ms":500,"late":true}"#)
      do {
        let connection = try RawConnection(port: client.port)
        try await connection.send(
          client.request("POST", "/SBORO/api/invoice/v2", body: Sample.invoice()))
        try await Polling.until("the call has come") {
          try await client.state().counters.requests_received == ["POST /invoice/v2": 1]
        }
      }
      try await Polling.until("it is executed") {
        try await client.state().documents.count == 1
      }
    }
  }

  @Test func `an error may come as 200, with or without a number`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"error_200","text":"Nu se poate."}"#)
      let refused = try await client.issue()
      expectEqual(refused.status, 200)
      expectEqual(member("errorText", of: refused) as? String, "Nu se poate.")
      expectEqual(number(refused), "")
      try await client.plan(#"{"fault":"number_and_error","text":"Nu se poate."}"#)
      let both = try await client.issue()
      expectEqual(both.status, 200)
      expectEqual(member("errorText", of: both) as? String, "Nu se poate.")
      expectEqual(number(both), "0001")
      try await expectEqual(client.state().documents.count, 1)
    }
  }

  @Test func `a block and a lost authorization can be asked for`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"unauthorized"}"#)
      try await expectEqual(client.issue().status, 401)
      try await client.plan(#"{"fault":"block"}"#)
      try await expectEqual(client.issue().status, 403)
      try await expectEqual(client.issue().status, 403)
      #expect(try await client.state().documents.isEmpty)
    }
  }

  @Test func `a fault strikes its endpoint so many times`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"html_500","endpoint":"invoice/cancel","times":2}"#)
      try await expectEqual(client.issue().status, 200)
      let path = "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=FCT&number=0001"
      try await expectEqual(client.call("PUT", path).status, 500)
      try await expectEqual(client.call("PUT", path).status, 500)
      try await expectEqual(client.call("PUT", path).status, 200)
      try await client.plan(#"{"fault":"html_500"}"#)
      let cleared = try await client.call("DELETE", "/_sandbox/faults")
      expectEqual(cleared.body, #"{"faults":[]}"#)
      try await expectEqual(client.issue().status, 200)
    }
  }

  @Test(arguments: [
    "", "[]", #"{"fault":"nope"}"#, #"{"fault":"slow","delay_ms":-1}"#,
    #"{"fault":"slow","times":0}"#, #"{"fault":"slow","endpoint":"nowhere"}"#,
    #"{"fault":"slow","typo":1}"#, #"{"fault":"slow","after":-1}"#,
    #"{"fault":"slow","every":0}"#,
  ])
  func `a fault that can't be understood is refused`(body: String) async throws {
    try await withSmartBill { client in
      let reply = try await client.call("POST", "/_sandbox/faults", body: body)
      expectEqual(reply.status, 400)
    }
  }
}
