import Foundation
import StageKit
import TestKit

/// strace, attached to a running Punte: its counts of calls begin there.
final class Strace {
  private let process: ChildProcess
  private let output: URL

  /// Attaches, and returns once it sees every call.
  ///
  /// - Parameters:
  ///   - thread: attaches to this one alone; to all, and those to come, if nil.
  init(
    _ arguments: [String], to punte: RunningProgram, only thread: Int32? = nil, in folder: URL
  ) async throws {
    let name = UUID().uuidString.prefix(4)
    output = folder.appending(path: "trace-\(name)")
    let errors = folder.appending(path: "strace-\(name).log")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    let target = thread.map { ["-p", "\($0)"] } ?? ["-f", "-p", "\(punte.processIdentifier)"]
    let log = try FileHandle(forWritingTo: errors)
    process = try ChildProcess(
      URL(filePath: "/usr/bin/strace"), ["-o", output.path] + target + arguments, in: folder,
      output: log, errors: log)
    try await Polling.until("strace is attached") { [process] in
      let text = try String(contentsOf: errors, encoding: .utf8)
      guard process.isRunning else {
        throw Polling.NeverSo(description: "strace ended: \(text)")
      }
      return text.contains("attached")
    }
  }

  /// What it has written so far.
  var text: String {
    // Bodies are not all UTF-8, but what strace can't print it escapes.
    (try? String(contentsOf: output, encoding: .utf8)) ?? ""
  }

  /// Whether it has written this so far.
  func says(_ words: String) -> Bool {
    // By bytes: a trace is too long to be searched by characters again and again.
    (try? Data(contentsOf: output))?.range(of: Data(words.utf8)) != nil
  }

  /// Lets Punte go on untraced; does nothing if it is dead.
  func detach() async {
    // The kernel lets go for it; asked gently, it waits for ever for a thread that is just ending.
    process.send(SIGKILL)
    await process.end()
  }

  /// The thread that waits in `poll`: libcurl's, for the others wait in `epoll_wait` or for locks.
  static func poller(of punte: RunningProgram) async throws -> Int32 {
    let tasks = "/proc/\(punte.processIdentifier)/task"
    return try await Polling.value("a thread waits in poll") {
      try FileManager.default.contentsOfDirectory(atPath: tasks).first { task in
        let call = try? String(contentsOfFile: "\(tasks)/\(task)/syscall", encoding: .utf8)
        return call.map { pollNumbers.contains(String($0.prefix { $0 != " " })) } ?? false
      }.flatMap { Int32($0) }
    }
  }

  /// `poll` and `ppoll` on x86-64, and `ppoll` on arm64.
  private static let pollNumbers: Set = ["7", "271", "73"]
}
