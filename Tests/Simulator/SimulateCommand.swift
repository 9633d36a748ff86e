import ArgumentParser
import Domain
import Foundation

@main
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "punte-simulate",
    abstract: "Runs Punte's engine, handlers and store against models of SmartBill and the shop.",
    discussion: """
      Each seed is a story with its faults and crashes, and gives the same run each time. Exits 0 \
      only if every promise held; with --plant, only if the planted fault was found.
      """)

  @Option(help: "How many seeds.") var seeds: UInt64 = 100
  @Option(help: "The first seed.") var from: UInt64 = 1
  @Option(help: "How many run at once.") var workers = ProcessInfo.processInfo.activeProcessorCount
  @Option(help: "A fault to put into the parts: \(PlantedFault.names).") var plant: PlantedFault?
  @Flag(help: "Run each seed twice, and compare what happened.") var twice = false
  @Flag(help: "Print all that happens in the first seed.") var trace = false
  @Flag(help: "Go on after a seed that fails.") var keepGoing = false

  @Flag(help: "Print the names of the faults.") var listPlants = false

  mutating func run() throws {
    if listPlants { return PlantedFault.allCases.forEach { print($0.rawValue) } }
    if trace { return try runTraced() }
    let start = ContinuousClock.now
    var campaign = Campaign(
      seeds: from..<(from + seeds), workers: workers, plant: plant, runsTwice: twice)
    if seeds > 5000 {
      campaign.onProgress = { count in
        FileHandle.standardError.write(Data("\(count) seeds\n".utf8))
      }
    }
    let result = try campaign.run(stopsAtFailure: !keepGoing)
    if let failure = result.failure, plant == nil || trace { show(failure) }
    if keepGoing {
      for failure in result.failures.sorted(by: { $0.seed < $1.seed }) {
        print(
          "seed \(failure.seed): \(failure.violation.invariant.rawValue): "
            + failure.violation.text)
      }
    }
    for seed in result.diverged { print("seed \(seed) did not repeat itself") }
    print(result.text(took: ContinuousClock.now - start))
    if let plant {
      guard let failure = result.failure, let violation = failure.violation else {
        print("\(plant.rawValue): not found in \(result.seeds) seeds")
        throw ExitCode.failure
      }
      let needed = failure.seed - from + 1
      print("\(plant.rawValue): found after \(needed) seeds, \(violation.invariant.rawValue)")
    } else if result.failure != nil || !result.diverged.isEmpty {
      throw ExitCode.failure
    }
  }

  private func runTraced() throws {
    let report = Campaign.report(of: from, plant: plant, keepsTrace: true)
    print(report.trace.joined(separator: "\n"))
    if let violation = report.violation {
      print("\(violation.invariant.rawValue): \(violation.text)")
      if plant == nil { throw ExitCode.failure }
    }
  }

  private func show(_ failure: Simulation.Report) {
    guard let violation = failure.violation else { return }
    print(failure.trace.joined(separator: "\n"))
    print("seed \(failure.seed) breaks \(violation.invariant.rawValue): \(violation.text)")
    print("again: punte-simulate --seeds 1 --from \(failure.seed) --trace")
  }
}

extension PlantedFault: ExpressibleByArgument {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Campaign.Result {
  func text(took time: Duration) -> String {
    let seconds = Double(time.wholeMilliseconds) / 1000
    return "\(seeds) seeds, \(failures.count) failed, in \(String(format: "%.1f", seconds)) s: "
      + "\(tally.events) events in \(tally.deliveries) deliveries, \(tally.documents) documents, "
      + "\(tally.payments) payments, \(tally.drafts) drafts, \(tally.mails) mails, "
      + "\(tally.poisoned) poisoned calls, "
      + "\(tally.crashes) crashes at \(tally.crashPoints.count) places, \(tally.stalls) stalls, "
      + "\(tally.clockShifts) set clocks, "
      + "\(tally.faults) faults, \(tally.acts) operators' acts, \(tally.removed) removals; "
      + "\(tally.storeCalls) store, \(tally.smartBillCalls) SmartBill and \(tally.shopCalls) shop "
      + "calls, \(tally.gates) gates; "
      + "fingerprint \(String(tally.fingerprint, radix: 16))"
  }
}
