import Testing

@testable import Sandbox

/// Over real HTTP: each way in which an answer goes wrong.
struct FaultTests {
  @Test func `a drop after the commit leaves a document and no byte`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"drop_after_commit","endpoint":"invoice"}"#)
      let none = try await client.maybe("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      #expect(none == nil)
      #expect(try await client.state().documents.map(\.number) == ["0001"])
      #expect(try await number(client.issue()) == "0002")
    }
  }

  @Test func `a reused connection is dropped without a byte too`() async throws {
    try await withSmartBill { client in
      let connection = try RawConnection(port: client.port)
      let post = client.request("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      let first = try #require(try await connection.exchange(post))
      #expect(number(first) == "0001")
      try await client.plan(#"{"fault":"drop_after_commit"}"#)
      #expect(try await connection.exchange(post) == nil)
      let state = try await client.state()
      #expect(state.documents.map(\.number) == ["0001", "0002"])
      #expect(state.counters.posts_executed == 2)
      #expect(state.counters.connections_accepted == 3)
    }
  }

  @Test func `a drop before the commit leaves nothing`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"drop_before_commit"}"#)
      let none = try await client.maybe("POST", "/SBORO/api/invoice/v2", body: Sample.invoice())
      #expect(none == nil)
      let state = try await client.state()
      #expect(state.documents.isEmpty)
      #expect(state.counters.requests_received == ["POST /invoice/v2": 1])
      #expect(state.counters.posts_executed == 0)
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
      #expect(reply.status == fault.status)
      #expect(fault.text.isEmpty ? reply.body.isEmpty : reply.body.contains(fault.text))
      #expect(try await client.state().documents.count == (commits ? 1 : 0))
    }
  }

  @Test(arguments: [false, true])
  func `a slow answer comes late`(isLate: Bool) async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"slow","delay_ms":150,"late":\#(isLate)}"#)
      let start = ContinuousClock.now
      #expect(try await number(client.issue()) == "0001")
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
        let deadline = ContinuousClock.now + .seconds(60)
        while try await client.state().counters.requests_received.isEmpty {
          try #require(ContinuousClock.now < deadline)
        }
        #expect(try await client.state().documents.count == count)
      }
    }
  }

  @Test func `an error may come as 200, with or without a number`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"error_200","text":"Nu se poate."}"#)
      let refused = try await client.issue()
      #expect(refused.status == 200)
      #expect(member("errorText", of: refused) as? String == "Nu se poate.")
      #expect(number(refused) == "")
      try await client.plan(#"{"fault":"number_and_error","text":"Nu se poate."}"#)
      let both = try await client.issue()
      #expect(both.status == 200)
      #expect(member("errorText", of: both) as? String == "Nu se poate.")
      #expect(number(both) == "0001")
      #expect(try await client.state().documents.count == 1)
    }
  }

  @Test func `a block and a lost authorization can be asked for`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"unauthorized"}"#)
      #expect(try await client.issue().status == 401)
      try await client.plan(#"{"fault":"block"}"#)
      #expect(try await client.issue().status == 403)
      #expect(try await client.issue().status == 403)
      #expect(try await client.state().documents.isEmpty)
    }
  }

  @Test func `a fault strikes its endpoint so many times`() async throws {
    try await withSmartBill { client in
      try await client.plan(#"{"fault":"html_500","endpoint":"invoice/cancel","times":2}"#)
      #expect(try await client.issue().status == 200)
      let path = "/SBORO/api/invoice/cancel?cif=RO12345674&seriesname=FCT&number=0001"
      #expect(try await client.call("PUT", path).status == 500)
      #expect(try await client.call("PUT", path).status == 500)
      #expect(try await client.call("PUT", path).status == 200)
      try await client.plan(#"{"fault":"html_500"}"#)
      let cleared = try await client.call("DELETE", "/_sandbox/faults")
      #expect(cleared.body == #"{"faults":[]}"#)
      #expect(try await client.issue().status == 200)
    }
  }

  @Test(arguments: [
    "", "[]", #"{"fault":"nope"}"#, #"{"fault":"slow","delay_ms":-1}"#,
    #"{"fault":"slow","times":0}"#, #"{"fault":"slow","endpoint":"nowhere"}"#,
    #"{"fault":"slow","typo":1}"#,
  ])
  func `a fault that can't be understood is refused`(body: String) async throws {
    try await withSmartBill { client in
      let reply = try await client.call("POST", "/_sandbox/faults", body: body)
      #expect(reply.status == 400)
    }
  }
}
