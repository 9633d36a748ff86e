import CLinux

/// Which file system a folder is on, as far as it matters to a database.
enum FileSystemKind: Sendable, Equatable {
  case local
  /// Locks and the shared memory of SQLite's log can't be relied on (sqlite.org/wal.html).
  case network(String)
  /// Gone after a restart.
  case volatile(String)

  /// `statfs`'s magic numbers (statfs(2)).
  static func named(byMagic magic: Int) -> FileSystemKind {
    switch UInt32(truncatingIfNeeded: magic) {
    case 0x6969: .network("NFS")
    case 0x517B, 0xFF53_4D42, 0xFE53_4D42: .network("SMB")
    case 0x0102_1997: .network("9P")
    case 0x5346_414F: .network("AFS")
    case 0x00C3_6400: .network("Ceph")
    case 0x0BD0_0BD0: .network("Lustre")
    case 0x0116_1970: .network("GFS2")
    case 0x0102_1994: .volatile("tmpfs")
    case 0x8584_58F6: .volatile("ramfs")
    default: .local
    }
  }

  static func of(_ path: String) -> FileSystemKind? {
    var status = statfs()
    guard statfs(path, &status) == 0 else { return nil }
    return named(byMagic: Int(status.f_type))
  }
}
