import Domain
import Foundation
import GRDB
import Synchronization

/// The one writer: a thread that drains what has arrived, runs each write in a savepoint of one
/// transaction, commits once, and only then answers them all.
///
/// Measured, it carries three and a half times as many deliveries as a commit each
/// (`swift-notes.md` §2.3).
final class GroupCommitWriter: Sendable {
  /// The knee of the measured curve (`swift-notes.md` §2.5); more only makes the first wait longer.
  static let batchMax = 128
  /// Without work for so long, the log is carried into the database.
  static let idleDelay: TimeInterval = 0.25

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
  /// A sheddable write is refused while too many wait: its asker will ask again.
  func perform<Value: Sendable>(
    isSheddable: Bool = false, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      let write = Write(body, continuation)
      do throws(WriteQueue.Refusal) {
        try queue.add(write, isSheddable: isSheddable)
      } catch .closed {
        write.answer(.closed)
      } catch {
        write.answer(.unavailable("too many writes wait"))
      }
    }
    return try result.get()
  }

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
    var fatal: StoreError?
    while true {
      let isDue = fatal == nil && checkpoints.isDue(pages: connection.logPages)
      guard let batch = queue.next(Self.batchMax, patience: isDue ? Self.idleDelay : nil)
      else { break }
      do {
        if let fatal { throw fatal }
        try commit(batch)
        for write in batch { write.answer(nil) }
        if let step = checkpoints.step(pages: connection.logPages, isIdle: batch.isEmpty) {
          try connection.checkpoint(step)
        }
      } catch {
        if fatal == nil, let error = error as? DatabaseError, error.isFailedSync {
          fatal = StoreError(error)
          onFatal("the database could not be synced to disk: \(StoreError(error))")
          queue.close()
        }
        if !batch.isEmpty { watch.fail(StoreError(error)) }
        for write in batch { write.answer(StoreError(error)) }
      }
    }
    connection.close()
    let waiting = ending.withLock { ending in
      ending.hasEnded = true
      return ending.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  private func commit(_ batch: [any PendingWrite]) throws {
    guard !batch.isEmpty else { return }
    watch.begin()
    let commit = try connection.database.writeWithoutTransaction { db in
      let changesBefore = db.totalChangesCount
      var written = ContinuousClock.now
      try db.inTransaction(.immediate) {
        for write in batch { try write.run(in: db) }
        written = .now
        return .commit
      }
      // What changes nothing proves nothing of the disk.
      return db.totalChangesCount > changesBefore ? .now - written : nil
    }
    watch.end(commit: commit)
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
      try db.inSavepoint {
        result = .success(try body(db))
        return .commit
      }
    } catch {
      result = .failure(StoreError(error))
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
