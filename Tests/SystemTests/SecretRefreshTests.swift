import Foundation
import Glibc
import StageKit
import TestKit
import Testing

/// Secrets that change while `punte serve` runs.
@Suite struct SecretRefreshTests {
  private static let fresh = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfCKrsRdHk="

  private func write(_ text: String, _ stage: Stage) throws {
    let file = stage.folder.appending(path: "shop-secret")
    try text.write(to: file, atomically: false, encoding: .utf8)
    expectEqual(chmod(file.path, 0o600), 0)
  }

  private func send(_ id: String, _ secret: String, to punte: RunningProgram) async throws -> Int {
    try await SignedDelivery(id: id, body: Array("{}".utf8), secret: secret)
      .send(to: punte.address).status
  }

  private func onStage(_ play: (Stage, RunningProgram) async throws -> Void) async throws {
    try await Stage.with(
      signature: "{ scheme: standard-webhooks, secrets: [ file:shop-secret ] }"
    ) { stage in
      try write(Stage.secret + "\n", stage)
      try await play(stage, try await stage.startPunte())
    }
  }

  @Test func `a hang-up puts the secrets of the file in force, and drops no connection`()
    async throws
  {
    try await onStage { stage, punte in
      try await expectEqual(send("evt-1", Self.fresh, to: punte), 401)
      try write("\(Self.fresh)\n\(Stage.secret) not_after=2026-01-01\n", stage)
      let port = try #require(URL(string: punte.address)?.port)
      let asked = try await Command.python(
        "hang_up.py", ["\(port)", "\(punte.processIdentifier)"])
      expectEqual(asked.output, "one connection\n", "\(asked.errors)")
      try await Polling.until("the change is logged") {
        punte.logText.contains("a secret was added")
          && punte.logText.contains("a secret was given another end")
      }
      try await expectEqual(send("evt-2", Self.fresh, to: punte), 202)
      try await expectEqual(send("evt-3", Stage.secret, to: punte), 401)
      for secret in [Self.fresh, Stage.secret] {
        #expect(!punte.logText.contains(secret.dropFirst("whsec_".count)))
      }
    }
  }

  @Test func `a bad file keeps the old secrets, and the log says why`() async throws {
    try await onStage { stage, punte in
      try write("no secret at all\n", stage)
      punte.send(SIGHUP)
      try await Polling.until("the refusal is logged") {
        punte.logText.contains("the old ones stay in force")
          && punte.logText.contains("signature.secrets[0]: does not begin with whsec_")
      }
      #expect(!punte.logText.contains("no secret at all"))
      try await expectEqual(send("evt-1", Stage.secret, to: punte), 202)
    }
  }

  @Test func `what else was changed is named, and waits for a restart`() async throws {
    try await onStage { stage, punte in
      let text = try String(contentsOf: stage.settingsFile, encoding: .utf8)
      try text.replacing("Confirmata", with: "Livrata")
        .write(to: stage.settingsFile, atomically: true, encoding: .utf8)
      punte.send(SIGHUP)
      try await Polling.until("the change is named") {
        punte.logText.contains("counts only after a restart")
          && punte.logText.contains("shops.magazin")
      }
      #expect(!punte.logText.contains("accounts.firma"))
    }
  }

  @Test func `a rotation is in force at once where a service runs, and says so`() async throws {
    try await onStage { stage, punte in
      let rotation = try await stage.listing("secrets", "rotate", "magazin")
      expectEqual(rotation["service"].string, "taken")
      let secret = try #require(rotation["secret"].string)
      try await expectEqual(send("evt-1", secret, to: punte), 202)
      try await expectEqual(send("evt-2", Stage.secret, to: punte), 202)
      await punte.terminate()
      let alone = try await stage.listing("secrets", "rotate", "magazin")
      expectEqual(alone["service"].string, "not_running")
    }
  }
}
