import Foundation
import TestKit

/// A program that listens: one of the real binaries, or a script.
public final class RunningProgram: Sendable {
  public struct DidNotStart: Error, CustomStringConvertible {
    public let description: String
  }

  private let process: ChildProcess
  private let output: ProgramOutput
  private let log: URL
  /// Where it listens.
  public let address: String

  /// Starts it and waits until it says `listening http://…` on its standard output.
  ///
  /// - Parameter folder: where its log goes, and where it runs.
  public convenience init(
    _ name: String, _ arguments: [String], environment: [String: String] = [:], in folder: URL
  ) async throws {
    try await self.init(Programs.url(name), arguments, environment: environment, in: folder)
  }

  public init(
    _ program: URL, _ arguments: [String], environment: [String: String] = [:], in folder: URL
  ) async throws {
    let name = program.lastPathComponent
    log = folder.appending(path: "\(name)-\(UUID().uuidString.prefix(4)).log")
    _ = FileManager.default.createFile(atPath: log.path, contents: nil)
    let pipe = Pipe()
    process = try ChildProcess(
      program, arguments, environment: environment, in: folder,
      output: pipe.fileHandleForWriting, errors: FileHandle(forWritingTo: log))
    try pipe.fileHandleForWriting.close()
    output = ProgramOutput(of: pipe.fileHandleForReading, named: name)
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

  /// Where it shows its health and metrics.
  public func watchAddress() async throws -> String {
    try await Polling.value("it can be watched") {
      self.outputText.firstMatch(of: /watch (http:\S+)\n/).map { String($0.1) }
    }
  }

  /// Sends a signal.
  public func send(_ signal: Int32) { process.send(signal) }

  public var outputText: String { output.text }

  public var processIdentifier: Int32 { process.identifier }

  public var logText: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// As an operator stops it; returns its exit status.
  @discardableResult public func terminate() async -> Int32 {
    process.send(SIGTERM)
    return await end()
  }

  /// As a crash ends it.
  public func killAtOnce() async {
    process.send(SIGKILL)
    await end()
  }

  public var isRunning: Bool { process.isRunning }

  /// Waits until it has ended; returns its exit status, or the signal that ended it.
  @discardableResult public func end() async -> Int32 { await process.end() }
}

/// The binaries that were built beside the one that runs, or those in `PUNTE_BINARIES`.
public enum Programs {
  public static func url(_ name: String) -> URL {
    if let folder = ProcessInfo.processInfo.environment["PUNTE_BINARIES"] {
      return URL(filePath: folder).appending(path: name)
    }
    let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return running.deletingLastPathComponent().appending(path: name)
  }
}
