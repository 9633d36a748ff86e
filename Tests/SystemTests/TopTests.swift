import Foundation
import StageKit
import TestKit
import Testing

/// `punte top` on the real service.
@Suite struct TopTests {
  @Test func `one moment is shown as text and as JSON, and both agree with what happened`()
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      let broken = try SignedDelivery(id: "evt-1", body: Array("not JSON".utf8))
      try await expectEqual(broken.send(to: punte.address).status, 202)
      try await stage.untilQuiet()

      let status = try await stage.listing("top", "--interval", "200ms")["status"]
      expectEqual(status["totals"]["accepted"].int, 2)
      expectEqual(status["totals"]["issued"].int, 1)
      expectEqual(status["totals"]["callbacksReceived"].int, 1)
      expectEqual(status["process"]["id"].int, Int(punte.processIdentifier))
      #expect(status["reasons"].array.isEmpty)
      expectEqual(status["standing"]["series"][0]["lastNumber"].int, 1)
      expectEqual(status["failures"].array.map { $0["code"].string }, ["event_unreadable"])
      expectEqual(status["accounts"][0]["usage"]["callsMax"].int, 28)

      // Without a terminal it is as with --once.
      let text = try await stage.punte("top", "--interval", "200ms")
      expectEqual(text.status, 0)
      #expect(!text.output.contains("\u{1b}"))
      for part in [
        "  ready  ", "2 in all", "series        FCT: next 0002", "event_unreadable",
        "smartbill     firma: ",
      ] { #expect(text.output.contains(part), "\(part) in \(text.output)") }
    }
  }

  @Test func `without a running service it says so, and what to do`() async throws {
    try await Stage.with { stage in
      let result = try await stage.punte("top", "--once")
      expectEqual(result.status, 69)
      #expect(result.errors.contains("no running punte answers at"))
      #expect(result.errors.contains("punte serve"))
    }
  }

  @Test(arguments: ["key", "signal", "service"])
  func `the live view fills the terminal, follows its size, and gives it back`(end: String)
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      // The script ends the service by itself where that is what is tried.
      let result = try await Command.python(
        "watch_top.py",
        [
          Programs.url("punte").path, stage.settingsFile.path, end, "\(punte.processIdentifier)",
        ])
      expectEqual(result.status, 0, "\(result.output)\(result.errors)")
    }
  }
}
