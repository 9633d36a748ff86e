import Domain
import Foundation
import GRDB
import Meters

/// Keeps the promises of `Store` in one SQLite file, which its process alone may write.
public final class SQLiteStore: Store, Housekeeping {
  let writer: GroupCommitWriter
  let connection: WriterConnection
  let reader: SQLiteReader
  let watch: CommitWatch
  let files: OpenedFiles

  private init(
    _ connection: WriterConnection, _ reader: SQLiteReader, _ files: OpenedFiles,
    _ meters: Meters, onFatal: @escaping OnFatal
  ) {
    self.connection = connection
    self.files = files
    self.reader = reader
    watch = CommitWatch(meters)
    reader.tell(watch)
    writer = GroupCommitWriter(connection, watch, onFatal: onFatal)
  }

  deinit { writer.stop() }

  /// Told that a sync failed, and why; not to return in a real process.
  public typealias OnFatal = @Sendable (String) -> Void

  /// sysexits.h's EX_IOERR.
  public static let exitCodeOfFailedSync: Int32 = 74

  /// Opens the database for writing, and creates it, for its owner's eyes alone, if it is missing.
  public static func open(
    path: String, at now: Timestamp, meters: Meters = Meters(),
    onFatal: @escaping OnFatal = exitAtOnce
  ) throws(OpenError) -> SQLiteStore {
    try open(path: path, at: now, syncLevel: .full, meters: meters, onFatal: onFatal)
  }

  static func open(
    path: String, at now: Timestamp, syncLevel: WriterConnection.SyncLevel,
    meters: Meters = Meters(), onFatal: @escaping OnFatal
  ) throws(OpenError) -> SQLiteStore {
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unusable(path: path, lastErrorText()) }
    Foundation.close(descriptor)
    // One file has one lock, whatever links lead to it.
    guard let real = realpath(path, nil) else { throw .unusable(path: path, lastErrorText()) }
    defer { free(real) }
    let realPath = String(cString: real)
    let lock = try OwnerLock(of: realPath, at: now)
    let files = DatabaseFiles(path: realPath)
    try Restoration.finish(files)
    let connection = try WriterConnection(
      path: realPath, lock: lock, instance: newInstance(), at: now, syncLevel: syncLevel)
    return SQLiteStore(
      connection, try SQLiteReader(path: realPath), try OpenedFiles(at: path, files), meters,
      onFatal: onFatal)
  }

  /// A store that is gone with the process, for tests.
  public static func inMemory(at now: Timestamp) throws(OpenError) -> SQLiteStore {
    let connection = try WriterConnection(inMemory: newInstance(), at: now)
    return SQLiteStore(
      connection, SQLiteReader(sharing: connection.database), .none, Meters(),
      onFatal: Self.exitAtOnce)
  }

  /// Opens a database for listing alone; another process may own it meanwhile.
  public static func reader(path: String) throws(OpenError) -> SQLiteReader {
    guard access(path, F_OK) == 0 else { throw .missing(path: path) }
    return try SQLiteReader(path: path)
  }

  /// The process that owns the database now; nil if none does, or if it can't be told.
  ///
  /// For the moment of asking, the database can't be opened for writing by anyone else.
  public static func owner(of path: String) -> Owner? {
    // The file may have been moved away while its owner runs: the name is locked still.
    DatabaseFiles.realPath(of: path).flatMap(OwnerLock.owner(of:))
  }

  /// Ends what was begun, closes the database and lets another process own it.
  public func close() async {
    // The last to close carries the log over, which a reader can't.
    reader.close()
    await writer.close()
  }

  public static let exitAtOnce: OnFatal = { reason in
    FileHandle.standardError.write(Data("punte: \(reason)\n".utf8))
    exit(exitCodeOfFailedSync)
  }

  /// Hexadecimal: a webhook id must not hold a point, which its signature's content is split by.
  static func newInstance() -> String {
    String(UInt64.random(in: .min ... .max), radix: 16)
  }
}
