import Domain

/// Why a database could not be opened.
public enum OpenError: Error, Sendable, Equatable {
  /// Another process has it open for writing.
  case owned(path: String, by: Owner)
  /// There is no such file to read.
  case missing(path: String)
  /// A newer punte wrote it.
  case schemaTooNew(path: String, found: Int, known: Int)
  /// An older punte wrote it, and it was opened for reading only.
  case schemaTooOld(path: String, found: Int, known: Int)
  /// An older punte wrote it than those whose databases this one brings up to date.
  case schemaForgotten(path: String, found: Int, oldest: Int)
  /// It isn't one of ours.
  case foreign(path: String)
  /// It isn't what punte wrote: pages are overwritten, or tables are missing.
  case damaged(path: String, String)
  /// The file system or SQLite refused.
  case unusable(path: String, String)
}

/// The process that owns a database.
public struct Owner: Sendable, Equatable {
  public let process: Int32
  public let since: String

  public init(process: Int32, since: String) {
    self.process = process
    self.since = since
  }
}

extension OpenError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .owned(let path, let owner):
      "\(path) is in use by process \(owner.process) since \(owner.since); only one punte may "
        + "own a database"
    case .missing(let path):
      "there is no database at \(path); “punte serve” makes one"
    case .schemaTooNew(let path, let found, let known):
      "\(path) has schema version \(found), and this punte knows \(known) at the most; "
        + "use the newer punte that wrote it"
    case .schemaTooOld(let path, let found, let known):
      "\(path) has schema version \(found), and this punte reads \(known); "
        + "start “punte serve” once to bring it up to date"
    case .schemaForgotten(let path, let found, let oldest):
      "\(path) has schema version \(found), and the oldest that this punte brings up to date is "
        + "\(oldest); run “punte database migrate” of an earlier version that still knows it"
    case .foreign(let path):
      "\(path) is a database, but not one of punte's; choose another path"
    case .damaged(let path, let reason):
      "\(path) is damaged: \(reason); restore a copy"
    case .unusable(let path, let reason):
      "\(path) can't be opened: \(reason)"
    }
  }
}
