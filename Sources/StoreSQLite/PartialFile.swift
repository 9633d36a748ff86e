import Foundation
import Synchronization

/// A file that gets its name only once it is whole and synced; until then it is `NAME.part`, for
/// its owner's eyes alone. What a killed process left of it, the next one writes over.
public final class PartialFile: Sendable {
  public let path: String
  public var part: String { path + ".part" }
  /// Of what is written by now.
  public var bytes: Int { DatabaseFiles.size(of: part) }
  /// All that there is of it until it is finished, SQLite's own journal of it included.
  public var unfinished: [String] { [part, part + "-journal"] }
  private let replaces: Bool
  /// -1 once closed. It holds the lock that keeps others from the part.
  private let descriptor: Mutex<Int32>

  /// - Parameter replacing: whether a file that has the name already is replaced at the end.
  public init(_ path: String, replacing: Bool) throws(CopyError) {
    self.path = path
    replaces = replacing
    guard replacing || !DatabaseFiles.exists(path) else { throw .exists(path: path) }
    let part = path + ".part"
    let descriptor = open(part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .failed(path: part, lastErrorText()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .underWay(path: part)
    }
    var (mine, named) = (stat(), stat())
    // Who held the lock just before may have given the file its name, or removed it.
    guard fstat(descriptor, &mine) == 0, stat(part, &named) == 0, mine.st_ino == named.st_ino
    else {
      closeUnlocked(descriptor)
      throw .underWay(path: part)
    }
    guard fchmod(descriptor, 0o600) == 0, ftruncate(descriptor, 0) == 0 else {
      let reason = lastErrorText()
      closeUnlocked(descriptor)
      throw .failed(path: part, reason)
    }
    self.descriptor = Mutex(descriptor)
  }

  deinit { end { _ in } }

  /// Adds bytes at its end.
  public func write(_ bytes: [UInt8]) throws(CopyError) {
    let isWritten = descriptor.withLock { FileBytes.write(bytes, to: $0) }
    guard isWritten else { throw .failed(path: part, lastErrorText()) }
  }

  /// Syncs it and gives it its name.
  public func finish() throws(CopyError) {
    var problem: CopyError?
    end { descriptor in
      guard fsync(descriptor) == 0 else {
        problem = .failed(path: part, lastErrorText())
        unlink(part)
        return
      }
      problem = name()
      if problem != nil { unlink(part) }
    }
    if let problem { throw problem }
    try DatabaseFiles.syncFolder(of: path)
  }

  /// Leaves nothing of it.
  public func discard() { end { _ in for file in unfinished { unlink(file) } } }

  private func name() -> CopyError? {
    if replaces {
      return rename(part, path) == 0 ? nil : .failed(path: path, lastErrorText())
    }
    // Unlike a rename it never takes another file's place, be it one that has just come.
    if link(part, path) == 0 {
      unlink(part)
      return nil
    }
    guard errno != EEXIST, !DatabaseFiles.exists(path) else { return .exists(path: path) }
    // A file system without links, such as a memory stick's.
    return rename(part, path) == 0 ? nil : .failed(path: path, lastErrorText())
  }

  /// Once, and the lock is let go.
  private func end(_ body: (Int32) -> Void) {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return }
      body(descriptor)
      closeUnlocked(descriptor)
      descriptor = -1
    }
  }
}
