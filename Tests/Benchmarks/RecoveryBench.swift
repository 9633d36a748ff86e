import ArgumentParser
import Domain
import Foundation
import StageKit
import StoreSQLite

/// `punte-bench recovery`: how soon it works again after a crash, with a long past.
struct RecoveryBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recovery",
    abstract: "Time until it listens after kill -9, with a million stored events.")

  @OptionGroup var options: BenchOptions
  @Option(help: "How many events are stored.") var events: Int?

  /// Claimed when it is killed.
  static let running = 128

  func run() async throws {
    let report = Report(options: options)
    let folder = try BenchFolder.make()
    defer { BenchFolder.remove(folder) }
    let events = events ?? (options.smoke ? 2_000 : 1_000_000)
    try report.begin("recovery, \(events) events stored", in: folder)
    let database = folder.appending(path: "punte.db").path
    // It ends by killing itself.
    let filling = try await Command.run(
      "punte-bench", ["fill", "--database", database, "--events", "\(events)"], in: folder)
    guard filling.status == SIGKILL else {
      throw Wrk.Failed(description: "the database was not filled: \(filling.errors)")
    }
    try await Stage.with(database: database) { stage in
      let start = ContinuousClock.now
      let punte = try await stage.startPunte()
      let recovered = JobsBench.seconds(since: start) * 1_000
      await punte.terminate()
      let again = ContinuousClock.now
      let second = try await stage.startPunte()
      let clean = JobsBench.seconds(since: again) * 1_000
      await second.terminate()
      try report.add(
        Figure(
          name: "until it listens, after kill -9", value: recovered, unit: "ms", baseline: clean,
          baselineName: "after a clean end"))
    }
    try await Stage.with { stage in
      let start = ContinuousClock.now
      let punte = try await stage.startPunte()
      try report.add(
        Figure(
          name: "until it listens, with no past", value: JobsBench.seconds(since: start) * 1_000,
          unit: "ms"))
      await punte.terminate()
    }
  }
}

/// `punte-bench fill`: makes the past that a recovery has.
struct Filling: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fill", abstract: "Store events, claim the last, and be killed.",
    shouldDisplay: false)

  @Option var database: String
  @Option var events: Int

  func run() async throws {
    let store = try SQLiteStore.open(path: database, at: SystemTime().now())
    _ = try await JobsBench.accepts(events, in: store)
    _ = try await JobsBench.drain(events - RecoveryBench.running, in: store)
    _ = try await store.claim(
      [.handling: RecoveryBench.running], at: SystemTime().now(), lease: .seconds(60))
    kill(getpid(), SIGKILL)
  }
}
