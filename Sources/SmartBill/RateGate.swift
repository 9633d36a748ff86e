import Domain
import Synchronization

/// An account's rate window, shared by all who call SmartBill for it.
final class RateGate: Sendable {
  /// How waiting for a turn ended.
  enum Passage: Sendable, Equatable {
    case granted
    case blocked(until: Timestamp)
    /// The task was cancelled; there would have been no turn before then.
    case cancelled(until: Timestamp)
  }

  private let window: Mutex<RateWindow>
  private let time: any TimeSource

  init(_ window: RateWindow, time: any TimeSource) {
    self.window = Mutex(window)
    self.time = time
  }

  /// Waits for a turn, sleeping to the moment when there may be one.
  func turn() async -> Passage {
    while true {
      switch window.withLock({ $0.take(at: time.now()) }) {
      case .go: return .granted
      case .blocked(let until): return .blocked(until: until)
      case .wait(let until):
        if Task.isCancelled { return .cancelled(until: until) }
        await time.sleep(until: until)
      }
    }
  }

  /// Quick enough for the transport's thread.
  var isBlocked: Bool { window.withLock { $0.isBlocked(at: time.now()) } }

  func change(_ body: (inout RateWindow) -> Void) {
    window.withLock { body(&$0) }
  }
}
