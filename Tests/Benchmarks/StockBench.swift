import ArgumentParser
import Foundation
import StageKit
import TestKit

/// `punte-bench stock`: what a comparison of the stock costs, by the catalogue and by what changed.
struct StockBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stock",
    abstract:
      "Stock passes of catalogues from 1,000 to 200,000 products: first, none and 1 % changed.")

  @OptionGroup var options: BenchOptions

  static let productsPerSecondMin = 150_000.0
  static let memoryMax = 150.0

  func run() async throws {
    let report = Report(options: options)
    let folder = try BenchFolder.make()
    defer { BenchFolder.remove(folder) }
    try report.begin("stock", in: folder)
    for count in options.smoke ? [1_000] : [1_000, 10_000, 100_000, 200_000] {
      try await Stage.with(
        smartBillOptions: [
          "--product-codes", "--rate-calls", "1000", "--rate-window-seconds", "1",
        ],
        account: ["rate_window: { calls: 30, seconds: 1 }"],
        invoicing: "{ trigger: manual, statuses: [], series: FCT }",
        shop: ["stock: { warehouses: [ Depozit ] }"]
      ) { stage in try await measure(count, on: stage, report) }
    }
  }

  private func measure(_ count: Int, on stage: Stage, _ report: Report) async throws {
    try await receive(stage, count, quantity: 7)
    var punte = try await stage.startPunte()
    let first = try await pass(stage, punte)
    try report.add(
      Figure(
        name: "\(count) products, first pass", value: first.seconds, unit: "s",
        note: "\(first.items) sent, \(first.bytes >> 10) KiB"))
    try report.add(
      Figure(
        name: "\(count) products, first pass, resident at most", value: first.memory, unit: "MiB",
        atMost: Self.memoryMax))
    await punte.terminate()

    punte = try await stage.startPunte()
    let answer = try await bareAnswer(stage)
    // The first call after a start waits until what was called before it is out of the window.
    _ = try await pass(stage, punte)
    let none = try await pass(stage, punte)
    let own = max(none.seconds - answer.seconds, 0.001)
    try report.add(
      Figure(
        name: "\(count) products, nothing changed", value: none.seconds, unit: "s",
        baseline: answer.seconds, baselineName: "the bare answer",
        note: "\(none.items) sent; the answer has \(answer.bytes >> 10) KiB"))
    try report.add(
      Figure(
        name: "\(count) products, read and compared", value: Double(count) / own,
        unit: "products/s",
        atLeast: count >= 100_000 ? Self.productsPerSecondMin : nil,
        note: "beyond the bare answer"))

    try await receive(stage, count / 100, quantity: 1)
    let changed = try await pass(stage, punte)
    try report.add(
      Figure(
        name: "\(count) products, 1 % changed", value: changed.seconds, unit: "s",
        baseline: none.seconds, baselineName: "nothing changed",
        note: "\(changed.items) sent, \(changed.bytes >> 10) KiB"))
    try report.add(
      Figure(
        name: "\(count) products, later passes, resident at most", value: changed.memory,
        unit: "MiB", atMost: Self.memoryMax))
    await punte.terminate()
  }

  private struct Pass {
    let seconds: Double
    let items: Int
    let bytes: Int
    /// MiB, the highest since the process began.
    let memory: Double
  }

  /// By the service's own clock: from when the comparison began to the last batch's answer.
  private func pass(_ stage: Stage, _ punte: RunningProgram) async throws -> Pass {
    let before = try await sent(stage)
    let asked = try await stage.punte(
      "stock", "sync", "--by", "bench", "--reason", "bench", "--json")
    guard asked.status == 0 else { throw Wrk.Failed(description: asked.errors) }
    let jobs = try await Polling.value("the pass is over", within: .seconds(900)) {
      let open = try await stage.listing("jobs", "list", "--limit", "1").array
      guard let last = open.first, last["state"].string == "completed",
        ["apply", "sync"].contains(last["kind"].string)
      else { return nil as [JSON]? }
      let sync = try await stage.listing("jobs", "list", "--kind", "sync", "--limit", "1").array
      guard sync.first?["event"] == last["event"] else { return nil }
      return [sync[0], last]
    }
    let detail = try await stage.listing("jobs", "show", "\(jobs[0]["id"].int ?? 0)")
    let began = detail["attempts"][0]["startedAt"].int ?? 0
    let ended = jobs[1]["updatedAt"].int ?? 0
    let after = try await sent(stage)
    return Pass(
      seconds: Double(max(ended - began, 1)) / 1000, items: after.items - before.items,
      bytes: after.bytes - before.bytes,
      memory: try Machine.memory(of: punte.processIdentifier).highest)
  }

  private func sent(_ stage: Stage) async throws -> (items: Int, bytes: Int) {
    let receipts = try await HTTP.get(stage.shop.address + "/_sandbox/stock").json["receipts"].array
    return receipts.reduce((0, 0)) {
      ($0.0 + ($1["items"].int ?? 0), $0.1 + ($1["bytes"].int ?? 0))
    }
  }

  private func receive(_ stage: Stage, _ count: Int, quantity: Int) async throws {
    let answer = try await HTTP.post(
      stage.smartBill.address + "/_sandbox/stock/many",
      #"{"warehouse": "Depozit", "count": \#(count), "quantity": \#(quantity)}"#)
    guard answer.status == 200 else { throw Wrk.Failed(description: "no stock was received") }
  }

  /// How long SmartBill's stand-in takes for the answer, nobody reading it.
  private func bareAnswer(_ stage: Stage) async throws -> (seconds: Double, bytes: Int) {
    let credentials = Data("office@firma.example:\(Stage.token)".utf8).base64EncodedString()
    let url =
      stage.smartBill.address + "/SBORO/api/stocks/ecom/?cif=\(Stage.cif)&warehouseName=Depozit"
    let result = try await Command.run(
      URL(filePath: "/usr/bin/curl"),
      [
        "-s", "-o", "/dev/null", "-w", "%{time_total} %{size_download}", "-H",
        "Authorization: Basic \(credentials)", "-H", "Accept: application/json", url,
      ], in: stage.folder)
    let parts = result.output.split(separator: " ")
    guard parts.count == 2, let seconds = Double(parts[0]), let bytes = Double(parts[1]) else {
      throw Wrk.Failed(description: "SmartBill's stand-in gave no stock")
    }
    return (seconds, Int(bytes))
  }
}
