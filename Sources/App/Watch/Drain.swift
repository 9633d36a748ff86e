import Logging
import ServiceLifecycle
import Synchronization

/// Whether the service was asked to end.
final class Ending: Sendable {
  private let begun = Atomic(false)
  var hasBegun: Bool { begun.load(ordering: .acquiring) }
  func begin() { begun.store(true, ordering: .releasing) }
}

/// The last of the services, and so the first to hear that they are to end: it says so to those who
/// ask whether events may be sent here, and gives them time to look, while all goes on.
struct Drain: Service, CustomStringConvertible {
  let ending: Ending
  let duration: Duration
  let logger: Logger

  var description: String { "Drain" }

  func run() async throws {
    try? await gracefulShutdown()
    ending.begin()
    guard duration > .zero, !Task.isCancelled else { return }
    logger.info("ending: no longer ready", metadata: ["drain": "\(duration)"])
    try? await Task.sleep(for: duration)
  }
}
