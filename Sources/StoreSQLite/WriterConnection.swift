import Domain
import Foundation
import GRDB
import GRDBSQLite

/// The connection that writes, as durable as design §5 asks for, and the length of its log.
final class WriterConnection: Sendable {
  let database: DatabaseQueue
  private let log: LogLength
  /// Held until the connection is closed; nil in memory.
  private let lock: OwnerLock?

  /// Only a reader's recovery of the log can keep the writer waiting.
  static let busyTimeout: TimeInterval = 5

  /// Of SQLite's usual 4 KiB an event takes a page, and leaves half of it empty: measured, these
  /// halve what is written.
  static let pageBytes = 8192

  /// What a commit waits for, by SQLite's own numbers: only `full` survives a power cut, and the
  /// others are for the test that shows it.
  enum SyncLevel: Int { case off = 0, normal, full }

  /// Opens or creates the database in the file, which this process must own.
  init(
    path: String, lock: OwnerLock, instance: String, at now: Timestamp,
    syncLevel: SyncLevel = .full
  ) throws(OpenError) {
    try lock.hold(fileOf: path)
    self.lock = lock
    log = LogLength()
    do {
      database = try DatabaseQueue(path: path, configuration: Self.configuration)
      try database.writeWithoutTransaction { [log] db in
        try Self.checkSchema(db, path: path)
        // In this order: the size is a new file's alone, and only before the mode; the mode decides what is synced, and the hook replaces the automatic
        // checkpoint. GRDB would set synchronous to NORMAL if it entered WAL itself. Savepoints
        // keep what they may have to undo in memory: in files of /var/tmp, that folder's being full
        // would fail commits. What is deleted is overwritten: it may be a person's. The log's file
        // is cut when it begins anew, and when the database is closed.
        try db.execute(
          sql: """
            PRAGMA page_size = \(Self.pageBytes); PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(syncLevel.rawValue);
            PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 0;
            PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;
            PRAGMA journal_size_limit = \(2 * CheckpointPolicy.fileBytesMax)
            """)
        guard
          try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal",
          try Int.fetchOne(db, sql: "PRAGMA synchronous") == syncLevel.rawValue
        else { throw OpenError.unusable(path: path, "SQLite would not keep what it is given") }
        log.follow(db)
        try Self.keepLogFile(db)
        try Schema.migrate(db, instance: instance, at: now)
        try Schema.makeReferenceKey(db)
      }
    } catch {
      throw OpenError(error, path: path)
    }
  }

  /// Keeps a database in memory, for tests.
  init(inMemory instance: String, at now: Timestamp) throws(OpenError) {
    lock = nil
    log = LogLength()
    do {
      database = try DatabaseQueue(configuration: Self.configuration)
      try database.writeWithoutTransaction { db in
        try Schema.migrate(db, instance: instance, at: now)
        try Schema.makeReferenceKey(db)
      }
    } catch {
      throw OpenError(error, path: ":memory:")
    }
  }

  /// Pages in the write-ahead log since it began anew.
  var logPages: Int { log.pages }

  /// Of the log's file; 0 in memory.
  var logBytes: Int { lock == nil ? 0 : DatabaseFiles.size(of: database.path + "-wal") }

  func checkpoint(_ step: CheckpointPolicy.Step) throws {
    try database.writeWithoutTransaction { db in
      let mode = step == .passive ? "PASSIVE" : "TRUNCATE"
      if step == .shorten { sqlite3_busy_timeout(db.sqliteConnection, 0) }
      defer {
        if step == .shorten {
          sqlite3_busy_timeout(db.sqliteConnection, Int32(Self.busyTimeout * 1000))
        }
      }
      // A reader that keeps it from being done is no error: the answer tells.
      _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(\(mode))")
    }
  }

  func close() {
    // What was committed is in the log whether or not this works.
    try? database.close()
    lock?.release()
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = "punte-writer"
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(busyTimeout)
    return configuration
  }

  static func checkSchema(_ db: Database, path: String) throws {
    guard try !Schema.isForeign(db) else { throw OpenError.foreign(path: path) }
    let found = try Schema.version(of: db)
    guard found <= Schema.version else {
      throw OpenError.schemaTooNew(path: path, found: found, known: Schema.version)
    }
    // 0 is that of a new file.
    guard found == 0 || found >= Schema.oldestVersion else {
      throw OpenError.schemaForgotten(path: path, found: found, oldest: Schema.oldestVersion)
    }
  }

  /// Keeps the log file at closing: a reader who may not write the folder can't make one.
  private static func keepLogFile(_ db: Database) throws {
    var isOn: Int32 = 1
    let code = sqlite3_file_control(db.sqliteConnection, nil, SQLITE_FCNTL_PERSIST_WAL, &isOn)
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: .init(rawValue: code)) }
  }
}

/// SQLite tells the log's length after each commit, on the thread that committed.
private final class LogLength: @unchecked Sendable {
  /// Touched on the writer's thread alone.
  var pages = 0

  func follow(_ db: Database) {
    sqlite3_wal_hook(
      db.sqliteConnection,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue().pages = Int(pages)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}

extension OpenError {
  init(_ error: any Error, path: String) {
    self =
      if let error = error as? OpenError {
        error
      } else if case .unavailable(let reason) = StoreError(error) {
        error.isOfSchema ? .damaged(path: path, reason) : .unusable(path: path, reason)
      } else {
        .unusable(path: path, "\(error)")
      }
  }
}
