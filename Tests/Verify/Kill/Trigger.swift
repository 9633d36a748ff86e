import Foundation
import Synchronization

/// Kills Punte at the point that it is set to, once.
final class Trigger: Sendable {
  private struct State {
    var point: KillPoint?
    var process: Int32 = 0
  }

  private let state = Mutex(State())

  func set(to point: KillPoint, process: Int32) {
    state.withLock { $0 = State(point: point, process: process) }
  }

  /// The point that it is still set to.
  var point: KillPoint? { state.withLock { $0.point } }

  /// Whether this was the point, and the process has been killed.
  @discardableResult func pull(at point: KillPoint) -> Bool {
    state.withLock { state in
      guard state.point == point else { return false }
      state.point = nil
      kill(state.process, SIGKILL)
      return true
    }
  }
}
