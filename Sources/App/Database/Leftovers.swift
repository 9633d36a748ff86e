import Glibc
import Synchronization

/// Has a signal that ends the process remove first what isn't finished.
enum Leftovers {
  /// To a list of paths that ends with nil; 0 if there is none. It is never freed, for a handler may
  /// be reading it.
  private static let paths = Atomic<UInt>(0)

  private typealias Paths = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  /// From now on, until they are kept.
  static func remove(_ files: [String]) {
    let list = Paths.allocate(capacity: files.count + 1)
    for (index, file) in files.enumerated() { list[index] = strdup(file) }
    list[files.count] = nil
    paths.store(UInt(bitPattern: list), ordering: .releasing)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        Leftovers.unlinkAll()
        // Ended by it after all, as whoever sent it expects.
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  static func keep() { paths.store(0, ordering: .releasing) }

  private static func unlinkAll() {
    guard var next = Paths(bitPattern: paths.load(ordering: .acquiring)) else { return }
    while let path = next.pointee {
      unlink(path)
      next += 1
    }
  }
}
