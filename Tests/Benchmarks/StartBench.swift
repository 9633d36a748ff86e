import ArgumentParser
import Foundation
import StageKit

/// `punte-bench start`: how soon it listens, and what memory it takes.
struct StartBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Time until it listens; resident memory, idle and loaded.")

  @OptionGroup var options: BenchOptions

  static let idleMax = 32.0
  static let loadedMax = 64.0

  func run() async throws {
    let report = Report(options: options)
    let folder = try BenchFolder.make()
    defer { BenchFolder.remove(folder) }
    try report.begin("start", in: folder)
    try await Stage.with(
      smartBillOptions: ["--rate-calls", "1000", "--rate-window-seconds", "1"],
      account: ["rate_window: { calls: 30, seconds: 1 }"]
    ) { stage in
      var times: [Double] = []
      for _ in 0..<(options.smoke ? 1 : 5) {
        let start = ContinuousClock.now
        let punte = try await stage.startPunte()
        times.append(JobsBench.seconds(since: start) * 1_000)
        await punte.terminate()
      }
      let version = ContinuousClock.now
      _ = try await stage.punte("--version")
      try report.add(
        Figure(
          name: "until it listens, the median of \(times.count)",
          value: times.sorted()[times.count / 2], unit: "ms",
          baseline: JobsBench.seconds(since: version) * 1_000, baselineName: "punte --version"))

      let punte = try await stage.startPunte()
      try await Task.sleep(for: .seconds(options.smoke ? 0.5 : 5))
      let idle = try Machine.memory(of: punte.processIdentifier)
      try report.add(
        Figure(
          name: "resident, idle", value: idle.now, unit: "MiB", atMost: Self.idleMax,
          note: "\(Report.number(idle.own)) of it its own"))
      _ = try await Wrk(in: folder).deliver(
        to: punte.address, connections: 64, seconds: options.smoke ? 1 : 10)
      let loaded = try Machine.memory(of: punte.processIdentifier)
      try report.add(
        Figure(
          name: "resident, the highest under load", value: loaded.highest, unit: "MiB",
          atMost: Self.loadedMax, note: "\(Report.number(loaded.own)) its own at the end"))
    }
  }
}
