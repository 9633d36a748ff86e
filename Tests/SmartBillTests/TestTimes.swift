import Domain
import Foundation
import Synchronization

/// Time that passes only by sleeping, at once.
final class SteppedTime: TimeSource {
  private let moment: Mutex<Timestamp>

  init(_ start: Timestamp = .noon) { moment = Mutex(start) }

  func now() -> Timestamp { moment.withLock { $0 } }

  func sleep(until wake: Timestamp) async {
    moment.withLock { $0 = max($0, wake) }
  }

  func day(of moment: Timestamp) -> String { "2026-11-23" }

  func next(hour: Int, after moment: Timestamp) -> Timestamp { moment + .seconds(86_400) }
}

/// Time that a test moves; whoever sleeps wakes when it has come.
final class HeldTime: TimeSource {
  private struct State {
    var now = Timestamp.noon
    var sleeperCount = 0
  }

  private let state = Mutex(State())

  var sleeperCount: Int { state.withLock { $0.sleeperCount } }

  func now() -> Timestamp { state.withLock { $0.now } }

  func advance(by duration: Duration) { state.withLock { $0.now = $0.now + duration } }

  func sleep(until wake: Timestamp) async {
    state.withLock { $0.sleeperCount += 1 }
    while now() < wake, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(1)) }
    state.withLock { $0.sleeperCount -= 1 }
  }

  func day(of moment: Timestamp) -> String { "2026-11-23" }

  func next(hour: Int, after moment: Timestamp) -> Timestamp { moment + .seconds(86_400) }
}

/// The real clock.
struct RealTime: TimeSource {
  func now() -> Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }

  func sleep(until wake: Timestamp) async {
    try? await Task.sleep(for: wake - now())
  }

  func day(of moment: Timestamp) -> String { "2026-11-23" }

  func next(hour: Int, after moment: Timestamp) -> Timestamp { moment + .seconds(86_400) }
}
