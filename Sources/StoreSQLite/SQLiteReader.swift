import Domain
import Foundation
import GRDB
import Synchronization

/// Answers what can be asked of a store without changing it. Each answer is of one moment.
public final class SQLiteReader: StoreQueries {
  private let database: any DatabaseReader
  /// The writer's own connection, for a database in memory.
  private let shared: DatabaseQueue?
  private let isClosed = Atomic(false)
  /// Told of what can't be read; nil where nobody watches.
  private let watch = Mutex<CommitWatch?>(nil)

  /// Listings are few, and the engine asks a row at a time.
  static let connectionsMax = 4
  static let busyTimeout: TimeInterval = 5

  init(_ database: any DatabaseReader) {
    self.database = database
    shared = nil
  }

  /// Reads through a writer's connection, since a database in memory has no other.
  ///
  /// As plain accesses: GRDB would switch `query_only` on and off around a read, and at each switch
  /// SQLite throws away all statements that it has compiled.
  init(sharing database: DatabaseQueue) {
    self.database = database
    shared = database
  }

  convenience init(path: String) throws(OpenError) {
    try self.init(ofAnyVersion: path) { found throws(OpenError) in
      guard found == Schema.version else {
        throw .schemaTooOld(path: path, found: found, known: Schema.version)
      }
    }
  }

  /// Of a version that may be older than this program's: for copying, not for asking.
  convenience init(
    ofAnyVersion path: String, check: (Int) throws(OpenError) -> Void = { _ in }
  ) throws(OpenError) {
    var configuration = Configuration()
    configuration.label = "punte-reader"
    configuration.readonly = true
    configuration.maximumReaderCount = Self.connectionsMax
    configuration.busyMode = .timeout(Self.busyTimeout)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA mmap_size = 0") }
    do {
      let pool = try DatabasePool(path: path, configuration: configuration)
      try pool.read { db in
        try WriterConnection.checkSchema(db, path: path)
        try check(try Schema.version(of: db))
      }
      self.init(pool)
    } catch {
      throw OpenError(error, path: path)
    }
  }

  func tell(_ watch: CommitWatch) { self.watch.withLock { $0 = watch } }

  private func error(_ error: any Error) -> StoreError {
    watch.withLock { $0?.note(error) }
    return StoreError(error)
  }

  /// GRDB's own async reads are aborted with their task; this one ends.
  func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value)
    async throws(StoreError) -> Value
  {
    guard !isClosed.load(ordering: .acquiring) else { throw .closed }
    let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
      if let shared {
        shared.asyncWriteWithoutTransaction { db in
          continuation.resume(returning: Result { try body(db) }.mapError { self.error($0) })
        }
      } else {
        database.asyncRead { db in
          continuation.resume(
            returning: Result { try body(db.get()) }.mapError { self.error($0) })
        }
      }
    }
    return try result.get()
  }

  /// Keeps the calling thread waiting.
  func readNow<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.read(body)
  }

  /// Outside of any transaction, on a thread of the database's own.
  func unsafeRead(
    _ body: @escaping @Sendable (Database) -> Void,
    orElse failed: @escaping @Sendable (any Error) -> Void
  ) {
    database.asyncUnsafeRead { result in
      switch result {
      case .success(let db): body(db)
      case .failure(let error): failed(error)
      }
    }
  }

  public func close() {
    isClosed.store(true, ordering: .releasing)
    // Nothing can be lost by a reader.
    try? database.close()
  }
}
