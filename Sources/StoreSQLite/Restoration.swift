import Domain
import Foundation
import GRDB

/// Puts a copy in a database's place.
///
/// Killed at any point, the database is either the old one or the copy, verified and marked as
/// restored: the copy is prepared under another name, and its renaming to `….restored` decides;
/// whoever opens the database next goes on from there.
public struct Restoration {
  public struct Report: Codable, Sendable, Equatable {
    public let path: String
    /// Where the database is that stood there; nil if none did.
    public let replaced: String?
    /// The schema that the copy came with.
    public let schemaVersion: Int
    /// Callbacks from now on have sequences above it.
    public let sequenceFloor: Int
    /// What came in after that is not in the copy; nil if it has no event.
    public let lastEventAt: Timestamp?
    public let rows: [String: Int]
  }

  /// Told how many of the copy's bytes are read; they are verified after that.
  public typealias OnProgress = (_ done: Int, _ total: Int) -> Void

  private let files: DatabaseFiles
  private let lock: OwnerLock
  private let now: Timestamp

  /// Owns the database meanwhile, for which no other process may.
  public init(of path: String, at now: Timestamp) throws(CopyError) {
    guard let real = DatabaseFiles.realPath(of: path) else {
      throw .failed(path: path, lastErrorText())
    }
    files = DatabaseFiles(path: real)
    self.now = now
    do throws(OpenError) {
      lock = try OwnerLock(of: real, at: now)
      try Self.finish(files)
      if DatabaseFiles.exists(real) { try lock.hold(fileOf: real) }
    } catch {
      throw .open(error)
    }
  }

  /// What there is of the copy until it is ready, for whoever is interrupted.
  public var unfinished: [String] { files.preparing.all }

  /// - Parameter beforeCommit: runs when nothing but the change of names is left to do.
  public func restore(
    from copy: String, by person: Operator, onProgress: OnProgress = { _, _ in },
    beforeCommit: () -> Void = {}
  ) throws(CopyError) -> Report {
    defer { lock.release() }
    guard let copy = DatabaseFiles.realPath(of: copy), DatabaseFiles.exists(copy) else {
      throw .open(.missing(path: copy))
    }
    guard !DatabaseFiles.areSame(copy, files.path) else { throw .isItself(path: copy) }
    if let owner = OwnerLock.owner(of: copy) { throw .open(.owned(path: copy, by: owner)) }
    let preparing = files.preparing
    preparing.remove()
    let report: Report
    do throws(CopyError) {
      try read(copy, into: preparing, onProgress)
      report = try prepare(preparing, from: copy, by: person)
    } catch {
      preparing.remove()
      throw error
    }
    try emptyLog()
    beforeCommit()
    guard rename(preparing.path, files.restored) == 0 else {
      let problem = CopyError.failed(path: files.restored, lastErrorText())
      preparing.remove()
      throw problem
    }
    try DatabaseFiles.syncFolder(of: files.path)
    do throws(OpenError) {
      try Self.finish(files)
    } catch {
      throw .open(error)
    }
    return report
  }

  // MARK: Preparing

  /// The log too, if there is one: a copy made by copying files needs it.
  private func read(
    _ copy: String, into preparing: DatabaseFiles, _ onProgress: OnProgress
  ) throws(CopyError) {
    let source = DatabaseFiles(path: copy)
    let pairs = [(source.path, preparing.path), (source.log, preparing.log)]
      .filter { DatabaseFiles.exists($0.0) }
    let total = pairs.reduce(0) { $0 + DatabaseFiles.size(of: $1.0) }
    var done = 0
    for (from, to) in pairs {
      try Self.copyFile(from, to) { count in
        done += count
        onProgress(done, total)
      }
    }
  }

  private static let chunkBytes = 1 << 20

  private static func copyFile(
    _ from: String, _ to: String, onBytes: (Int) -> Void
  ) throws(CopyError) {
    let source = open(from, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw .failed(path: from, lastErrorText()) }
    defer { close(source) }
    let target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard target >= 0 else { throw .failed(path: to, lastErrorText()) }
    defer { close(target) }
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    while true {
      let count = Foundation.read(source, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .failed(path: from, lastErrorText()) }
      guard count > 0 else { return }
      guard FileBytes.write(chunk.prefix(count), to: target) else {
        throw .failed(path: to, lastErrorText())
      }
      onBytes(count)
    }
  }

  /// Verifies, migrates and marks it, and has it on the disk as one file.
  private func prepare(
    _ preparing: DatabaseFiles, from copy: String, by person: Operator
  ) throws(CopyError) -> Report {
    let (told, key) = (sequenceOfOld(), referenceKeyOfOld())
    do {
      let database = try DatabaseQueue(path: preparing.path)
      let report = try database.writeWithoutTransaction { db in
        // One file from here on; what a log holds is carried over.
        try db.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL")
        try WriterConnection.checkSchema(db, path: copy)
        let found = try Schema.version(of: db)
        guard found > 0 else { throw OpenError.foreign(path: copy) }
        if let complaint = try DatabaseProof.complaint(of: db) {
          throw CopyError.damaged(path: copy, complaint)
        }
        let instance = SQLiteStore.newInstance()
        try Schema.migrate(db, instance: instance, at: now)
        try db.inTransaction(.immediate) {
          try Restoring.mark(db, instance: instance, above: told, by: person, at: now)
          // A copy from before there was a key takes over the one that was printed with since.
          try db.run(
            "UPDATE meta SET reference_key = ? WHERE reference_key IS NULL", [key.map { Data($0) }])
          return .commit
        }
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        return Report(
          path: files.path, replaced: Self.hasOld(files) ? Self.dated(files, now) : nil,
          schemaVersion: found,
          sequenceFloor: try Int.fetchOne(db, sql: "SELECT sequence_floor FROM meta") ?? 0,
          lastEventAt: try db.number(
            "SELECT received_at FROM events ORDER BY sequence DESC LIMIT 1"
          ).map(Timestamp.init(milliseconds:)),
          rows: try DatabaseProof.counts(of: db))
      }
      try database.close()
      // It names the file that is replaced, to whoever goes on.
      try Self.date(preparing.path, now)
      try DatabaseFiles.sync(preparing.path)
      try DatabaseFiles.syncFolder(of: preparing.path)
      return report
    } catch {
      throw CopyError(error, path: copy)
    }
  }

  /// 0 where the old database can't say.
  private func sequenceOfOld() -> Int {
    guard Self.hasOld(files), let reader = try? SQLiteReader(path: files.path) else { return 0 }
    defer { reader.close() }
    return (try? reader.sequenceTold()) ?? 0
  }

  private func referenceKeyOfOld() -> [UInt8]? {
    guard Self.hasOld(files), let reader = try? SQLiteReader(path: files.path) else { return nil }
    defer { reader.close() }
    return try? reader.readNow { db in try Schema.referenceKey(of: db) }
  }

  /// Carries the old database's log into it, so that one rename changes the databases. One that
  /// can't be opened any more keeps its log, under the name that it gets itself.
  private func emptyLog() throws(CopyError) {
    // Opened for writing, SQLite would remove the log of what it can't read.
    guard Self.hasOld(files), DatabaseFiles.size(of: files.log) > 0,
      let reader = try? SQLiteReader(ofAnyVersion: files.path)
    else { return }
    reader.close()
    guard let database = try? DatabaseQueue(path: files.path) else { return }
    try? database.writeWithoutTransaction { db in
      _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try? database.close()
  }

  // MARK: Changing the names

  /// Ends a restore that was interrupted after its copy was ready, and clears away one that wasn't
  /// that far. Whoever calls it owns the database.
  static func finish(_ files: DatabaseFiles) throws(OpenError) {
    files.preparing.remove()
    var status = stat()
    guard lstat(files.restored, &status) == 0 else { return }
    let moment = Timestamp(
      milliseconds: Int64(status.st_mtim.tv_sec) * 1000
        + Int64(status.st_mtim.tv_nsec) / 1_000_000)
    let old = DatabaseFiles(path: dated(files, moment))
    // The log first: beside a new database it would be taken for its own.
    if DatabaseFiles.size(of: files.log) > 0 {
      guard rename(files.log, old.log) == 0 else {
        throw .unusable(path: files.log, lastErrorText())
      }
    } else {
      unlink(files.log)
    }
    unlink(files.index)
    if hasOld(files), !DatabaseFiles.areSame(files.path, old.path) {
      // A second name, so that there is a database at each moment.
      guard link(files.path, old.path) == 0 || rename(files.path, old.path) == 0 else {
        throw .unusable(path: files.path, lastErrorText())
      }
    }
    do throws(CopyError) {
      try DatabaseFiles.syncFolder(of: files.path)
      guard rename(files.restored, files.path) == 0 else {
        throw .failed(path: files.path, lastErrorText())
      }
      try DatabaseFiles.syncFolder(of: files.path)
    } catch {
      throw .unusable(path: files.path, "\(error)")
    }
  }

  /// An empty file is none: who opens a database makes one first.
  private static func hasOld(_ files: DatabaseFiles) -> Bool {
    DatabaseFiles.size(of: files.path) > 0
  }

  private static func dated(_ files: DatabaseFiles, _ moment: Timestamp) -> String {
    files.path + ".replaced-" + "\(moment)".replacing(":", with: "-")
  }

  private static func date(_ path: String, _ moment: Timestamp) throws(CopyError) {
    let time = timespec(
      tv_sec: Int(moment.seconds), tv_nsec: Int(moment.milliseconds % 1000) * 1_000_000)
    guard utimensat(AT_FDCWD, path, [time, time], 0) == 0 else {
      throw .failed(path: path, lastErrorText())
    }
  }
}

extension SQLiteReader {
  /// The highest sequence of a callback that the database knows to have been used.
  fileprivate func sequenceTold() throws -> Int {
    try readNow { db in try Restoring.sequenceTold(db) }
  }
}
