import Domain
import Foundation
import GRDB

/// A transaction that waits for the writer, and the task that waits for it.
protocol PendingWrite: Sendable {
  /// Runs it and keeps its result; throws `FailedWrite` if what it has written must be undone, and
  /// with it the batch, and else only what the whole batch must know.
  func run(in db: Database) throws
  /// Runs it in a savepoint, so that its failure is its own, and keeps its result or its error;
  /// throws only what the whole batch must know. Every failure is told to `onFailure`.
  func runApart(in db: Database, onFailure: (any Error) -> Void) throws
  /// Gives the task its result, or the error that took the whole batch with it.
  func answer(_ error: StoreError?)
}

/// One of a batch failed: the batch is begun again, with each write apart.
///
/// Writes hardly ever fail, and a savepoint for each costs a tenth of the writer's time.
struct FailedWrite: Error {}

/// What the writer commits at once, in this order.
struct WriteBatch {
  var deliveries: [any PendingWrite] = []
  var work: [any PendingWrite] = []

  var isEmpty: Bool { deliveries.isEmpty && work.isEmpty }

  func answer(_ error: StoreError?) {
    for write in deliveries { write.answer(error) }
    for write in work { write.answer(error) }
  }
}

/// What waits for the writer. A condition and not a stream, since a thread waits here.
final class WriteQueue: @unchecked Sendable {
  /// Beyond it, writes that can be asked for again are refused: it is seconds of work.
  static let waitingMax = 4096

  private let condition = NSCondition()
  // All guarded by `condition`.
  private var waiting = WriteBatch()
  private var isClosed = false
  private var isHurried = false

  enum Refusal: Error { case closed, full }

  /// A delivery may be refused, for its shop sends it again; work never is.
  func add(_ write: any PendingWrite, isDelivery: Bool) throws(Refusal) {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed else { throw .closed }
    if isDelivery {
      guard waiting.deliveries.count < Self.waitingMax else { throw .full }
      waiting.deliveries.append(write)
    } else {
      waiting.work.append(write)
    }
    condition.signal()
  }

  /// The next writes, at most so many; none when `patience` ran out first; nil once closed and
  /// drained.
  ///
  /// - Parameter mayWork: whether work is taken though deliveries wait.
  func next(_ countMax: Int, mayWork: Bool, patience: TimeInterval?) -> WriteBatch? {
    condition.lock()
    defer { condition.unlock() }
    let deadline = patience.map { Date(timeIntervalSinceNow: $0) }
    while waiting.isEmpty {
      guard !isClosed else { return nil }
      if isHurried {
        isHurried = false
        return WriteBatch()
      }
      // Foundation can't wait until a very distant moment.
      guard let deadline else {
        condition.wait()
        continue
      }
      guard condition.wait(until: deadline) || !waiting.isEmpty || isClosed else {
        return WriteBatch()
      }
    }
    var batch = WriteBatch()
    batch.deliveries = Self.take(countMax, of: &waiting.deliveries)
    if mayWork || batch.deliveries.isEmpty {
      batch.work = Self.take(countMax - batch.deliveries.count, of: &waiting.work)
    }
    return batch
  }

  private static func take(_ countMax: Int, of waiting: inout [any PendingWrite])
    -> [any PendingWrite]
  {
    let taken = Array(waiting.prefix(countMax))
    waiting.removeFirst(taken.count)
    return taken
  }

  var deliveriesWaiting: Int {
    condition.lock()
    defer { condition.unlock() }
    return waiting.deliveries.count
  }

  /// Whoever waits for the next writes gets none, at once.
  func hurry() {
    condition.lock()
    defer { condition.unlock() }
    isHurried = true
    condition.signal()
  }

  /// Takes nothing more; what waits is still done.
  func close() {
    condition.lock()
    defer { condition.unlock() }
    isClosed = true
    condition.signal()
  }
}
