import Foundation
import StageKit
import TestKit
import Testing

/// The tests' own means: what a program writes is read, and programs may be let go at any time.
@Suite struct RunningProgramTests {
  private static let shell = URL(filePath: "/bin/sh")

  private func start(_ script: String, in folder: TemporaryFolder) async throws -> RunningProgram {
    try await RunningProgram(
      Self.shell, ["-c", "echo listening http://127.0.0.1:1; \(script)"],
      in: URL(filePath: folder.path))
  }

  @Test func `all that a program writes is read, though parts end within characters`()
    async throws
  {
    try await TemporaryFolder.use { folder in
      // More than a pipe holds, in one piece, of characters of three bytes.
      let text = String(repeating: "€", count: 200_000)
      try text.write(toFile: folder.path("text"), atomically: true, encoding: .utf8)
      let program = try await start("cat text", in: folder)
      await expectEqual(program.end(), 0)
      let read = try await Polling.value("all is read") {
        program.outputText.utf8.count > text.utf8.count ? program.outputText : nil
      }
      #expect(read.hasSuffix("\n" + text))
    }
  }

  @Test func `programs that write are let go at once, and end`() async throws {
    try await TemporaryFolder.use { folder in
      var identifiers: [Int32] = []
      for _ in 0..<20 {
        // One that went on without a pause would fill the memory.
        identifiers.append(
          try await start("while :; do echo more; sleep 0.001; done", in: folder)
            .processIdentifier)
      }
      try await Polling.until("all have ended") { identifiers.allSatisfy { kill($0, 0) != 0 } }
    }
  }
}
