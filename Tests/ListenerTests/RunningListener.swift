import Domain
import Listener
import Logging
import Meters
import ServiceLifecycle
import Signatures
import TestKit

/// A listener on a free port of this machine, with one shop, `magazin`.
struct RunningListener: Sendable {
  static let now = Timestamp(milliseconds: 1_795_428_000_000)
  static let schema = #"{"title":"events"}"#

  let port: Int
  let inbox: ScriptedInbox
  let refused: RefusedDeliveries
  let meters: Meters
  let acceptedCount: Count
  let services: ServiceGroup

  /// Answers of several requests, one connection each.
  func answer(to request: Request) async throws -> RawAnswer {
    let connection = try RawConnection(port: port)
    try await connection.send(request.bytes)
    return try await connection.answer()
  }

  /// The answer's head alone.
  func headAnswer(to request: Request) async throws -> RawAnswer {
    let connection = try RawConnection(port: port)
    try await connection.send(request.bytes)
    return try await connection.answer(hasBody: false)
  }
}

typealias Count = TestKit.Counter

struct StoppedClock: TimeSource {
  func now() -> Timestamp { RunningListener.now }
  func sleep(until moment: Timestamp) async {}
  func day(of moment: Timestamp) -> String { "2026-11-23" }
  func next(hour: Int, after moment: Timestamp) -> Timestamp { moment + .seconds(86_400) }
}

/// Runs a listener for as long as the test needs it, and ends it gracefully.
func withListener(
  inbox: ScriptedInbox = ScriptedInbox(), secrets: [DatedSecret]? = nil,
  secretUses: SecretUses = SecretUses(), documents: DocumentDesk? = nil,
  links: DocumentLinkVerifier? = nil, stockPushes: StockPushBook = StockPushBook(),
  limits: ListenerLimits = .patient(),
  logger: Logger = Logger(label: "listener") { _ in SwiftLogNoOpLogHandler() },
  _ test: @Sendable (RunningListener) async throws -> Void
) async throws {
  let (ports, started) = AsyncStream<Int>.makeStream()
  let refused = RefusedDeliveries()
  let meters = Meters()
  let accepted = Count()
  let listener = Listener(
    host: "127.0.0.1", port: 0,
    verifiers: VerifierBook([
      "magazin": try Verifier(
        scheme: .standardWebhooks, secrets: secrets ?? [DatedSecret(Request.secret())])
    ]),
    inbox: inbox, clock: StoppedClock(), refused: refused,
    documents: documents, links: links, schema: Array(RunningListener.schema.utf8),
    stockPushes: stockPushes, secretUses: secretUses, limits: limits, meters: meters,
    logger: logger,
    onServerRunning: { started.yield($0) }, onAccepted: { accepted.rise() })
  let services = ServiceGroup(services: [listener], logger: logger)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { started.finish() }
      try await services.run()
    }
    if let port = await ports.first(where: { _ in true }) {
      try await test(
        RunningListener(
          port: port, inbox: inbox, refused: refused, meters: meters, acceptedCount: accepted,
          services: services))
    }
    await services.triggerGracefulShutdown()
    try await group.waitForAll()
  }
}

/// Limits that no machine is too slow for: what a test doesn't shorten never ends a connection.
extension ListenerLimits {
  static func patient(_ change: (inout ListenerLimits) -> Void = { _ in }) -> ListenerLimits {
    var limits = ListenerLimits()
    limits.requestDuration = .seconds(3600)
    limits.idleDuration = .seconds(3600)
    limits.lingerDuration = .seconds(3600)
    change(&limits)
    return limits
  }
}

/// Whether it comes true within a time far longer than it should take.
func eventually(_ isTrue: @Sendable () async throws -> Bool) async throws -> Bool {
  let deadline = ContinuousClock.now + Polling.deadlineDefault
  while ContinuousClock.now < deadline {
    if try await isTrue() { return true }
    try await Task.sleep(for: .milliseconds(5))
  }
  return false
}
