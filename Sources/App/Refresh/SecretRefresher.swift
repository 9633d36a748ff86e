import Domain
import Listener
import Logging
import ServiceLifecycle
import Shops
import Signatures
import Synchronization
import UnixSignals

/// Reads the shops' secrets again, at SIGHUP or when the command line asks, and puts them in force
/// without closing a connection.
final class SecretRefresher: Service, CustomStringConvertible {
  /// Those in force.
  private let settings: Mutex<Settings>
  private let continuity: SettingsContinuity
  private let signals: UnixSignalsSequence
  private let reread: @Sendable () throws(CommandError) -> Settings
  private let verifiers: VerifierBook
  private let callbacks: CallbackClient
  private let time: any TimeSource
  private let logger: Logger

  /// - Parameters:
  ///   - continuity: settings that break it are refused.
  ///   - signals: each has the secrets read again.
  ///   - reread: the whole settings file, every secret included.
  init(
    settings: Settings, continuity: SettingsContinuity = SettingsContinuity(owners: []),
    signals: UnixSignalsSequence,
    reread: @escaping @Sendable () throws(CommandError) -> Settings,
    verifiers: VerifierBook, callbacks: CallbackClient, time: any TimeSource, logger: Logger
  ) {
    self.settings = Mutex(settings)
    self.continuity = continuity
    self.signals = signals
    self.reread = reread
    self.verifiers = verifiers
    self.callbacks = callbacks
    self.time = time
    self.logger = logger
  }

  var description: String { "SecretRefresher" }

  func run() async {
    for await _ in signals.cancelOnGracefulShutdown() { refresh() }
  }

  /// One at a time; what can't be read changes nothing.
  @discardableResult func refresh() -> SecretsRefresh {
    let outcome: SecretsRefresh = settings.withLock { settings in
      do {
        let fresh = try reread()
        if let found = continuity.firstBreak(in: fresh) {
          return SecretsRefresh(problem: "\(found.what.en). \(found.remedy.en)")
        }
        let taken = settings.taking(secretsOf: fresh)
        let changes = settings.secretChanges(to: taken)
        verifiers.replace(by: try taken.verifiers())
        callbacks.use(taken.endpoints)
        let restart = settings.restartsNeeded(for: fresh)
        settings = taken
        return SecretsRefresh(changes: changes, restart: restart)
      } catch let error as CommandError {
        return SecretsRefresh(problem: error.logged)
      } catch {
        return SecretsRefresh(problem: "\(error)")
      }
    }
    log(outcome)
    return outcome
  }

  private func log(_ outcome: SecretsRefresh) {
    if let problem = outcome.problem {
      logger.error(
        "the secrets were not read again: the old ones stay in force",
        metadata: ["problem": "\(problem)"])
      return
    }
    for change in outcome.changes {
      logger.notice(
        "a secret was \(change.kind.done)",
        metadata: ["shop": "\(change.shop)", "fingerprint": "\(change.fingerprint)"])
    }
    if outcome.changes.isEmpty { logger.notice("the secrets were read again: none has changed") }
    for key in outcome.restart {
      logger.warning(
        "a change of the settings counts only after a restart", metadata: ["key": "\(key)"])
    }
    settings.withLock { $0 }.warn(of: time.now(), logger)
  }
}

extension SecretsRefresh.Change.Kind {
  /// What was done to it.
  var done: String {
    switch self {
    case .added: "added"
    case .removed: "removed"
    case .ends: "given another end"
    }
  }
}
