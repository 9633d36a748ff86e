import Listener
import Logging
import ServiceLifecycle
import TestKit
import Testing

@Suite struct WatchListenerTests {
  private func withListener(
    _ report: ScriptedReport, _ test: @Sendable (Int) async throws -> Void
  ) async throws {
    let (ports, started) = AsyncStream<Int>.makeStream()
    let logger = Logger(label: "watch") { _ in SwiftLogNoOpLogHandler() }
    let listener = WatchListener(
      host: "127.0.0.1", port: 0, report: report, logger: logger,
      onServerRunning: { started.yield($0) })
    let services = ServiceGroup(services: [listener], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { started.finish() }
        try await services.run()
      }
      if let port = await ports.first(where: { _ in true }) { try await test(port) }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }

  private func answer(_ method: String, _ path: String, at port: Int) async throws -> RawAnswer {
    let connection = try RawConnection(port: port)
    try await connection.send(Request(method: method, path: path).bytes)
    return try await connection.answer()
  }

  @Test func `health is 200 where all is well, and 503 with the reasons where it isn't`()
    async throws
  {
    let report = ScriptedReport()
    try await withListener(report) { port async throws in
      for path in ["/healthz/live", "/healthz/ready"] {
        let good = try await answer("GET", path, at: port)
        expectEqual(good.status, 200)
        expectEqual(good.body, #"{"reasons":[],"status":"ok"}"#)
      }
      report.become([.init("disk_full", "Only 3 MB are free.")])
      let bad = try await answer("GET", "/healthz/ready", at: port)
      expectEqual(bad.status, 503)
      expectEqual(
        bad.body,
        #"{"reasons":[{"code":"disk_full","text":"Only 3 MB are free."}],"status":"unavailable"}"#)
      try await expectEqual(answer("GET", "/healthz/live", at: port).status, 200)
    }
  }

  @Test func `metrics come in Prometheus' own content type`() async throws {
    try await withListener(ScriptedReport()) { port async throws in
      let metrics = try await answer("GET", "/metrics", at: port)
      expectEqual(metrics.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8")
      expectEqual(metrics.body, "# TYPE up gauge\nup 1\n")
      try await expectEqual(answer("POST", "/metrics", at: port).status, 405)
    }
  }

  @Test func `nothing of the admin socket can be reached`() async throws {
    try await withListener(ScriptedReport()) { port async throws in
      for path in ["/acts", "/refused", "/status", "/", "/webhooks/magazin"] {
        try await expectEqual(answer("GET", path, at: port).status, 404)
        try await expectEqual(answer("POST", path, at: port).status, 404)
      }
    }
  }
}
