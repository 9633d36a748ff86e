import ArgumentParser
import Foundation
import StageKit

/// `punte-bench deliveries`: how many deliveries a second are durable.
struct DeliveriesBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliveries",
    abstract: "Durable deliveries of 2 KiB a second, against an empty route in the same process.")

  @OptionGroup var options: BenchOptions

  /// Of the empty route's rate, at 64 connections.
  static let aloneMin = 0.45
  static let drainingMin = 0.30

  func run() async throws {
    let report = Report(options: options)
    let folder = try BenchFolder.make()
    defer { BenchFolder.remove(folder) }
    try report.begin(
      "deliveries, alone: the listener and the store, without the engine", in: folder)
    let sync = try Syncs.measure(in: folder, count: 1_000)
    let wrk = try Wrk(in: folder)
    let receiver = try await RunningProgram(
      "punte-bench", ["receiver", "--database", folder.appending(path: "alone.db").path],
      in: folder)
    for connections in [1, 8, 64, 256] {
      try await measure(
        "\(connections) connections", on: receiver.address, wrk, connections, sync, report,
        atLeast: connections == 64 ? Self.aloneMin : nil)
    }
    await receiver.terminate()

    try report.begin(
      "deliveries, while the engine invoices them at an instant SmartBill", in: folder)
    try await Stage.with(
      smartBillOptions: ["--rate-calls", "1000", "--rate-window-seconds", "1"],
      account: ["rate_window: { calls: 30, seconds: 1 }"]
    ) { stage in
      let punte = try await stage.startPunte()
      try await measure(
        "64 connections, draining", on: punte.address, wrk, 64, sync, report,
        atLeast: Self.drainingMin)
      let issued = try await HTTP.get(stage.smartBill.address + "/_sandbox/state")
      try report.add(
        Figure(
          name: "issued meanwhile", value: Double(try issued.json["documents"].array.count),
          unit: "invoices"))
    }
  }

  private func measure(
    _ name: String, on address: String, _ wrk: Wrk, _ connections: Int, _ sync: Syncs,
    _ report: Report, atLeast: Double?
  ) async throws {
    let seconds = options.smoke ? 1 : 5
    let empty = try await wrk.run(
      address, path: "/", connections: connections, seconds: seconds)
    let durable = try await wrk.deliver(
      to: address, connections: connections, seconds: seconds)
    try report.add(
      Figure(
        name: name, value: durable.rate, unit: "deliveries/s", baseline: empty.rate,
        baselineName: "an empty route", atLeast: atLeast,
        note: "p50 \(durable.p50) µs, p99.9 \(durable.p999) µs"))
    try report.add(
      Figure(
        name: "\(name), p99", value: Double(durable.p99), unit: "µs",
        atMost: 5 * sync.p99 + 10_000))
  }
}
