import CLinux

/// Where memory for large values comes from.
enum LargeBlocks {
  /// Tens of megabytes are read at a time, of stock and of documents. Once such a block was freed, glibc
  /// takes the next ones from its heaps, one a thread, which keep what they have: a service that read a
  /// large catalogue thrice held half as much again. With a threshold of its own each goes back at once.
  private static let bytesMin: Int32 = 1 << 20

  static func giveBackAtOnce() { mallopt(M_MMAP_THRESHOLD, bytesMin) }
}
