import Domain
import Foundation
import Synchronization

/// Holds `<database>.lock`, and then the database's file itself, for the life of the process that owns
/// the database. The kernel lets go of both when the process ends, however it ends.
///
/// The first lock is the name's: it stays while a restore puts another file there. The second one is
/// the file's: it holds for every name that a hard link gives the file.
final class OwnerLock: Sendable {
  /// Empty once released.
  private let descriptors: Mutex<[Int32]>

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
    descriptors = Mutex([descriptor])
  }

  /// Locks the file that has the database's name now. SQLite's own locks are of another kind
  /// (`fcntl`), and neither hinders the other.
  ///
  /// Closing any descriptor of a file drops all of SQLite's locks on it in this process, so this one
  /// is closed after SQLite's.
  func hold(fileOf database: String) throws(OpenError) {
    let descriptor = open(database, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unusable(path: database, lastErrorText()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isOwned = errno == EWOULDBLOCK
      let reason = lastErrorText()
      let owner = Self.owner(locking: descriptor)
      close(descriptor)
      throw isOwned ? .owned(path: database, by: owner) : .unusable(path: database, reason)
    }
    descriptors.withLock { $0.append(descriptor) }
  }

  /// Who holds one of the locks, without taking it.
  static func owner(of database: String) -> Owner? {
    ownerOfName(database) ?? ownerOfFile(database)
  }

  /// The files that were asked about. They stay open: SQLite may have them open too.
  private static let asked = Mutex<[FileIdentity: Int32]>([:])

  private static func ownerOfFile(_ database: String) -> Owner? {
    asked.withLock { asked in
      guard let file = FileIdentity(path: database) else { return nil }
      let descriptor = asked[file] ?? open(database, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { return nil }
      asked[file] = descriptor
      guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else {
        return errno == EWOULDBLOCK ? owner(locking: descriptor) : nil
      }
      flock(descriptor, LOCK_UN)
      return nil
    }
  }

  /// By the kernel's list of locks, where the file has another name and so no note. An entry is
  /// `2: FLOCK ADVISORY WRITE 19217 fe:00:16220311 0 EOF`.
  private static func owner(locking descriptor: Int32) -> Owner {
    let inode = FileIdentity(descriptor: descriptor).map { ":\($0.inode)" }
    let list = (try? String(contentsOfFile: "/proc/locks", encoding: .utf8)) ?? ""
    for line in list.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard let inode, words.count >= 6, words[1] == "FLOCK", words[3] == "WRITE",
        words[5].hasSuffix(inode), let process = Int32(words[4])
      else { continue }
      return Owner(process: process, since: unknownTime)
    }
    return Owner(process: 0, since: unknownTime)
  }

  private static let unknownTime = "an unknown time"

  private static func ownerOfName(_ database: String) -> Owner? {
    let descriptor = open(path(of: database), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { closeUnlocked(descriptor) }
    // Shared, so that two who ask at once don't take each other for the owner.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
    return owner(noted: descriptor)
  }

  deinit { release() }

  func release() {
    descriptors.withLock { descriptors in
      // The name's last: who waits for it finds the file free.
      for descriptor in descriptors.reversed() { closeUnlocked(descriptor) }
      descriptors = []
    }
  }

  private static func owner(noted descriptor: Int32) -> Owner {
    var note = [UInt8](repeating: 0, count: noteBytesMax)
    let count = pread(descriptor, &note, note.count, 0)
    let words = String(decoding: note.prefix(max(0, count)), as: UTF8.self).split {
      $0.isWhitespace
    }
    guard words.count == 2, let process = Int32(words[0]) else {
      return Owner(process: 0, since: unknownTime)
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
