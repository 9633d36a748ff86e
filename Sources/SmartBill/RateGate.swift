import Domain
import Synchronization

/// A token's rate window, shared by all who call SmartBill with it: SmartBill counts by the token.
final class RateGate: Sendable {
  /// How waiting for a turn ended.
  enum Passage: Sendable, Equatable {
    case granted
    case blocked(until: Timestamp)
    /// The task was cancelled; there would have been no turn before then.
    case cancelled(until: Timestamp)
    /// There is no turn before the deadline, nor before then.
    case crowded(until: Timestamp)
  }

  /// What a turn is asked for.
  enum Purpose: Sendable, Equatable {
    /// A look at what became of an invoice in doubt: a whole series waits for it.
    case look
    case other
    /// A person, or anyone who has a link, wants to see a document: gives way to all else.
    case document
    /// A warehouse's stock: gives way to all else, goes alone, so that nobody waits for more than one,
    /// and takes few calls of a window, so that a rush of orders after them finds room.
    case stock
  }

  /// How soon a document's turn looks again, while somebody more urgent waits for theirs.
  static let documentPause = Duration.milliseconds(100)

  private let state: Mutex<State>
  private let time: any TimeSource

  private struct State: Sendable {
    var window: RateWindow
    var looksWaiting = 0
    var othersWaiting = 0
    var isStockUnderWay = false
    /// When stock's calls ended, within the last window.
    var stockEndings: [Timestamp] = []

    mutating func wait(for purpose: Purpose, _ change: Int) {
      switch purpose {
      case .look: looksWaiting += change
      case .other: othersWaiting += change
      case .document, .stock: break
      }
    }

    mutating func take(for purpose: Purpose, at now: Timestamp) -> RateWindow.Answer {
      switch purpose {
      case .look: window.take(at: now)
      case .other:
        window.take(at: now, sparing: looksWaiting > 0 ? RateLimits.callsForLooks : 0)
      case .document:
        looksWaiting + othersWaiting > 0
          ? window.blockedUntil(at: now).map { .blocked(until: $0) }
            ?? .wait(until: now + RateGate.documentPause)
          : window.take(at: now, sparing: window.callsKeptFromDocuments)
      case .stock:
        takeForStock(at: now)
      }
    }

    private mutating func takeForStock(at now: Timestamp) -> RateWindow.Answer {
      guard !isStockUnderWay, looksWaiting + othersWaiting == 0 else {
        return window.blockedUntil(at: now).map { .blocked(until: $0) }
          ?? .wait(until: now + RateGate.documentPause)
      }
      stockEndings.removeAll { $0 + window.duration <= now }
      if stockEndings.count >= RateLimits.stockCallsMax, let first = stockEndings.first {
        return window.blockedUntil(at: now).map { .blocked(until: $0) }
          ?? .wait(until: first + window.duration)
      }
      let answer = window.take(at: now, sparing: window.callsKeptFromDocuments)
      isStockUnderWay = answer == .go
      return answer
    }
  }

  init(_ window: RateWindow, time: any TimeSource) {
    state = Mutex(State(window: window))
    self.time = time
  }

  /// Waits for a turn, sleeping to the moment when there may be one. While looks wait, a few calls
  /// of the window are left to them; a document waits while anybody else does, and leaves half of
  /// the window free.
  ///
  /// - Parameter deadline: who would have to wait longer hears so at once.
  func turn(for purpose: Purpose = .other, by deadline: Timestamp? = nil) async -> Passage {
    state.withLock { $0.wait(for: purpose, 1) }
    defer { state.withLock { $0.wait(for: purpose, -1) } }
    while true {
      switch state.withLock({ $0.take(for: purpose, at: time.now()) }) {
      case .go: return .granted
      case .blocked(let until): return .blocked(until: until)
      case .wait(let until):
        if let deadline, deadline < until { return .crowded(until: until) }
        if Task.isCancelled { return .cancelled(until: until) }
        await time.sleep(until: until)
      }
    }
  }

  /// The call that a stock's turn was given for is over.
  func stockEnded() {
    state.withLock { state in
      state.isStockUnderWay = false
      state.stockEndings.append(time.now())
    }
  }

  /// Quick enough for the transport's thread.
  var isBlocked: Bool { state.withLock { $0.window.isBlocked(at: time.now()) } }

  /// How long calls are refused from now on; nil where they aren't.
  func blockLeft(at now: Timestamp) -> Duration? {
    state.withLock { $0.window.blockedUntil(at: now) }.map { $0 - now }
  }

  func usage(at now: Timestamp) -> RateUsage { state.withLock { $0.window.usage(at: now) } }

  func change(_ body: (inout RateWindow) -> Void) {
    state.withLock { body(&$0.window) }
  }
}
