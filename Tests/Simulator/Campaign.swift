import Foundation
import Synchronization

/// Many seeds, on a few threads.
struct Campaign: Sendable {
  let seeds: Range<UInt64>
  let workers: Int
  let plant: PlantedFault?
  /// Runs each seed twice and compares the traces.
  let runsTwice: Bool
  /// Called now and then with how many seeds are done.
  var onProgress: (@Sendable (Int) -> Void)?

  struct Result: Sendable {
    var seeds = 0
    var tally = Tally()
    /// Of the lowest seed that broke a promise.
    var failure: Simulation.Report?
    var failures: [(seed: UInt64, violation: Violation)] = []
    /// Seeds whose second run differed from the first.
    var diverged: [UInt64] = []
  }

  /// - Parameter stopsAtFailure: the seeds after a failing one are left out.
  func run(stopsAtFailure: Bool) throws -> Result {
    let state = Mutex((next: seeds.lowerBound, result: Result()))
    let group = DispatchGroup()
    for index in 0..<workers {
      group.enter()
      let thread = Thread {
        defer { group.leave() }
        while let seed = take(from: state, stopsAtFailure) {
          let report = Self.report(of: seed, plant: plant)
          let again = runsTwice ? Self.report(of: seed, plant: plant) : nil
          let count = state.withLock { state in
            state.result.add(report)
            if let again, again.hash != report.hash { state.result.diverged.append(seed) }
            return state.result.seeds
          }
          if count % 1000 == 0 { onProgress?(count) }
        }
      }
      thread.name = "simulation-\(index)"
      thread.stackSize = 8 << 20
      thread.start()
    }
    group.wait()
    return state.withLock { $0.result }
  }

  private func take(
    from state: borrowing Mutex<(next: UInt64, result: Result)>, _ stopsAtFailure: Bool
  ) -> UInt64? {
    state.withLock { state in
      guard state.next < seeds.upperBound, !stopsAtFailure || state.result.failure == nil else {
        return nil
      }
      defer { state.next += 1 }
      return state.next
    }
  }

  static func report(of seed: UInt64, plant: PlantedFault?, keepsTrace: Bool = false)
    -> Simulation.Report
  {
    do {
      return try Simulation(seed: seed, plant: plant, keepsTrace: keepsTrace).run()
    } catch {
      fatalError("seed \(seed) can't be run: \(error)")
    }
  }
}

extension Campaign.Result {
  fileprivate mutating func add(_ report: Simulation.Report) {
    seeds += 1
    tally += report.tally
    guard let violation = report.violation else { return }
    failures.append((report.seed, violation))
    if failure.map({ report.seed < $0.seed }) ?? true { failure = report }
  }
}
