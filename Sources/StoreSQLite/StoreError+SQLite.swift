import Domain
import GRDB

extension StoreError {
  /// Puts any error into the store's words, without the values of the statement that failed.
  init(_ error: any Error) {
    self =
      switch error {
      case let error as StoreError: error
      case let error as DatabaseError:
        .unavailable(
          "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")")
      case let error as UnreadableColumn:
        .unavailable("the stored \(error.name) can't be read by this version of punte")
      case let error as DamagedColumn: .unavailable("the stored \(error.name) is damaged")
      case let error as Ledger.Conflict: .unavailable(error.text)
      default: .unavailable("\(type(of: error))")
      }
  }
}

extension Error {
  /// Whether it shows that the file isn't what this program wrote: only another copy helps.
  var isOfDamage: Bool {
    switch self {
    case is DamagedColumn: true
    case let error as DatabaseError: error.isOfDamage
    default: false
    }
  }
}

extension DatabaseError {
  fileprivate var isOfDamage: Bool {
    switch resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: true
    // All statements are ours, and were right when the schema was.
    case .SQLITE_ERROR: message?.hasPrefix("no such ") == true
    default: false
    }
  }

  /// After a sync that failed, nobody knows what the disk holds, and a second sync may lie: only a
  /// fresh start from the log is safe (webhooks.md §4.8).
  var isFailedSync: Bool {
    switch extendedResultCode {
    case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC: true
    default: false
    }
  }
}
