import Files
import Glibc
import StoreSQLite

/// Writes bytes, or says why they can't be written.
enum FileWriting {
  /// Into a file of its owner's alone, made anew, or to standard output.
  static func write(_ bytes: [UInt8], to path: String?) throws(CommandError) {
    guard let path else { return try write(bytes, to: STDOUT_FILENO, named: "standard output") }
    do throws(FreshFile.Problem) {
      try FreshFile.make(path, of: bytes, replacing: true)
    } catch {
      throw CommandError(CopyError(error))
    }
  }

  private static func write(
    _ bytes: [UInt8], to descriptor: Int32, named name: String
  ) throws(CommandError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      guard count > 0 else { throw error(writing: name, .inputOutput) }
      written += count
    }
  }

  private static func error(writing name: String, _ status: ExitStatus) -> CommandError {
    CommandError(
      "\(name) can't be written: \(String(cString: strerror(errno)))",
      remedy: "Name another file, or free some space.", status)
  }
}
