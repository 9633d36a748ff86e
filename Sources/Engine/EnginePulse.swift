import Domain
import Synchronization

/// Shows from outside that the engine's loop runs and turns.
final class EnginePulse: Sendable {
  private let running = Atomic(false)
  private let count = Atomic(0)
  private let time: any TimeSource
  /// The question that is open: the steps before it, and when it was asked, since the boot.
  private let question = Mutex<(steps: Int, at: Duration)?>(nil)

  init(_ time: any TimeSource) { self.time = time }

  var isRunning: Bool { running.load(ordering: .acquiring) }
  var steps: Int { count.load(ordering: .acquiring) }

  func begin() { running.store(true, ordering: .releasing) }
  func end() { running.store(false, ordering: .releasing) }
  func step() { count.add(1, ordering: .releasing) }

  /// For how long the last question has had no answer; nil if it was answered, and the next, which
  /// begins now, is to be put to the loop.
  func unanswered() -> Duration? {
    let (steps, now) = (steps, time.uptime())
    return question.withLock { question in
      if let asked = question, asked.steps == steps { return now - asked.at }
      question = (steps, now)
      return nil
    }
  }
}
