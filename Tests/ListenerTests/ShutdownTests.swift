import Domain
import Listener
import TestKit
import Testing

@Suite struct ShutdownTests {
  @Test func `a request under way is finished, and no new one is taken`() async throws {
    let gate = Gate()
    try await withListener(inbox: ScriptedInbox { _ throws(StoreError) in await gate.pass() }) {
      listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send(Request.delivery().bytes)
      #expect(try await eventually { listener.inbox.offeredCount == 1 })
      await listener.services.triggerGracefulShutdown()
      #expect(
        try await eventually { (try? RawConnection(port: listener.port)) == nil },
        "The port still takes connections.")
      gate.open()
      try await expectEqual(connection.answer().status, 202)
      #expect(try await connection.ends())
      expectEqual(listener.inbox.deliveries.count, 1)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `a body that never ends doesn't hold up the shutdown`() async throws {
    // Long enough to be asked for the body on a slow machine too.
    let limits = ListenerLimits.patient {
      $0.requestDuration = .seconds(5)
      $0.lingerDuration = .milliseconds(100)
    }
    try await withListener(limits: limits) { listener async throws in
      let connection = try RawConnection(port: listener.port)
      try await connection.send(Request.delivery().with("Expect", "100-continue").head)
      try await expectEqual(connection.answer().status, 100)
      await listener.services.triggerGracefulShutdown()
      try await expectEqual(connection.answer().status, 408)
    }
  }
}
