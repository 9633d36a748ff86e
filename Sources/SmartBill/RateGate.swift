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

  /// What a turn is asked for.
  enum Purpose: Sendable, Equatable {
    /// A look at what became of an invoice in doubt: a whole series waits for it.
    case look
    case other
  }

  private let state: Mutex<State>
  private let time: any TimeSource

  private struct State: Sendable {
    var window: RateWindow
    var looksWaiting = 0
  }

  init(_ window: RateWindow, time: any TimeSource) {
    state = Mutex(State(window: window))
    self.time = time
  }

  /// Waits for a turn, sleeping to the moment when there may be one. While looks wait, a few calls
  /// of the window are left to them.
  func turn(for purpose: Purpose = .other) async -> Passage {
    if purpose == .look { state.withLock { $0.looksWaiting += 1 } }
    defer { if purpose == .look { state.withLock { $0.looksWaiting -= 1 } } }
    while true {
      let answer = state.withLock { state in
        let isSparing = purpose == .other && state.looksWaiting > 0
        return state.window.take(
          at: time.now(), sparing: isSparing ? RateLimits.callsForLooks : 0)
      }
      switch answer {
      case .go: return .granted
      case .blocked(let until): return .blocked(until: until)
      case .wait(let until):
        if Task.isCancelled { return .cancelled(until: until) }
        await time.sleep(until: until)
      }
    }
  }

  /// Quick enough for the transport's thread.
  var isBlocked: Bool { state.withLock { $0.window.isBlocked(at: time.now()) } }

  func usage(at now: Timestamp) -> RateUsage { state.withLock { $0.window.usage(at: now) } }

  func change(_ body: (inout RateWindow) -> Void) {
    state.withLock { body(&$0.window) }
  }
}
