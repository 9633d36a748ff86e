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
