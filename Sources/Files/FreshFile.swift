import Glibc
import Synchronization

/// A file that is made anew, for its owner's eyes alone, and gets its name only once it is whole.
///
/// Until then it has a name that nobody can guess, beside the one it is to have: whatever others have
/// put into a folder that they share is neither written to nor followed.
public final class FreshFile: Sendable {
  public enum Problem: Error, Sendable, Equatable {
    /// A file of that name is there already.
    case exists(path: String)
    /// Another process is writing a file of that name.
    case underWay(path: String)
    /// A folder, a pipe or a device has the name, or would.
    case notFile(path: String)
    /// What the system said.
    case failed(path: String, String)
  }

  public let path: String
  /// The name until it is finished.
  public let part: String
  private let replaces: Bool
  /// -1 once closed. It holds the lock that tells others that the part is being written.
  private let descriptor: Mutex<Int32>

  /// Who else than the owner may do what, and who owns it.
  public struct Access: Sendable {
    public var permissions: mode_t
    /// Nil for who makes it.
    public var owner: uid_t?
    public var group: gid_t?

    public init(permissions: mode_t = 0o600, owner: uid_t? = nil, group: gid_t? = nil) {
      self.permissions = permissions
      self.owner = owner
      self.group = group
    }
  }

  /// - Parameters:
  ///   - replacing: whether a file that has the name already is replaced at the end; a link is
  ///     replaced itself, and what it leads to stays as it is.
  ///   - clearing: whether what killed processes left of such a file is looked for and removed.
  public init(
    _ path: String, replacing: Bool, access: Access = Access(), clearing: Bool = true
  ) throws(Problem) {
    self.path = path
    replaces = replacing
    part = "\(path).\(Self.randomName()).part"
    try Self.checkPlace(path, replacing: replacing)
    if clearing { try Self.clear(path) }
    let descriptor = open(part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .last(path) }
    self.descriptor = Mutex(descriptor)
    let isOwned =
      access.owner == nil
      || fchown(descriptor, access.owner ?? geteuid(), access.group ?? getegid()) == 0
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isOwned,
      fchmod(descriptor, access.permissions) == 0
    else {
      let problem = Problem.last(path)
      discard()
      throw problem
    }
  }

  /// What isn't finished is left under its own name: `discard` removes it, or the next who writes a
  /// file of this name.
  deinit { end { _ in } }

  /// Makes a whole file at once.
  public static func make(
    _ path: String, of bytes: [UInt8], replacing: Bool, access: Access = Access(),
    clearing: Bool = true, synced: Bool = true
  ) throws(Problem) {
    let file = try FreshFile(path, replacing: replacing, access: access, clearing: clearing)
    do throws(Problem) {
      try file.write(bytes)
      try file.finish(synced: synced)
    } catch {
      file.discard()
      throw error
    }
  }

  /// Adds bytes at its end.
  public func write(_ bytes: [UInt8]) throws(Problem) {
    let isWritten = descriptor.withLock { descriptor in
      var written = 0
      while written < bytes.count {
        let count = bytes.withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
        }
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
    guard isWritten else { throw .last(path) }
  }

  /// Syncs it and gives it its name.
  ///
  /// - Parameter synced: false for what is made again where a power cut takes it.
  public func finish(synced: Bool = true) throws(Problem) {
    var problem: Problem?
    end { descriptor in
      problem = synced && fsync(descriptor) != 0 ? .last(path) : name()
      if problem != nil { unlink(part) }
    }
    if let problem { throw problem }
    if synced { try Self.syncFolder(of: path) }
  }

  /// Leaves nothing of it.
  public func discard() { end { _ in unlink(part) } }

  private func name() -> Problem? {
    if replaces { return rename(part, path) == 0 ? nil : .last(path) }
    // Unlike a rename it never takes another file's place, be it one that has just come.
    if link(part, path) == 0 {
      unlink(part)
      return nil
    }
    guard errno != EEXIST, !Self.isThere(path) else { return .exists(path: path) }
    // A file system without links, such as a memory stick's.
    return rename(part, path) == 0 ? nil : .last(path)
  }

  /// Once, and the lock is let go.
  private func end(_ body: (Int32) -> Void) {
    descriptor.withLock { descriptor in
      guard descriptor >= 0 else { return }
      body(descriptor)
      // Closing alone lets go of the lock only once no copy of the descriptor is left, and a child
      // process has one between its fork and its exec.
      flock(descriptor, LOCK_UN)
      close(descriptor)
      descriptor = -1
    }
  }

  // MARK: Places

  private static func checkPlace(_ path: String, replacing: Bool) throws(Problem) {
    guard !path.isEmpty, !path.hasSuffix("/") else { throw .notFile(path: path) }
    // Whoever is root would put a file in the place of a device there.
    if let folder = realpath(folder(of: path), nil) {
      defer { free(folder) }
      let name = String(cString: folder) + "/"
      let isDevices = name.hasPrefix("/dev/") && !name.hasPrefix("/dev/shm/")
      guard !isDevices, !name.hasPrefix("/proc/") else { throw .notFile(path: path) }
    }
    guard replacing || !isThere(path) else { throw .exists(path: path) }
    var target = stat()
    guard stat(path, &target) != 0 || target.st_mode & S_IFMT == S_IFREG else {
      throw .notFile(path: path)
    }
  }

  /// A link that leads nowhere is there too.
  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// 64 random bits: nobody puts a file there beforehand.
  private static func randomName() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: randomDigits - digits.count) + digits
  }

  private static let randomDigits = 16

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes what was renamed survive a power cut.
  private static func syncFolder(of path: String) throws(Problem) {
    let folder = folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .last(folder) }
  }

  // MARK: What killed processes left

  /// Of this user alone, and only what no process is writing.
  private static func clear(_ path: String) throws(Problem) {
    let folder = folder(of: path)
    for name in names(in: folder) where isPart(name, of: path) {
      let left = folder + "/" + name
      var status = stat()
      guard lstat(left, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
        status.st_uid == geteuid()
      else { continue }
      let descriptor = open(left, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .underWay(path: left) }
      unlink(left)
      flock(descriptor, LOCK_UN)
    }
  }

  /// Its own name, a random one and `.part`; of a database, its journal too.
  private static func isPart(_ name: String, of path: String) -> Bool {
    let own = path.split(separator: "/").last.map { $0 + "." } ?? ""
    guard !own.isEmpty, name.hasPrefix(own) else { return false }
    let rest = name.dropFirst(own.count)
    return rest.prefix(randomDigits).utf8.count == randomDigits
      && rest.prefix(randomDigits).allSatisfy { $0.isHexDigit && $0.isASCII }
      && [".part", ".part-journal"].contains(rest.dropFirst(randomDigits))
  }

  private static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: 256) { names.append(String(cString: $0)) }
      }
    }
    return names
  }
}

extension FreshFile.Problem {
  /// What the system said of the call that failed just now.
  fileprivate static func last(_ path: String) -> Self {
    .failed(path: path, String(cString: strerror(errno)))
  }
}
