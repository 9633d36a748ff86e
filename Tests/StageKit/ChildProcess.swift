import Foundation
import Synchronization

/// A child process. Foundation's `Process` crashes now and then where many are started, and gives
/// its children a mask that blocks signals.
public final class ChildProcess: Sendable {
  public struct NotStarted: Error, CustomStringConvertible {
    public let description: String
  }

  public let identifier: Int32
  /// nil while it runs; until it is asked for, the identifier belongs to nobody else.
  private let ending = Mutex<Int32?>(nil)

  /// Starts it with these descriptors alone.
  ///
  /// - Parameter input: nothing to read if nil.
  public init(
    _ program: URL, _ arguments: [String], environment: [String: String] = [:], in folder: URL,
    input: FileHandle? = nil, output: FileHandle, errors: FileHandle
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input.fileDescriptor, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, output.fileDescriptor, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.fileDescriptor, STDERR_FILENO)
    // A descriptor that is closed meanwhile does no harm here.
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    for number in open.compactMap({ Int32($0) }) where number > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, number)
    }

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // `env` changes the folder, and then is the program.
    let words = Self.pointers(to: [Self.env, "-C", folder.path, program.path] + arguments)
    let settings = Self.pointers(to: variables.map { "\($0.key)=\($0.value)" })
    defer { for pointer in words + settings { free(pointer) } }
    var identifier: Int32 = 0
    let code = posix_spawn(&identifier, Self.env, &actions, &attributes, words, settings)
    guard code == 0 else {
      throw NotStarted(description: "\(program.path): \(String(cString: strerror(code)))")
    }
    self.identifier = identifier
  }

  private static let env = "/usr/bin/env"

  /// C's form of a list of texts; each is to be freed.
  private static func pointers(to texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  public var isRunning: Bool { status == nil }

  /// The exit status, or the signal that ended it; nil while it runs.
  public var status: Int32? {
    ending.withLock { ending in
      if ending == nil {
        var status: Int32 = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        ending = status & 0x7f == 0 ? (status >> 8) & 0xff : status & 0x7f
      }
      return ending
    }
  }

  public func send(_ signal: Int32) { if isRunning { kill(identifier, signal) } }

  /// Waits until it has ended.
  @discardableResult public func end() async -> Int32 {
    while true {
      if let status { return status }
      try? await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Whoever is let go is killed, and leaves nothing behind.
  deinit {
    guard isRunning else { return }
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
  }
}
