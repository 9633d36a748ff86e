import Domain

/// The files that a store has open, and the names under which it opened them.
///
/// SQLite goes on writing to a file that was moved away, and to one that another file took the name
/// of. What is written there is gone after the next start, which opens what has the name by then.
struct OpenedFiles: Sendable {
  private struct Name: Sendable {
    let path: String
    let file: FileIdentity
  }

  private let names: [Name]

  /// Of a database in memory, which nobody can move.
  static let none = OpenedFiles(names: [])

  private init(names: [Name]) { self.names = names }

  /// - Parameters:
  ///   - path: as the settings name the database; it may be a link.
  ///   - files: the database that is open, and its log.
  init(at path: String, _ files: DatabaseFiles) throws(OpenError) {
    var names: [Name] = []
    for path in [path, files.path, files.log] {
      guard let file = FileIdentity(path: path) else {
        throw .unusable(path: path, "it was moved while it was opened")
      }
      names.append(Name(path: path, file: file))
    }
    self.names = names
  }

  /// What has become of a name; nil while each still leads to the file that is open. It asks the
  /// file system alone, and takes a few microseconds.
  var displacement: String? {
    for name in names {
      switch FileIdentity(path: name.path) {
      case name.file?: continue
      case nil: return "the open file \(name.path) was moved or removed; stop punte and put it back"
      case _?:
        return "another file took the place of the open \(name.path); stop punte and put it back"
      }
    }
    return nil
  }
}
