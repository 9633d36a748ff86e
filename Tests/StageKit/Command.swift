import Foundation
import TestKit

/// One run of a program to its end.
public struct CommandResult: Sendable {
  public let status: Int32
  public let output: String
  public let errors: String
}

public enum Command {
  /// Runs one of our binaries.
  public static func run(
    _ name: String, _ arguments: [String], environment: [String: String] = [:],
    in folder: URL
  ) async throws -> CommandResult {
    try await run(
      Programs.url(name), arguments, environment: environment, input: "", in: folder)
  }

  /// Runs a script of `Tests/SystemTests/Scripts` with the Python that `deploy/test` prepared.
  public static func python(
    _ script: String, _ arguments: [String], input: String = ""
  ) async throws -> CommandResult {
    let python = URL(filePath: Repository.path(".build/test-python/bin/python"))
    let path = Repository.path("Tests/SystemTests/Scripts/\(script)")
    return try await run(
      python, [path] + arguments, environment: [:], input: input,
      in: FileManager.default.temporaryDirectory)
  }

  /// Runs any program.
  public static func run(
    _ program: URL, _ arguments: [String], environment: [String: String] = [:], input: String = "",
    in folder: URL
  ) async throws -> CommandResult {
    // Files, not pipes: a full pipe would stop the program.
    let files = ["in", "out", "err"].map { end in
      let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).\(end)")
      _ = FileManager.default.createFile(
        atPath: url.path, contents: end == "in" ? Data(input.utf8) : nil)
      return url
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    let process = try ChildProcess(
      program, arguments, environment: environment, in: folder,
      input: FileHandle(forReadingFrom: files[0]), output: FileHandle(forWritingTo: files[1]),
      errors: FileHandle(forWritingTo: files[2]))
    let status = await process.end()
    let texts = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    return CommandResult(status: status, output: texts[1], errors: texts[2])
  }
}
