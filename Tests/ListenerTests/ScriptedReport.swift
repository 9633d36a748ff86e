import Listener
import Synchronization

/// A service that says of itself what a test wants.
final class ScriptedReport: SelfReport {
  private let reasons: Mutex<[Health.Reason]>

  init(_ reasons: [Health.Reason] = []) { self.reasons = Mutex(reasons) }

  func become(_ reasons: [Health.Reason]) { self.reasons.withLock { $0 = reasons } }

  func liveness() async -> Health { Health([]) }
  func readiness() async -> Health { Health(reasons.withLock(\.self)) }
  func metrics() async -> String { "# TYPE up gauge\nup 1\n" }
  func status() async -> [UInt8]? {
    reasons.withLock(\.isEmpty) ? Array(#"{"all":"well"}"#.utf8) : nil
  }
}
