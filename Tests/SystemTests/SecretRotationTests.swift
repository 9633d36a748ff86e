import Foundation
import Glibc
import StageKit
import TestKit
import Testing

/// Several secrets, their ends and their last use; and that none is left lying about.
@Suite struct SecretRotationTests {
  @Test func `a rotated secret counts beside the old one, until that ends`() async throws {
    try await Stage.with(
      signature: "{ scheme: standard-webhooks, secrets: [ file:shop-secret ] }"
    ) { stage in
      let file = stage.folder.appending(path: "shop-secret")
      func write(_ text: String) throws {
        try text.write(to: file, atomically: false, encoding: .utf8)
        expectEqual(chmod(file.path, 0o600), 0)
      }
      func send(_ id: String, _ secret: String, to punte: RunningProgram) async throws -> Int {
        try await SignedDelivery(id: id, body: Array("{}".utf8), secret: secret)
          .send(to: punte.address).status
      }
      func lastUse(_ index: Int) async throws -> Int? {
        try await stage.listing("secrets", "list")[index]["lastUse"].int
      }
      try write(Stage.secret + "\n")
      #expect(try await lastUse(0) == nil)
      var punte = try await stage.startPunte()
      try await expectEqual(send("evt-1", Stage.secret, to: punte), 202)
      await punte.terminate()
      let used = try await lastUse(0)
      #expect(used != nil)

      let rotation = try await stage.listing("secrets", "rotate", "magazin")
      let fresh = try #require(rotation["secret"].string)
      let lines = try String(contentsOf: file, encoding: .utf8)
      #expect(lines.hasPrefix(fresh + "\n" + Stage.secret + " not_after="))
      // The new one first, which nobody has used; the old one's use is remembered.
      #expect(try await lastUse(0) == nil)
      try await expectEqual(lastUse(1), used)

      punte = try await stage.startPunte()
      try await expectEqual(send("evt-2", Stage.secret, to: punte), 202)
      try await expectEqual(send("evt-3", fresh, to: punte), 202)
      await punte.terminate()

      try write("\(fresh)\n\(Stage.secret) not_after=2026-01-01\n")
      punte = try await stage.startPunte()
      #expect(punte.logText.contains("ended at 2026-01-01T23:59:59Z"))
      try await expectEqual(send("evt-4", Stage.secret, to: punte), 401)
      try await expectEqual(send("evt-5", fresh, to: punte), 202)
      let check = try await stage.punte("check")
      #expect(check.status == 0 && check.output.contains("! secrets magazin"))
    }
  }

  @Test func `a crash leaves no core, and nothing of a secret in the log`() async throws {
    try await Stage.with { stage in
      let punte = try await RunningProgram(
        URL(filePath: "/bin/sh"),
        [
          "-c", "ulimit -c unlimited; exec \"$0\" \"$@\"", Programs.url("punte").path, "serve",
          "--settings", stage.settingsFile.path,
        ],
        environment: stage.environment,
        in: stage.folder)
      let limits = try String(
        contentsOfFile: "/proc/\(punte.processIdentifier)/limits", encoding: .utf8)
      #expect(limits.contains(#/Max core file size +0 +0 /#))
      expectEqual(kill(punte.processIdentifier, SIGSEGV), 0)
      // Swift's own report would let it live on.
      try await Polling.until("the crash has ended it") { !punte.isRunning }
      await expectEqual(punte.end(), SIGSEGV)
      #expect(!punte.logText.contains("Registers:"))
      let files = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path)
      #expect(!files.contains { $0.hasPrefix("core") || $0.hasSuffix(".core") }, "\(files)")
      for canary in [Stage.token, String(Stage.secret.dropFirst(6))] {
        #expect(!punte.logText.contains(canary))
        #expect(!punte.outputText.contains(canary))
      }
    }
  }
}
