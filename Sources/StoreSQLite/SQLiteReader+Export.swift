import Domain
import GRDB
import Synchronization

extension SQLiteReader {
  /// How many rows an export has, at the most.
  public func exportRows() async throws(StoreError) -> Int {
    try await read { db in
      try ExportTable.all.reduce(0) {
        try $0 + (Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \($1.name)") ?? 0)
      }
    }
  }

  /// Gives every row as a line of JSON, all of one moment, with no more in memory than a row and the
  /// chunk that it goes into. Whoever writes goes on meanwhile; the log is kept as long.
  ///
  /// - Parameters:
  ///   - since: leaves out what was made and last changed before.
  ///   - write: is given whole lines, and how many rows there were by then; what it throws ends it.
  public func export(
    since: Timestamp?, withoutBodies: Bool,
    to write: @escaping @Sendable ([UInt8], Int) throws -> Void
  ) async throws(ExportError) -> Int {
    let problem = Mutex<(any Error)?>(nil)
    do throws(StoreError) {
      return try await read { db in
        do {
          return try Self.export(db, since, withoutBodies, write)
        } catch let error as DatabaseError {
          throw error
        } catch {
          problem.withLock { $0 = error }
          throw error
        }
      }
    } catch {
      throw problem.withLock { $0 }.map(ExportError.output) ?? .store(error)
    }
  }

  /// Much more than a row, and nothing in memory.
  private static let chunkBytes = 256 << 10

  private static func export(
    _ db: Database, _ since: Timestamp?, _ withoutBodies: Bool,
    _ write: ([UInt8], Int) throws -> Void
  ) throws -> Int {
    var chunk: [UInt8] = []
    var count = 0
    for table in ExportTable.all {
      var (conditions, arguments) = ("", StatementArguments())
      if let since, let moment = table.moment {
        conditions = " WHERE \(moment) >= ?"
        arguments = [since.milliseconds]
      }
      let rows = try Row.fetchCursor(
        db, sql: "SELECT * FROM \(table.name)\(conditions) ORDER BY \(table.order)",
        arguments: arguments)
      while let row = try rows.next() {
        chunk += ExportLine(row, of: table, withoutBodies: withoutBodies).bytes
        count += 1
        if chunk.count >= chunkBytes {
          try write(chunk, count)
          chunk.removeAll(keepingCapacity: true)
        }
      }
    }
    if !chunk.isEmpty { try write(chunk, count) }
    return count
  }
}

/// Why an export ended early.
public enum ExportError: Error {
  case store(StoreError)
  /// What its reader threw.
  case output(any Error)
}
