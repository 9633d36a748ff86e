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
    var disk = statvfs()
    guard statvfs(path, &disk) == 0 else { return nil }
    self.init(
      bytes: Self.size(of: path), logBytes: Self.size(of: path + "-wal"),
      freeBytes: Int(clamping: disk.f_bavail * UInt(disk.f_frsize)))
  }

  init(bytes: Int, logBytes: Int, freeBytes: Int) {
    self.bytes = bytes
    self.logBytes = logBytes
    self.freeBytes = freeBytes
  }

  private static func size(of path: String) -> Int {
    var file = stat()
    return stat(path, &file) == 0 ? Int(file.st_size) : 0
  }
}
