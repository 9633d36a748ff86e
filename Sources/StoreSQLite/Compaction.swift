import Domain
import Foundation
import GRDB

/// Gives a database's unused space back, owning it meanwhile: what was deleted is then nowhere in
/// its files.
public enum Compaction {
  public struct Report: Codable, Sendable, Equatable {
    public let bytesBefore: Int
    public let bytesAfter: Int
  }

  /// Needs as much free space as the database has, twice: beside it, and in its log.
  public static func run(path: String, at now: Timestamp) throws(OpenError) -> Report {
    guard DatabaseFiles.exists(path), let real = DatabaseFiles.realPath(of: path) else {
      throw .missing(path: path)
    }
    let files = DatabaseFiles(path: real)
    let lock = try OwnerLock(of: real, at: now)
    try Restoration.finish(files)
    let before = DatabaseFiles.size(of: real) + DatabaseFiles.size(of: files.log)
    let connection = try WriterConnection(
      path: real, lock: lock, instance: SQLiteStore.newInstance(), at: now)
    defer { connection.close() }
    do {
      try connection.database.writeWithoutTransaction { db in
        // On the database's disk: memory may be too small, and so may /var/tmp.
        setenv("SQLITE_TMPDIR", DatabaseFiles.folder(of: real), 1)
        try db.execute(sql: "PRAGMA temp_store = FILE; VACUUM")
        let result = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard result?["busy"] == 0 else {
          throw OpenError.unusable(path: real, "another process is still reading it")
        }
      }
    } catch {
      throw OpenError(error, path: real)
    }
    return Report(
      bytesBefore: before,
      bytesAfter: DatabaseFiles.size(of: real) + DatabaseFiles.size(of: files.log))
  }
}
