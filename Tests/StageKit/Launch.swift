import Foundation
import Synchronization

/// Starts programs one at a time: Foundation's `Process.run()` crashes now and then where several
/// threads are in it at once.
enum Launch {
  private static let turn = Mutex(())

  static func run(_ process: Process) throws {
    nonisolated(unsafe) let process = process
    try turn.withLock { _ in try process.run() }
  }
}
