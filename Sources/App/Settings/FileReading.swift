import Domain
import Glibc

/// Reads small files whole.
enum FileReading {
  struct Contents: Sendable {
    let bytes: [UInt8]
    /// The permission bits, such as `0o600`.
    let permissions: UInt32
    let owner: uid_t
  }

  enum Problem: Error, Sendable, Equatable {
    case missing
    case unreadable(String)
    case tooLarge
    /// A folder, a pipe or a device, where a file was asked for.
    case notFile
  }

  /// The permissions are those of the very file that is read.
  ///
  /// - Parameter isFile: refuses all else; without waiting for what a pipe may bring one day.
  static func contents(
    of path: String, bytesMax: Int, isFile: Bool = false
  ) throws(Problem) -> Contents {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (isFile ? O_NONBLOCK : 0))
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing }
      throw .unreadable(String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(String(cString: strerror(errno)))
    }
    guard !isFile || status.st_mode & S_IFMT == S_IFREG else { throw .notFile }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        throw .unreadable(String(cString: strerror(errno)))
      }
      guard count > 0 else { break }
      bytes += chunk[..<count]
      guard bytes.count <= bytesMax else { throw .tooLarge }
    }
    return Contents(
      bytes: bytes, permissions: UInt32(status.st_mode) & 0o7777, owner: status.st_uid)
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Of a file or a folder; nil where there is none.
  static func owner(of path: String) -> uid_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  /// When the file was last written, to the second; nil where there is none.
  static func writtenAt(_ path: String) -> Timestamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Timestamp(milliseconds: Int64(status.st_mtim.tv_sec) * 1000)
  }

  /// Read by who runs punte: root's file is as good as one's own.
  static func secret(_ path: String) -> Result<SecretFile, SecretFile.Problem> {
    secret(path, ownedBy: [0, geteuid()])
  }

  /// - Parameter owners: those who may own it; anybody else could change it.
  static func secret(
    _ path: String, ownedBy owners: Set<uid_t>
  ) -> Result<SecretFile, SecretFile.Problem> {
    do throws(Problem) {
      let contents = try contents(of: path, bytesMax: SecretFile.bytesMax, isFile: true)
      guard let text = String(validating: contents.bytes, as: UTF8.self) else {
        return .failure(.notText)
      }
      return .success(
        SecretFile(
          contents: text, permissions: contents.permissions,
          isOwnedByOther: !owners.contains(contents.owner)))
    } catch {
      switch error {
      case .missing: return .failure(.missing)
      case .unreadable: return .failure(.unreadable)
      case .tooLarge: return .failure(.tooLarge)
      case .notFile: return .failure(.notFile)
      }
    }
  }
}
