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

  @Test func `all that a program writes is read, whatever its parts`() async throws {
    try await TemporaryFolder.use { folder in
      let line = String(repeating: "ăîșț", count: 25)
      let program = try await start(
        "i=0; while [ $i -lt 2000 ]; do echo \(line); i=$((i+1)); done", in: folder)
      #expect(await program.end() == 0)
      let text = try await Polling.value("all is read") {
        program.outputText.utf8.count > 2000 * line.utf8.count ? program.outputText : nil
      }
      #expect(text.split(separator: "\n").dropFirst().allSatisfy { $0 == line })
    }
  }

  @Test func `programs that write are let go at once, and nothing is left that watches them`()
    async throws
  {
    // Most are let go while they write, and none could write for ever.
    let writing = "i=0; while [ $i -lt 5000 ]; do echo more; i=$((i+1)); done; exec sleep 60"
    try await TemporaryFolder.use { folder in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask { for _ in 0..<10 { _ = try await start(writing, in: folder) } }
        }
        try await group.waitForAll()
      }
    }
  }
}
