import Domain

/// Why a copy could not be made, or not be taken; whatever stood before stands as it was.
public enum CopyError: Error, Sendable, Equatable {
  /// A file of that name is there already.
  case exists(path: String)
  /// Another process is writing it.
  case underWay(path: String)
  /// The copy isn't whole, or isn't sound: what was found.
  case damaged(path: String, String)
  /// It is the very database that it would replace.
  case isItself(path: String)
  /// The file system refused.
  case failed(path: String, String)
  case open(OpenError)
}

extension CopyError {
  /// Of whatever GRDB threw.
  init(_ error: any Error, path: String) {
    self =
      switch error {
      case let error as CopyError: error
      case let error as OpenError: .open(error)
      default: .open(OpenError(error, path: path))
      }
  }
}
