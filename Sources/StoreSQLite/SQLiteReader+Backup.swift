import Domain
import GRDB

/// What a copy of a database holds.
public struct CopyReport: Codable, Sendable, Equatable {
  public let path: String
  public let bytes: Int
  public let schemaVersion: Int
  /// Rows by table.
  public let rows: [String: Int]
}

extension SQLiteReader {
  /// Writes the database, as it is at one moment, into an empty file; whoever writes goes on.
  ///
  /// `VACUUM INTO` reads one snapshot and neither writes nor checkpoints here, as only the writer
  /// may (SQLite 3.40's WAL-reset bug). What was deleted isn't in the copy, not even its bytes.
  public func backUp(into file: PartialFile) async throws(CopyError) -> CopyReport {
    let result: Result<CopyReport, CopyError> = await withCheckedContinuation { continuation in
      unsafeRead { db in
        continuation.resume(returning: Self.backUp(db, into: file))
      } orElse: { error in
        continuation.resume(returning: .failure(CopyError(error, path: file.path)))
      }
    }
    return try result.get()
  }

  /// So large that the copy can't be much larger.
  public func bytes() async throws(StoreError) -> Int {
    try await read { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
      return try pages * (Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0)
    }
  }

  private static func backUp(_ db: Database, into file: PartialFile) -> Result<
    CopyReport, CopyError
  > {
    Result { () throws(CopyError) in
      do {
        let before = try DatabaseProof.extents(of: db)
        try db.execute(sql: "VACUUM INTO ?", arguments: [file.part])
        let after = try DatabaseProof.extents(of: db)
        return try proven(file, from: before, to: after)
      } catch {
        throw CopyError(error, path: file.path)
      }
    }
  }

  /// Reads the copy as whoever restores it will.
  private static func proven(
    _ file: PartialFile, from before: [String: Int], to after: [String: Int]
  ) throws -> CopyReport {
    var configuration = Configuration()
    configuration.readonly = true
    let copy = try DatabaseQueue(path: file.part, configuration: configuration)
    return try copy.read { db in
      let extents = try DatabaseProof.extents(of: db)
      if let complaint = try DatabaseProof.complaint(of: db)
        ?? DatabaseProof.difference(of: extents, from: before, to: after)
      {
        throw CopyError.damaged(path: file.path, complaint)
      }
      return CopyReport(
        path: file.path, bytes: DatabaseFiles.size(of: file.part),
        schemaVersion: try Schema.version(of: db), rows: try DatabaseProof.counts(of: db))
    }
  }
}
