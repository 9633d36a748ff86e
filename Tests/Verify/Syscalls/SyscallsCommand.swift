import ArgumentParser
import Synchronization

/// `punte-verify syscalls`.
struct SyscallsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "syscalls",
    abstract: "Harm Punte at every system call of one order's way.",
    discussion: """
      A clean run under strace enumerates the calls from accept to confirm; then, one run each, \
      Punte is killed at each, and each call on the disk fails with EIO and with ENOSPC. What is \
      left must be whole each time. Needs strace, and leave to use it.
      """)

  @Option(help: "Only so many runs, of each kind of point in turn.")
  var sample: Int?

  @Option(help: "Runs at a time; each mostly waits.")
  var parallel = 3

  func validate() throws {
    guard (sample ?? 1) > 0, (1...32).contains(parallel) else {
      throw ValidationError("--sample takes 1 or more, --parallel 1 to 32.")
    }
  }

  /// The rest of a run may not be cut in quite the same way: a batch more or less in a commit.
  private static let metShareMin = 0.95

  func run() async throws {
    let start = ContinuousClock.now
    let clean = try await SyscallTrial.run(nil)
    let trace = Trace(clean.trace)
    var complaints = clean.complaints
    complaints += trace.complaints(event: PretendShop.event(of: "100001").rawValue)
    let (all, missed) = CrashPoint.all(in: trace, poller: clean.poller)
    complaints += missed.map { "can't be aimed at: \($0)" }
    Self.show(all)
    let points = CrashPoint.sample(sample, of: all)
    let results = try await Self.results(of: points, parallel: parallel)
    complaints += results.flatMap(\.complaints)
    let met = results.count(where: \.wasMet)
    if Double(met) < Self.metShareMin * Double(points.count) {
      complaints.append("only \(met) of \(points.count) points were met")
    }
    let exits = results.flatMap(\.exits).count
    try Proof.end(
      "syscalls: \(all.count) points of \(trace.calls.count) calls, \(points.count) tried, "
        + "\(met) met, \(exits) exits on a failed sync", complaints: complaints,
      since: start)
  }

  private static func results(
    of points: [CrashPoint], parallel: Int
  ) async throws -> [SyscallTrial.Result] {
    let queue = Reference(points[...])
    return try await withThrowingTaskGroup(of: [SyscallTrial.Result].self) { group in
      for _ in 0..<parallel {
        group.addTask {
          var results: [SyscallTrial.Result] = []
          while let point = queue.value.withLock({ $0.popFirst() }) {
            do {
              let result = try await SyscallTrial.run(point)
              for complaint in result.complaints { Proof.say("FAILED: \(complaint)") }
              results.append(result)
            } catch {
              results.append(.init(complaints: ["\(point): \(error)"]))
            }
          }
          return results
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  private static func show(_ points: [CrashPoint]) {
    let groups = Dictionary(grouping: points, by: \.kind)
    for (name, points) in groups.sorted(by: { $0.key < $1.key }) {
      Proof.say("\(points.count) × \(name)")
    }
  }
}
