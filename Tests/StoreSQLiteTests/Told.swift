import Synchronization

/// What was told, from any thread.
final class Told: Sendable {
  private let kept = Mutex<[String]>([])
  var reasons: [String] { kept.withLock { $0 } }
  func tell(_ reason: String) { kept.withLock { $0.append(reason) } }
}
