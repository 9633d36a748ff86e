import Glibc

/// Reads small files whole.
enum FileReading {
  struct Contents: Sendable {
    let bytes: [UInt8]
    /// The permission bits, such as `0o600`.
    let permissions: UInt32
  }

  enum Problem: Error, Sendable, Equatable {
    case missing
    case unreadable(String)
    case tooLarge
  }

  /// The permissions are those of the very file that is read.
  static func contents(of path: String, bytesMax: Int) throws(Problem) -> Contents {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing }
      throw .unreadable(String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(String(cString: strerror(errno)))
    }
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
    return Contents(bytes: bytes, permissions: UInt32(status.st_mode) & 0o7777)
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func secret(_ path: String) -> Result<SecretFile, SecretFile.Problem> {
    do throws(Problem) {
      let contents = try contents(of: path, bytesMax: SecretFile.bytesMax)
      guard let text = String(validating: contents.bytes, as: UTF8.self) else {
        return .failure(.notText)
      }
      return .success(SecretFile(contents: text, permissions: contents.permissions))
    } catch {
      switch error {
      case .missing: return .failure(.missing)
      case .unreadable: return .failure(.unreadable)
      case .tooLarge: return .failure(.tooLarge)
      }
    }
  }
}
