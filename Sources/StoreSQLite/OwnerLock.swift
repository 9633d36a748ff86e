import Domain
import Foundation
import Synchronization

/// Holds `<database>.lock` for the life of the process that owns the database. The kernel lets go
/// of it when the process ends, however it ends; the file itself stays.
final class OwnerLock: Sendable {
  /// -1 once released.
  private let descriptor: Mutex<Int32>

  /// Longer than any process number and time.
  private static let noteBytesMax = 200

  static func path(of database: String) -> String { database + ".lock" }

  init(of database: String, at now: Timestamp) throws(OpenError) {
    let path = Self.path(of: database)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unusable(path: path, lastErrorText()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isOwned = errno == EWOULDBLOCK
      let reason = lastErrorText()
      let owner = Self.owner(noted: descriptor)
      close(descriptor)
      throw isOwned
        ? .owned(path: database, by: owner) : .unusable(path: path, reason)
    }
    let note = Array("\(getpid()) \(now)\n".utf8)
    guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, note, note.count, 0) == note.count
    else {
      let reason = lastErrorText()
      closeUnlocked(descriptor)
      throw .unusable(path: path, reason)
    }
    self.descriptor = Mutex(descriptor)
  }

  /// Who holds the lock, without taking it.
  static func owner(of database: String) -> Owner? {
    let descriptor = open(path(of: database), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { closeUnlocked(descriptor) }
    // Shared, so that two who ask at once don't take each other for the owner.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
    return owner(noted: descriptor)
  }

  deinit { release() }

  func release() {
    descriptor.withLock { descriptor in
      if descriptor >= 0 { closeUnlocked(descriptor) }
      descriptor = -1
    }
  }

  private static func owner(noted descriptor: Int32) -> Owner {
    var note = [UInt8](repeating: 0, count: noteBytesMax)
    let count = pread(descriptor, &note, note.count, 0)
    let words = String(decoding: note.prefix(max(0, count)), as: UTF8.self).split {
      $0.isWhitespace
    }
    guard words.count == 2, let process = Int32(words[0]) else {
      return Owner(process: 0, since: "an unknown time")
    }
    return Owner(process: process, since: String(words[1]))
  }
}

/// Closes a locked file and lets go of it. Closing alone does so only once no copy of the descriptor
/// is left, and a child process has one between its fork and its exec.
func closeUnlocked(_ descriptor: Int32) {
  flock(descriptor, LOCK_UN)
  close(descriptor)
}

/// What the system said of the call that failed just now.
func lastErrorText() -> String { String(cString: strerror(errno)) }
