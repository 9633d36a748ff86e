import Domain
import GRDB

/// How a database's schema stands to this program's.
public struct SchemaStanding: Codable, Sendable, Equatable {
  /// Of the file.
  public let found: Int
  /// Of this program.
  public let known: Int

  public var isCurrent: Bool { found == known }

  /// Reads it. A newer version is an error, and so is one that is no longer brought up to date.
  public static func read(path: String) throws(OpenError) -> SchemaStanding {
    guard DatabaseFiles.exists(path) else { throw .missing(path: path) }
    var configuration = Configuration()
    configuration.readonly = true
    do {
      let database = try DatabaseQueue(path: path, configuration: configuration)
      return try database.read { db in
        try WriterConnection.checkSchema(db, path: path)
        return SchemaStanding(found: try Schema.version(of: db), known: Schema.version)
      }
    } catch {
      throw OpenError(error, path: path)
    }
  }
}

/// Brings a database's schema up to this program's, owning it meanwhile.
public struct Migration: Sendable {
  private let path: String
  private let lock: OwnerLock
  private let now: Timestamp

  public init(of path: String, at now: Timestamp) throws(OpenError) {
    guard DatabaseFiles.exists(path), let real = DatabaseFiles.realPath(of: path) else {
      throw .missing(path: path)
    }
    self.path = real
    self.now = now
    lock = try OwnerLock(of: real, at: now)
    try Restoration.finish(DatabaseFiles(path: real))
  }

  /// What it was before: the copy that can be restored if the new version disappoints.
  public func backUp(into file: PartialFile) async throws(CopyError) -> CopyReport {
    let reader: SQLiteReader
    do throws(OpenError) {
      reader = try SQLiteReader(ofAnyVersion: path)
    } catch {
      throw .open(error)
    }
    defer { reader.close() }
    return try await reader.backUp(into: file)
  }

  /// Migrates, and lets go of the database.
  public func run() throws(OpenError) {
    try WriterConnection(
      path: path, lock: lock, instance: SQLiteStore.newInstance(), at: now
    ).close()
  }
}
