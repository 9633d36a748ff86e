import Foundation
import StageKit
import TestKit
import Testing

@testable import App

/// Starting, stopping, and who may write.
@Suite struct LifecycleTests {
  @Test func `asked to end during a create call, it waits for the answer`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await stage.plant(#"{"fault": "slow", "endpoint": "invoice", "delay_ms": 4000}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      try await Polling.until("the create call has arrived") {
        try await stage.createRequests().count == 1
      }
      await expectEqual(punte.terminate(), 0)
      let invoices = try await stage.listing("invoices", "list").array
      expectEqual(invoices.map { $0["state"].string }, ["issued"])
      try await stage.startPunte()
      _ = try await stage.invoice(of: order, is: "issued")
      try await expectEqual(stage.createRequests().count, 1)
    }
  }

  /// The fewest with which a shell can start it at all, and some more.
  @Test(arguments: [10, 16, 20, 24, 32, 48])
  func `with too few files it says how many it needs, and ends`(limit: Int) async throws {
    try await Stage.with { stage in
      let result = try await Command.run(
        URL(filePath: "/bin/sh"),
        [
          "-c", "ulimit -n \(limit); exec \"$0\" serve --settings \"$1\"",
          Programs.url("punte").path, stage.settingsFile.path,
        ], environment: stage.environment, in: stage.folder)
      expectEqual(result.status, 78)
      #expect(result.errors.contains("\(limit) files") && result.errors.contains("LimitNOFILE="))
    }
  }

  @Test func `with just as many files as it asks for it serves`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte(
        softFiles: OpenFiles.needed, hardFiles: OpenFiles.needed)
      let delivery = try SignedDelivery(id: "evt-few", body: SampleEvent.cancelRequested("8403"))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      try await stage.untilQuiet()
    }
  }

  @Test func `a database has one owner, who is named to the second`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let second = try await stage.punte("serve")
      expectEqual(second.status, 75)
      #expect(second.errors.contains("process \(punte.processIdentifier)"))
      let database = stage.folder.appending(path: "punte.db").path
      let attributes = try FileManager.default.attributesOfItem(atPath: database)
      expectEqual(attributes[.posixPermissions] as? Int, 0o600)
    }
  }

  @Test func `a person acts through the running service, and without it`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let delivery = try SignedDelivery(id: "evt-act", body: Array("not JSON".utf8))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      try await stage.untilQuiet()
      func act(_ act: String) async throws -> Int32 {
        try await stage.punte("jobs", act, "1", "--by", "Ana", "--reason", "a try").status
      }
      try await expectEqual(act("discard"), 0)
      await expectEqual(punte.terminate(), 0)
      try await expectEqual(act("requeue"), 0)
      let attempts = try await stage.listing("jobs", "show", "1")["attempts"].array
      expectEqual(attempts.filter { $0["who"].string == "Ana" }.count, 2)
    }
  }

  @Test func `settings that are wrong are named by line, and nothing starts`() async throws {
    try await Stage.with { stage in
      let text = try String(contentsOf: stage.settingsFile, encoding: .utf8)
        .replacing("series: FCT", with: "serie: FCT")
        .replacing("${STAGE_TOKEN}", with: "in-clear")
      try text.write(to: stage.settingsFile, atomically: true, encoding: .utf8)
      let result = try await stage.punte("serve")
      expectEqual(result.status, 78)
      #expect(result.errors.contains("did you mean \"series\"?"))
      #expect(result.errors.contains("punte.yaml:6:"))
      #expect(!result.errors.contains("in-clear"))
    }
  }

  @Test func `running as root is said at the start`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let listening = "listening"
      try await Polling.until("it listens") { punte.logText.contains(listening) }
      // It is said before that.
      expectEqual(punte.logText.contains("runs as root"), (geteuid() == 0))
    }
  }

  @Test func `a crash leaves no image with the secrets`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let limits = try String(
        contentsOfFile: "/proc/\(punte.processIdentifier)/limits", encoding: .utf8)
      #expect(limits.contains(/Max core file size\s+0\s+0/))
    }
  }
}
