import Domain
import Foundation
import GRDB

/// A transaction that waits for the writer, and the task that waits for it.
protocol PendingWrite: Sendable {
  /// Runs it in a savepoint and keeps its result; throws only what the whole batch must know.
  func run(in db: Database) throws
  /// Gives the task its result, or the error that took the whole batch with it.
  func answer(_ error: StoreError?)
}

/// What waits for the writer. A condition and not a stream, since a thread waits here.
final class WriteQueue: @unchecked Sendable {
  /// Beyond it, writes that can be asked for again are refused: it is seconds of work.
  static let waitingMax = 4096

  private let condition = NSCondition()
  // Both guarded by `condition`.
  private var waiting: [any PendingWrite] = []
  private var isClosed = false

  enum Refusal: Error { case closed, full }

  func add(_ write: any PendingWrite, isSheddable: Bool) throws(Refusal) {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed else { throw .closed }
    guard !isSheddable || waiting.count < Self.waitingMax else { throw .full }
    waiting.append(write)
    condition.signal()
  }

  /// The next writes, at most so many; none when `patience` ran out first; nil once closed and
  /// drained.
  func next(_ countMax: Int, patience: TimeInterval?) -> [any PendingWrite]? {
    condition.lock()
    defer { condition.unlock() }
    let deadline = patience.map { Date(timeIntervalSinceNow: $0) }
    while waiting.isEmpty {
      guard !isClosed else { return nil }
      // Foundation can't wait until a very distant moment.
      guard let deadline else {
        condition.wait()
        continue
      }
      guard condition.wait(until: deadline) || !waiting.isEmpty || isClosed else { return [] }
    }
    let batch = Array(waiting.prefix(countMax))
    waiting.removeFirst(batch.count)
    return batch
  }

  /// Takes nothing more; what waits is still done.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.signal()
  }
}
