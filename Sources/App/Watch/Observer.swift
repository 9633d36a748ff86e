import Domain
import Engine
import FoundationEssentials
import Listener
import Meters
import SmartBill
import StoreSQLite

/// Looks at the parts of a running `serve`, when somebody asks.
struct Observer: SelfReport {
  let store: SQLiteStore
  let databasePath: String
  let engine: Engine
  let invoicing: SmartBillClient
  let meters: Meters
  let recent: RecentFailures
  /// Of the settings.
  let series: [Series]
  let ending: Ending
  let clock: any TimeSource
  let watch: ClockWatch
  let startedAt: Timestamp

  /// An engine that doesn't turn within it is stuck, or its machine is.
  static let patience = Duration.seconds(3)

  /// Whoever asks doesn't wait longer for a writer that is held up.
  static let readinessPatience = Duration.milliseconds(50)

  func readiness() async -> Health {
    await store.hurry(within: Self.readinessPatience)
    return Health(reasonsAgainst)
  }

  func liveness() async -> Health {
    // The parts end one after the other; nobody should restart what is ending.
    guard !ending.hasBegun else { return Health([]) }
    var reasons: [Health.Reason] = []
    if await !engine.turns(within: Self.patience) { reasons.append(Self.engineStuck) }
    if !store.isWriting {
      reasons.append(.init("store_stuck", "A write to the database does not end."))
    }
    return Health(reasons)
  }

  func metrics() async -> String {
    let gauges = await current().map(Gauges.families) ?? []
    return MetricText.text(of: meters.families + gauges)
  }

  func status() async -> [UInt8]? {
    guard let status = await current(), let text = try? JSONEncoder().encode(status) else {
      return nil
    }
    return Array(text)
  }

  static let engineStuck = Health.Reason("engine_stuck", "The engine does not turn.")

  private func current() async -> ServiceStatus? {
    guard let standing = try? await store.standing(of: series) else { return nil }
    let now = clock.now()
    return ServiceStatus(
      at: now, version: Version.number, process: .current(startedAt: startedAt),
      database: DatabaseVitals(path: databasePath)
        ?? DatabaseVitals(bytes: 0, logBytes: 0, freeBytes: 0),
      reasons: reasonsAgainst, totals: .init(meters), standing: standing,
      accounts: invoicing.usage().map { .init(account: $0.account, usage: $0.usage) },
      failures: recent.list)
  }
}
