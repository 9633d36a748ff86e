import ArgumentParser
import Domain
import StageKit
import TestKit

/// `punte-verify rate`.
struct RateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate", abstract: "Hold SmartBill's real rate window for a while.",
    discussion: """
      As SmartBill counts them, never more than 30 calls in any 10 seconds, and of the 28 that \
      Punte takes at least 95 % are used, the first window left out.
      """)

  @Option(help: "How many windows of 10 seconds.")
  var windows = 10

  private static let windowMilliseconds = 10_000
  static let callsMax = 30
  private static let callsTaken = 28
  private static let usedShareMin = 0.95

  func validate() throws {
    guard (2...60).contains(windows) else { throw ValidationError("--windows takes 2 to 60.") }
  }

  func run() async throws {
    let start = ContinuousClock.now
    let shop = try PretendShop { false }
    defer { shop.stop() }
    var moments: [Int] = []
    var blocks = 0
    var complaints: [String] = []
    try await Stage.with(callback: shop.callbackAddress) { stage in
      shop.setPunte(try await stage.startPunte().address)
      // More than can be issued, so that there is always one to issue.
      let orders = (1...Self.callsTaken * (windows + 2)).map { OrderID("\(100_000 + $0)") }
      for order in orders { try await shop.confirm(order) }
      let length = Self.windowMilliseconds * windows
      do {
        try await Polling.until(
          "\(windows) windows have passed", within: .milliseconds(2 * length)
        ) {
          moments = try await stage.requests().compactMap { $0["received_ms"].int }.sorted()
          // Looked at seldom: the list is long.
          try await Task.sleep(for: .milliseconds(500))
          return (moments.last ?? 0) - (moments.first ?? 0) > length
        }
      } catch {
        // After a block nothing is called for long: the figures say why.
        complaints.append("\(error)")
      }
      blocks = try await stage.smartBillState()["counters"]["blocks"].int ?? -1
    }
    let most = Self.mostInAWindow(moments)
    let used = (Self.usedPerWindow(moments) * 100).rounded() / 100
    if most > Self.callsMax { complaints.append("\(most) calls in 10 s") }
    if blocks != 0 { complaints.append("SmartBill blocked \(blocks) times") }
    let share = used / Double(Self.callsTaken)
    if share < Self.usedShareMin { complaints.append("only \(used) calls per 10 s") }
    let percent = (share * 1000).rounded() / 10
    try Proof.end(
      "rate: \(moments.count) calls, at most \(most) in any 10 s, \(used) per 10 s on average "
        + "(\(percent) % of \(Self.callsTaken))", complaints: complaints, since: start)
  }

  /// Whatever 10 seconds are looked at: each that begins with a call.
  static func mostInAWindow(_ moments: [Int]) -> Int {
    moments.indices.map { first in
      moments[first...].prefix { $0 < moments[first] + windowMilliseconds }.count
    }.max() ?? 0
  }

  /// By how long so many calls in a row take, once the first window has passed: where the look
  /// begins and ends then cuts no burst in two.
  static func usedPerWindow(_ moments: [Int]) -> Double {
    let later = moments.drop { $0 < (moments.first ?? 0) + windowMilliseconds }
    let durations = zip(later, later.dropFirst(callsTaken)).map { $1 - $0 }
    guard !durations.isEmpty else { return 0 }
    let mean = Double(durations.reduce(0, +)) / Double(durations.count)
    return Double(callsTaken * windowMilliseconds) / mean
  }
}
