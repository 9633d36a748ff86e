import Foundation
import StageKit
import TestKit
import Testing

/// `punte serve` over a database that isn't what Punte wrote.
@Suite struct DamagedStartTests {
  private static let script = """
    import sqlite3, sys
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    database.executescript(sys.argv[2])
    database.close()
    """

  @Test(arguments: ["DROP TABLE evidence", "DELETE FROM meta", "PRAGMA user_version = 15"])
  func `a start over it says in both languages to restore a copy`(damage: String) async throws {
    try await Stage.with { stage in
      let running = try await stage.startPunte()
      await expectEqual(running.terminate(), 0)
      let path = stage.folder.appending(path: "punte.db").path
      let damaged = try await Command.run(
        URL(filePath: "/usr/bin/env"), ["python3", "-c", Self.script, path, damage],
        in: stage.folder)
      expectEqual(damaged.status, 0, "\(damaged.errors)")
      let refused = try await stage.punte("serve")
      expectEqual(refused.status, 65, "\(refused.errors)")
      for text in [
        "restaurați ultima copie bună", "restore the last sound copy",
        "Command: punte database restore FILE",
      ] { #expect(refused.errors.contains(text), "\(refused.errors)") }
      #expect(!refused.errors.contains("See that 127.0.0.1"))
    }
  }

  @Test func `an address that is taken is told as such`() async throws {
    try await Stage.with { stage in
      let running = try await stage.startPunte()
      // Another database, and the same address.
      let settings = stage.folder.appending(path: "other.yaml")
      let text = try String(contentsOf: stage.settingsFile, encoding: .utf8)
        .replacing("sqlite:punte.db", with: "sqlite:other.db")
        .replacing(/listen: 127\.0\.0\.1:\d+/, with: "listen: \(running.address.dropFirst(7))")
      try text.write(to: settings, atomically: true, encoding: .utf8)
      let refused = try await Command.run(
        "punte", ["serve", "--settings", settings.path], environment: stage.environment,
        in: stage.folder)
      expectEqual(refused.status, 69, "\(refused.errors)")
      #expect(refused.errors.contains("See that 127.0.0.1"), "\(refused.errors)")
    }
  }
}
