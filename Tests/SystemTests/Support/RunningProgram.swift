import Foundation
import Synchronization
import TestKit

/// A program that listens: one of the real binaries, or a script.
final class RunningProgram: Sendable {
  struct DidNotStart: Error, CustomStringConvertible {
    let description: String
  }

  nonisolated(unsafe) private let process = Process()
  private let output = Output()
  private let log: URL
  /// Where it listens.
  let address: String

  /// Starts it and waits until it says `listening http://…` on its standard output.
  ///
  /// - Parameter folder: where its log goes, and where it runs.
  convenience init(
    _ name: String, _ arguments: [String], environment: [String: String] = [:], in folder: URL
  ) async throws {
    try await self.init(Programs.url(name), arguments, environment: environment, in: folder)
  }

  init(
    _ program: URL, _ arguments: [String], environment: [String: String] = [:], in folder: URL
  ) async throws {
    let name = program.lastPathComponent
    log = folder.appending(path: "\(name)-\(UUID().uuidString.prefix(4)).log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: log)
    let pipe = Pipe()
    process.standardOutput = pipe
    pipe.fileHandleForReading.readabilityHandler = { [output] handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      output.add(String(decoding: data, as: UTF8.self))
    }
    try process.run()
    address = try await Polling.value("\(name) listens") { [process, output, log] in
      if let match = output.text.firstMatch(of: /listening (http:\S+)\n/) {
        return String(match.1)
      }
      guard process.isRunning else {
        let log = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        throw DidNotStart(description: "\(name) ended:\n\(output.text)\(log.suffix(2000))")
      }
      return nil
    }
  }

  var outputText: String { output.text }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var processIdentifier: Int32 { process.processIdentifier }

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

/// What a program has written so far.
private final class Output: Sendable {
  private let content = Mutex("")
  var text: String { content.withLock { $0 } }
  func add(_ part: String) { content.withLock { $0 += part } }
}

/// The binaries that were built beside the tests.
enum Programs {
  static func url(_ name: String) -> URL {
    let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appending(path: name)
  }
}
