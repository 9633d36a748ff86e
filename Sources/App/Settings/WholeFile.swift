import Files
import Glibc

/// Writes small files whole, or not at all.
enum WholeFile {
  enum Problem: Error, Sendable, Equatable {
    case exists
    case failed(String)
  }

  /// Makes a file that nobody else may read; refuses to touch one that is there.
  static func create(_ path: String, _ text: String) throws(Problem) {
    try make(path, text, replacing: false, access: .init())
  }

  /// Puts a text in the place of a file's, its owner and permissions kept: who reads the file sees
  /// the old or the new, and after a power cut it is one of the two.
  static func replace(_ path: String, _ text: String) throws(Problem) {
    guard let real = realpath(path, nil) else { throw failure() }
    defer { free(real) }
    let target = String(cString: real)
    var status = stat()
    guard stat(target, &status) == 0 else { throw failure() }
    let isOwn = (status.st_uid, status.st_gid) == (geteuid(), getegid())
    try make(
      target, text, replacing: true,
      access: .init(
        permissions: status.st_mode & 0o7777, owner: isOwn ? nil : status.st_uid,
        group: isOwn ? nil : status.st_gid))
  }

  /// Makes a folder that nobody else may enter; one that is there stays as it is.
  static func createFolder(_ path: String) throws(Problem) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure() }
  }

  /// Moves a file out of the way, under its name and a `~`.
  static func setAside(_ path: String) throws(Problem) {
    guard rename(path, path + "~") == 0 || errno == ENOENT else { throw failure() }
  }

  private static func make(
    _ path: String, _ text: String, replacing: Bool, access: FreshFile.Access
  ) throws(Problem) {
    do throws(FreshFile.Problem) {
      try FreshFile.make(path, of: Array(text.utf8), replacing: replacing, access: access)
    } catch {
      switch error {
      case .exists: throw .exists
      case .underWay: throw .failed("another process is writing it")
      case .notFile: throw .failed("it is no file")
      case .failed(_, let reason): throw .failed(reason)
      }
    }
  }

  private static func failure() -> Problem { .failed(String(cString: strerror(errno))) }
}

extension CommandError {
  init(_ problem: WholeFile.Problem, _ path: String) {
    switch problem {
    case .exists:
      self.init(
        "\(path) exists already", remedy: "Remove it, or name another.", .cannotCreate)
    case .failed(let reason):
      self.init(
        "\(path) can't be written: \(reason)",
        remedy: "Work as the user that owns it, in a folder that it may write.", .cannotCreate)
    }
  }
}
