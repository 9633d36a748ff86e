import Foundation
import StageKit
import TestKit
import Testing

/// `punte init` and `punte check` in a real terminal.
@Suite struct TerminalTests {
  @Test(arguments: ["whole", "interrupted"])
  func `a person at a terminal is asked, and one who leaves finds nothing changed`(
    ending: String
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "init-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try await Command.python(
      "answer_init.py", [Programs.url("punte").path, folder.path, ending])
    expectEqual(result.status, 0, "\(result.errors)")
  }
}
