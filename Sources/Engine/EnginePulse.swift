import Synchronization

/// Shows from outside that the engine's loop runs and turns.
final class EnginePulse: Sendable {
  private let running = Atomic(false)
  private let count = Atomic(0)

  var isRunning: Bool { running.load(ordering: .acquiring) }
  var steps: Int { count.load(ordering: .acquiring) }

  func begin() { running.store(true, ordering: .releasing) }
  func end() { running.store(false, ordering: .releasing) }
  func step() { count.add(1, ordering: .releasing) }
}
