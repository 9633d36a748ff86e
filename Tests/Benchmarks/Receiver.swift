import ArgumentParser
import Domain
import Foundation
import Listener
import Logging
import Signatures
import StageKit
import StoreSQLite

/// `punte-bench receiver`: what takes deliveries, without the engine that works on them.
struct Receiver: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receiver", abstract: "Take deliveries, and do nothing with them.",
    shouldDisplay: false)

  @Option var database: String

  func run() async throws {
    let store = try SQLiteStore.open(path: database, at: SystemTime().now())
    let scheme = SignatureScheme.standardWebhooks
    let verifier = try Verifier(
      scheme: scheme, secrets: [try Secret(standardWebhooks: Stage.secret)])
    let listener = Listener(
      host: "127.0.0.1", port: 0, verifiers: VerifierBook(["magazin": verifier]), inbox: store,
      clock: SystemTime(), refused: RefusedDeliveries(),
      logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() },
      onServerRunning: { port in
        FileHandle.standardOutput.write(Data("listening http://127.0.0.1:\(port)\n".utf8))
      },
      onAccepted: {})
    try await listener.run()
  }
}

/// The machine's clock.
struct SystemTime: TimeSource {
  func now() -> Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }

  func sleep(until moment: Timestamp) async {
    try? await Task.sleep(for: .milliseconds(max(0, moment.milliseconds - now().milliseconds)))
  }

  func day(of moment: Timestamp) -> String { "2026-11-24" }

  func next(hour: Int, after moment: Timestamp) -> Timestamp { moment + .seconds(86_400) }
}
