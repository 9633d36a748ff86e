import Foundation
import Synchronization

/// One of the real binaries, running.
final class RunningProgram: Sendable {
  struct DidNotStart: Error, CustomStringConvertible {
    let description: String
  }

  nonisolated(unsafe) private let process = Process()
  private let output = Mutex("")
  private let log: URL
  /// Where it listens.
  let address: String

  /// Starts it and waits until it says `listening http://…` on its standard output.
  ///
  /// - Parameter folder: where its log goes, and where it runs.
  init(
    _ name: String, _ arguments: [String], environment: [String: String] = [:], in folder: URL
  ) async throws {
    log = folder.appending(path: "\(name)-\(UUID().uuidString.prefix(4)).log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    process.executableURL = Programs.url(name)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: log)
    let pipe = Pipe()
    process.standardOutput = pipe
    let lines = AsyncStream<String>.makeStream()
    pipe.fileHandleForReading.readabilityHandler = { handle in
      let data = handle.availableData
      if data.isEmpty {
        handle.readabilityHandler = nil
        lines.continuation.finish()
      } else {
        lines.continuation.yield(String(decoding: data, as: UTF8.self))
      }
    }
    try process.run()
    var text = ""
    var found: String?
    for await part in lines.stream {
      text += part
      if let match = text.firstMatch(of: /listening (http:\S+)\n/) {
        found = String(match.1)
        break
      }
    }
    guard let found else {
      let log = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      throw DidNotStart(description: "\(name) did not start:\n\(text)\(log.suffix(2000))")
    }
    address = found
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var isRunning: Bool { process.isRunning }

  var logText: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// As an operator stops it; returns its exit status.
  @discardableResult func terminate() async -> Int32 {
    process.terminate()
    return await end()
  }

  /// As a crash ends it.
  func killAtOnce() async {
    kill(process.processIdentifier, SIGKILL)
    _ = await end()
  }

  private func end() async -> Int32 {
    while process.isRunning { try? await Task.sleep(for: .milliseconds(5)) }
    return process.terminationStatus
  }
}

/// The binaries that were built beside the tests.
enum Programs {
  static func url(_ name: String) -> URL {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: name)
  }
}
