import Synchronization
import TestKit

/// Keeps whoever is given the next turn, or makes the next call, from going on.
final class HeldTurn: Sendable {
  private struct State {
    var isArmed = false
    var isReached = false
    var isReleased = false
  }

  private let state = Mutex(State())

  func arm() { state.withLock { $0.isArmed = true } }

  func release() { state.withLock { $0.isReleased = true } }

  func isReached() async throws {
    try await Polling.until("the turn is given") { state.withLock { $0.isReached } }
  }

  func pass() async {
    let isHeld = state.withLock { state in
      defer { state.isArmed = false }
      if state.isArmed { state.isReached = true }
      return state.isArmed
    }
    guard isHeld else { return }
    try? await Polling.until("it is released") { state.withLock { $0.isReleased } }
  }
}
