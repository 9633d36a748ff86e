import Foundation

/// Holds the threads that come to it until as many have come as it waits for.
///
/// So a client that sends one request after the other never gets past it in time.
final class Gate: Sendable {
  private let condition = NSCondition()
  private let count: Int
  nonisolated(unsafe) private var arrivedCount = 0

  init(opensAt count: Int) { self.count = count }

  func pass() {
    condition.lock()
    defer { condition.unlock() }
    arrivedCount += 1
    condition.broadcast()
    let deadline = Date(timeIntervalSinceNow: 60)
    while arrivedCount < count, condition.wait(until: deadline) {}
  }
}
