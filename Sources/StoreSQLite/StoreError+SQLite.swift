import Domain
import GRDB

extension StoreError {
  /// Puts any error into the store's words, without the values of the statement that failed.
  init(_ error: any Error) {
    self =
      switch error {
      case let error as StoreError: error
      case let error as DatabaseError where error.isMalformedJSON:
        .unreadable("JSON")
      case let error as DatabaseError:
        .unavailable(
          "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")")
      case let error as UnreadableColumn:
        .unreadable(error.name)
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

  /// Whether it shows, of what is done to open a database, that the file isn't what this program
  /// wrote: no statement fails by itself on a schema that is as its version says.
  var isOfSchema: Bool {
    guard let code = (self as? DatabaseError)?.resultCode else { return isOfDamage }
    return isOfDamage || code == .SQLITE_ERROR || code == .SQLITE_CONSTRAINT
  }
}

extension DatabaseError {
  /// SQLite looked into a stored JSON, and couldn't read it.
  fileprivate var isMalformedJSON: Bool {
    resultCode == .SQLITE_ERROR && message?.contains("malformed JSON") == true
  }

  /// Whether it is of the disk, the file, or another process, and so would meet any write. What it is
  /// of else, it is of this write alone.
  var concernsAll: Bool {
    switch resultCode {
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_NOMEM,
      .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PROTOCOL, .SQLITE_INTERRUPT, .SQLITE_PERM:
      true
    default: isOfDamage
    }
  }

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
