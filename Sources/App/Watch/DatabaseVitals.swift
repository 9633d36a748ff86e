import Glibc

/// What the database takes of its disk, and what is left there.
struct DatabaseVitals: Codable, Sendable, Equatable {
  var bytes: Int
  /// Of the write-ahead log.
  var logBytes: Int
  /// For the user that runs this.
  var freeBytes: Int

  /// Several checkpoints of the log, and the deliveries of a while: with less, events are refused
  /// soon, and none should be sent here.
  static let freeBytesMin = 16 << 20

  /// nil if the disk can't be asked.
  init?(path: String) {
    guard let freeBytes = Self.freeBytes(of: path) else { return nil }
    self.init(
      bytes: Self.size(of: path), logBytes: Self.size(of: path + "-wal"), freeBytes: freeBytes)
  }

  init(bytes: Int, logBytes: Int, freeBytes: Int) {
    self.bytes = bytes
    self.logBytes = logBytes
    self.freeBytes = freeBytes
  }

  /// Of the disk that holds a file or a folder; nil if it can't be asked.
  static func freeBytes(of path: String) -> Int? {
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return nil }
    return Int(clamping: disk.f_bavail * UInt(disk.f_frsize))
  }

  private static func size(of path: String) -> Int {
    var file = stat()
    return stat(path, &file) == 0 ? Int(file.st_size) : 0
  }
}
