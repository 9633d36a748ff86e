import Domain
import Foundation
import GRDB
import Synchronization

/// The one writer: a thread that drains what has arrived, runs it in one transaction, commits once,
/// and only then answers them all.
///
/// Measured, it carries three and a half times as many deliveries as a commit each
/// (`swift-notes.md` §2.3).
final class GroupCommitWriter: Sendable {
  /// The knee of the measured curve (`swift-notes.md` §2.5); more only makes the first wait longer.
  static let batchMax = 128
  /// Where so many deliveries came together, as many will again, and on a fast disk the writer would
  /// be back before them: each small commit writes the same pages of the indexes anew.
  static let rushMin = 16
  /// In seconds. It lets a batch grow, and costs a lone delivery nothing.
  static let gatheringTime: TimeInterval = 0.001
  /// In seconds. After a write that failed nobody may write any more: the writer tries so often.
  static let trialDelay: TimeInterval = 1

  private let connection: WriterConnection
  private let queue = WriteQueue()
  private let watch: CommitWatch
  private let onFatal: @Sendable (String) -> Void
  private let ending = Mutex(Ending())

  private struct Ending {
    var hasEnded = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  init(
    _ connection: WriterConnection, _ watch: CommitWatch,
    onFatal: @escaping @Sendable (String) -> Void
  ) {
    self.connection = connection
    self.watch = watch
    self.onFatal = onFatal
    let thread = Thread { [self] in run() }
    thread.name = "punte-writer"
    thread.start()
  }

  /// Runs `body` as one transaction, durable when this returns, whatever becomes of the task.
  ///
  /// A delivery goes before other work, and is refused while too many wait: it will be sent again.
  func perform<Value: Sendable>(
    isDelivery: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      let write = Write(body, continuation)
      do throws(WriteQueue.Refusal) {
        try queue.add(write, isDelivery: isDelivery)
      } catch .closed {
        write.answer(.closed)
      } catch {
        write.answer(.unavailable("too many writes wait"))
      }
    }
    return try result.get()
  }

  /// After a write that failed it tries one at once.
  func hurry() { queue.hurry() }

  /// Takes nothing more; what waits is still done.
  func stop() { queue.close() }

  /// Stops, and returns when the database is closed.
  func close() async {
    stop()
    await withCheckedContinuation { continuation in
      let hasEnded = ending.withLock { ending in
        if !ending.hasEnded { ending.waiting.append(continuation) }
        return ending.hasEnded
      }
      if hasEnded { continuation.resume() }
    }
  }

  // MARK: On the writer's thread

  private func run() {
    var checkpoints = CheckpointPolicy()
    var share = WorkShare()
    var fatal: StoreError?
    while true {
      let isFailing = fatal == nil && watch.failure != nil
      let patience =
        fatal == nil
        ? checkpoints.patience(pages: connection.logPages, fileBytes: connection.logBytes) : nil
      guard
        let batch = queue.next(
          Self.batchMax, mayWork: share.isOpen(at: .now),
          patience: isFailing ? Self.trialDelay : patience)
      else { break }
      do {
        if let fatal { throw fatal }
        if batch.isEmpty, isFailing { try tryOut() }
        share.note(work: try commit(batch), until: .now)
        batch.answer(nil)
        gather(after: batch)
        let step = checkpoints.step(
          pages: connection.logPages, isIdle: batch.isEmpty, fileBytes: connection.logBytes)
        if let step { try connection.checkpoint(step) }
      } catch {
        if fatal == nil, let error = error as? DatabaseError, error.isFailedSync {
          fatal = StoreError(error)
          onFatal("the database could not be synced to disk: \(StoreError(error))")
          queue.close()
        }
        watch.note(error)
        if !batch.isEmpty || isFailing { watch.fail(StoreError(error)) }
        batch.answer(StoreError(error))
      }
    }
    connection.close()
    let waiting = ending.withLock { ending in
      ending.hasEnded = true
      return ending.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Whether a write can be made durable again.
  private func tryOut() throws {
    watch.begin()
    let duration: Duration = try connection.database.writeWithoutTransaction { db in
      let began = ContinuousClock.now
      try db.inTransaction(.immediate) {
        try db.run("UPDATE meta SET created_at = created_at")
        return .commit
      }
      return ContinuousClock.now - began
    }
    watch.end(commit: duration)
  }

  private func gather(after batch: WriteBatch) {
    guard batch.deliveries.count >= Self.rushMin, queue.deliveriesWaiting < Self.batchMax / 2
    else { return }
    Thread.sleep(forTimeInterval: Self.gatheringTime)
  }

  /// Answers how long the work took, the commit left out.
  private func commit(_ batch: WriteBatch) throws -> Duration {
    guard !batch.isEmpty else { return .zero }
    watch.begin()
    let times = try connection.database.writeWithoutTransaction { db in
      let changesBefore = db.totalChangesCount
      let times: CommitTimes
      do {
        times = try transact(batch, in: db) { try $0.run(in: db) }
      } catch is FailedWrite {
        times = try transact(batch, in: db) { try $0.runApart(in: db, onFailure: watch.note) }
      }
      // What changes nothing proves nothing of the disk.
      return (work: times.work, commit: db.totalChangesCount > changesBefore ? times.commit : nil)
    }
    watch.end(commit: times.commit)
    return times.work
  }

  private typealias CommitTimes = (work: Duration, commit: Duration)

  private func transact(
    _ batch: WriteBatch, in db: Database, _ run: (any PendingWrite) throws -> Void
  ) throws -> CommitTimes {
    var (began, written) = (ContinuousClock.now, ContinuousClock.now)
    try db.inTransaction(.immediate) {
      for write in batch.deliveries { try run(write) }
      began = .now
      for write in batch.work { try run(write) }
      written = .now
      return .commit
    }
    return (work: batch.work.isEmpty ? .zero : written - began, commit: .now - written)
  }
}

/// Touched by the writer's thread alone once it was queued.
private final class Write<Value: Sendable>: PendingWrite, @unchecked Sendable {
  private let body: @Sendable (Database) throws -> Value
  private var continuation: CheckedContinuation<Result<Value, StoreError>, Never>?
  private var result: Result<Value, StoreError> = .failure(.unavailable("it was not run"))

  init(
    _ body: @escaping @Sendable (Database) throws -> Value,
    _ continuation: CheckedContinuation<Result<Value, StoreError>, Never>
  ) {
    self.body = body
    self.continuation = continuation
  }

  func run(in db: Database) throws {
    do {
      result = .success(try body(db))
    } catch {
      if (error as? DatabaseError)?.isFailedSync == true { throw error }
      throw FailedWrite()
    }
  }

  func runApart(in db: Database, onFailure: (any Error) -> Void) throws {
    do {
      try db.inSavepoint {
        result = .success(try body(db))
        return .commit
      }
    } catch {
      result = .failure(StoreError(error))
      onFailure(error)
      // SQLite may have ended the transaction, and the batch's earlier writes with it; and a
      // failed sync is everybody's.
      if !db.isInsideTransaction || (error as? DatabaseError)?.isFailedSync == true { throw error }
    }
  }

  func answer(_ error: StoreError?) {
    continuation?.resume(returning: error.map(Result.failure) ?? result)
    continuation = nil
  }
}
