import Foundation

/// A database's file, those that SQLite keeps beside it, and those of a restore.
public struct DatabaseFiles {
  /// Real: no links lead to it.
  let path: String

  init(path: String) { self.path = path }

  /// Of a database that may not be there yet; nil if its folder isn't.
  public init?(of path: String) {
    guard let real = Self.realPath(of: path) else { return nil }
    self.path = real
  }

  /// Whether a file is the database, one of those that it can't do without, or one of the others.
  public func owns(_ file: String, others: [String] = []) -> Bool {
    guard let name = Self.realPath(of: file) else { return false }
    let own = all + preparing.all + [restored, OwnerLock.path(of: path)] + others
    return own.contains { Self.realPath(of: $0) == name }
  }

  var log: String { path + "-wal" }
  var index: String { path + "-shm" }
  private var journal: String { path + "-journal" }

  /// The copy that a restore prepares, which isn't to be trusted until it has the next name.
  var preparing: DatabaseFiles { DatabaseFiles(path: path + ".restoring") }
  /// A copy that is verified and marked as restored, and takes the database's place.
  var restored: String { path + ".restored" }

  /// Removes it with all that belongs to it.
  func remove() {
    for file in all { unlink(file) }
  }

  var all: [String] { [path, log, index, journal] }

  /// The real path of a file that may not be there yet; nil if its folder isn't.
  static func realPath(of path: String) -> String? {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.last, !name.isEmpty else { return nil }
    let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/") + "/"
    guard let real = realpath(folder, nil) else { return nil }
    defer { free(real) }
    let parent = String(cString: real)
    return (parent == "/" ? "" : parent) + "/" + name
  }

  static func folder(of path: String) -> String {
    let slash = path.lastIndex(of: "/")
    return slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// In bytes; 0 if it isn't there.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether two names are one file.
  static func areSame(_ one: String, _ other: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }

  /// Makes what was renamed or removed in the folder of a file survive a power cut.
  static func syncFolder(of path: String) throws(CopyError) {
    let folder = folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(path: folder, lastErrorText()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .failed(path: folder, lastErrorText()) }
  }

  /// Makes a file's contents survive a power cut.
  static func sync(_ path: String) throws(CopyError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .failed(path: path, lastErrorText()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .failed(path: path, lastErrorText()) }
  }
}
