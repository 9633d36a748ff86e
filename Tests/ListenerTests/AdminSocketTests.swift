import Domain
import Foundation
import Listener
import Logging
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@Suite struct AdminSocketTests {
  private final class ScriptedOperations: Operations {
    private let acts = Mutex<[ActRequest]>([])
    var asked: [ActRequest] { acts.withLock { $0 } }

    func perform(_ act: OperatorAct, by person: Operator, at now: Timestamp)
      async throws(StoreError) -> ActResult
    {
      acts.withLock { $0.append(ActRequest(act: act, by: person)) }
      if case .discard = act { throw .unavailable("disk full") }
      return .refused(.jobRuns(7))
    }
  }

  /// Answers with the series that it is asked for.
  private struct ScriptedInspector: AccountInspecting {
    func inspect(_ question: AccountQuestion) async -> AccountInspection {
      AccountInspection(
        series: .known(
          question.series.map {
            OfferedSeries(name: "\(question.account)/\($0)", kind: .invoice, nextNumber: 1)
          }))
    }
  }

  private struct Running: Sendable {
    let path: String
    let operations: ScriptedOperations
    let refused: RefusedDeliveries
    let actCount: Count

    func answer(to request: Request) async throws -> RawAnswer {
      let connection = try RawConnection(path: path)
      try await connection.send(request.bytes)
      return try await connection.answer()
    }

    func answer(to asked: ActRequest) async throws -> RawAnswer {
      try await answer(to: Request(path: "/acts", body: Array(JSONEncoder().encode(asked))))
    }
  }

  private func withSocket(_ test: @Sendable (Running) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "punte.sock").path
    let running = Running(
      path: path, operations: ScriptedOperations(), refused: RefusedDeliveries(), actCount: Count())
    try leaveStaleSocket(at: path)
    let (starts, started) = AsyncStream<Void>.makeStream()
    let logger = Logger(label: "admin") { _ in SwiftLogNoOpLogHandler() }
    let socket = AdminSocket(
      path: path, operations: running.operations, refused: running.refused,
      report: ScriptedReport(), clock: StoppedClock(), logger: logger,
      inspector: ScriptedInspector(), listeningPort: { 8080 },
      onServerRunning: { started.yield() }, onAct: { running.actCount.rise() })
    let services = ServiceGroup(services: [socket], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { started.finish() }
        try await services.run()
      }
      if await starts.first(where: { _ in true }) != nil { try await test(running) }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// As a killed process does.
  private func leaveStaleSocket(at path: String) throws {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
  }

  @Test func `an act goes to the store under its operator's name, and wakes the engine`()
    async throws
  {
    try await withSocket { socket async throws in
      let asked = ActRequest(
        act: .resolve(Invoice.ID(7), .isNumber("0042")), by: Operator(name: "Ana", reason: "văzut"))
      let answer = try await socket.answer(to: asked)
      expectEqual(answer.status, 200)
      let result = try JSONDecoder().decode(ActResult.self, from: Data(answer.body.utf8))
      expectEqual(result, .refused(.jobRuns(7)))
      expectEqual(socket.operations.asked, [asked])
      expectEqual(socket.actCount.value, 1)
    }
  }

  @Test func `only its owner may use it`() async throws {
    try await withSocket { socket async throws in
      let mode = try FileManager.default.attributesOfItem(atPath: socket.path)[.posixPermissions]
      expectEqual(mode as? Int, 0o600)
    }
  }

  @Test func `an act that can't be stored is answered 503, a request that is none 400`()
    async throws
  {
    try await withSocket { socket async throws in
      let asked = ActRequest(act: .discard(Job.ID(1)), by: Operator(name: "Ana", reason: "vechi"))
      try await expectEqual(socket.answer(to: asked).status, 503)
      try await expectEqual(socket.answer(to: Request(path: "/acts", body: [0])).status, 400)
      expectEqual(socket.actCount.value, 0)
      let large = [UInt8](repeating: 0, count: AdminSocket.bodyBytesMax + 1)
      try await expectEqual(socket.answer(to: Request(path: "/acts", body: large)).status, 413)
      try await expectEqual(socket.answer(to: Request(method: "GET", path: "/acts")).status, 405)
    }
  }

  @Test func `health, metrics and the status can be read`() async throws {
    try await withSocket { socket async throws in
      func get(_ path: String) async throws -> RawAnswer {
        try await socket.answer(to: Request(method: "GET", path: path))
      }
      try await expectEqual(get("/healthz/ready").status, 200)
      #expect(try await get("/metrics").body.contains("up 1"))
      try await expectEqual(get("/status").body, #"{"all":"well"}"#)
    }
  }

  @Test func `it asks SmartBill for the command line, and tells where it listens`() async throws {
    try await withSocket { socket async throws in
      let asked = try JSONEncoder().encode(
        AccountQuestion(account: "firma", series: ["FCT"]))
      let answer = try await socket.answer(to: Request(path: "/inspections", body: Array(asked)))
      let inspection = try JSONDecoder().decode(
        AccountInspection.self, from: Data(answer.body.utf8))
      expectEqual(
        inspection.series, .known([OfferedSeries(name: "firma/FCT", kind: .invoice, nextNumber: 1)])
      )
      expectEqual(inspection.vatRates, .notAsked)
      try await expectEqual(socket.answer(to: Request(path: "/inspections", body: [0])).status, 400)
      let listener = try await socket.answer(to: Request(method: "GET", path: "/listener"))
      expectEqual(listener.body, #"{"port":8080}"#)
    }
  }

  @Test func `the refused deliveries can be read`() async throws {
    try await withSocket { socket async throws in
      socket.refused.note(
        RefusedDelivery(at: RunningListener.now, shop: "magazin", reason: .stale, bytes: 12))
      let answer = try await socket.answer(to: Request(method: "GET", path: "/refused"))
      let listing = try JSONDecoder().decode(RefusedListing.self, from: Data(answer.body.utf8))
      expectEqual(listing, socket.refused.listing)
    }
  }
}
