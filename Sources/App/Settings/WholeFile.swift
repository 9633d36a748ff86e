import Glibc

/// Writes small files whole, or not at all.
enum WholeFile {
  enum Problem: Error, Sendable, Equatable {
    case exists
    case failed(String)
  }

  /// Makes a file that nobody else may read; refuses to touch one that is there.
  static func create(_ path: String, _ text: String) throws(Problem) {
    try write(text, to: path, permissions: 0o600, owner: nil)
    try syncFolder(of: path)
  }

  /// Puts a text in the place of a file's, its owner and permissions kept: who reads the file sees
  /// the old or the new, and after a power cut it is one of the two.
  static func replace(_ path: String, _ text: String) throws(Problem) {
    guard let real = realpath(path, nil) else { throw failure() }
    defer { free(real) }
    let target = String(cString: real)
    var status = stat()
    guard stat(target, &status) == 0 else { throw failure() }
    let fresh = target + ".new-\(String(UInt32.random(in: .min ... .max), radix: 16))"
    try write(
      text, to: fresh, permissions: status.st_mode & 0o7777,
      owner: (status.st_uid, status.st_gid))
    guard rename(fresh, target) == 0 else {
      let problem = failure()
      unlink(fresh)
      throw problem
    }
    try syncFolder(of: target)
  }

  /// Makes a folder that nobody else may enter; one that is there stays as it is.
  static func createFolder(_ path: String) throws(Problem) {
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure() }
  }

  /// Moves a file out of the way, under its name and a `~`.
  static func setAside(_ path: String) throws(Problem) {
    guard rename(path, path + "~") == 0 || errno == ENOENT else { throw failure() }
  }

  private static func write(
    _ text: String, to path: String, permissions: mode_t, owner: (uid_t, gid_t)?
  ) throws(Problem) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? .exists : failure() }
    do throws(Problem) {
      if let owner, owner != (geteuid(), getegid()), fchown(descriptor, owner.0, owner.1) != 0 {
        throw failure()
      }
      guard fchmod(descriptor, permissions) == 0 else { throw failure() }
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 || errno == EINTR else { throw failure() }
        rest = rest.dropFirst(max(0, count))
      }
      guard fsync(descriptor) == 0 else { throw failure() }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(path)
      throw error
    }
  }

  private static func syncFolder(of path: String) throws(Problem) {
    let folder = FilePath.folder(of: path)
    let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure() }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure() }
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
