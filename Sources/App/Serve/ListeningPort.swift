import Synchronization

/// Which port the listener got, once it has one.
final class ListeningPort: Sendable {
  private let bound = Mutex<Int?>(nil)

  var value: Int? { bound.withLock { $0 } }
  func set(_ port: Int) { bound.withLock { $0 = port } }
}
