import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// What strangers wrote, shown at a terminal: it moves no cursor and turns no text; and in a
/// spreadsheet it is no formula.
@Suite struct ShownTextTests {
  /// What a command shows in a terminal of its own.
  private func shown(_ line: String, _ stage: Stage, status: Int32 = 0) async throws -> String {
    let settings = stage.environment.map { "\($0.key)=\($0.value)" }
    let words = line.split(separator: " ").map(String.init)
    let result = try await StageKit.Command.python(
      "in_terminal.py",
      ["/usr/bin/env"] + settings + [Programs.url("punte").path] + words
        + ["--settings", stage.settingsFile.path])
    expectEqual(result.status, status, "\(line): \(result.output)\(result.errors)")
    return try JSON(result.output).string ?? ""
  }

  /// The controls but for ends of lines and tabs, and the marks that turn the direction of writing.
  private func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\r", "\t": false
    default: scalar.isUnseen || scalar.properties.generalCategory == .control
    }
  }

  @Test func `what shops send does a terminal no harm, whichever command shows it`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let name = "Ion \u{9B}2J\u{202E}\u{7F}\u{2028}Popescu"
      let order = String(decoding: SampleEvent.statusChanged(.sample(id: "1001")), as: UTF8.self)
        .replacing("Ion Popescu", with: name)
      let unknown = SampleEvent.body("x.\u{202E}\u{2028}y", ["a": "\u{9B}31m"])
      for (id, body) in [("evt-1", Array(order.utf8)), ("evt-2", unknown)] {
        let delivery = try SignedDelivery(id: id, body: body)
        try await expectEqual(delivery.send(to: punte.address).status, 202)
      }
      try await stage.untilQuiet()
      for line in [
        "events list", "events list --json", "events show evt-1", "events show evt-2",
        "events show evt-1 --json", "jobs list", "jobs list --json", "jobs show 1", "jobs show 2",
        "invoices list", "invoices show 1", "invoices show 1 --json", "replay --all --dry-run",
        "database prune --order 1001 --shop magazin --dry-run", "database export",
      ] {
        let shown = try await shown(line, stage)
        #expect(!shown.isEmpty, "\(line)")
        #expect(!shown.unicodeScalars.contains(where: isHarmful), "\(line): \(shown)")
      }
      // It is the same JSON: nothing is lost.
      let rows = try await shown("database export", stage).split(whereSeparator: \.isNewline)
        .map { try JSON(String($0)) }
      let event = rows.first { $0["kind"].string == "event" && $0["id"].string == "evt-1" }
      expectEqual(event?["body"].string, order)
    }
  }

  @Test func `a drift report in CSV holds no formula, and does a terminal no harm`() async throws {
    let stock = "stock: { warehouses: [ Depozit ], hidden_category: neverificate }"
    try await Stage.with(smartBillOptions: ["--product-codes"], shop: [stock]) { stage in
      try await stage.startPunte()
      try await stage.receive("A-1", "5", name: "=1+1")
      try await stage.receive("A-2", "5", name: "Cană;@SUM(1)")
      try await stage.receive("A-3", "5", name: #"\u009b2J\u202eCană"#)
      let line = "stock drift --no-shop --all --csv"
      let written = try await stage.punte(arguments: line.split(separator: " ").map(String.init))
      expectEqual(written.status, 1, "\(written.errors)")
      #expect(written.output.contains("A-1,'=1+1,"))
      #expect(written.output.contains("A-2,Cană;'@SUM(1),"))
      let shown = try await shown(line, stage, status: 1)
      #expect(shown.contains("A-1,'=1+1,"))
      #expect(shown.contains("A-3,"))
      #expect(!shown.unicodeScalars.contains(where: isHarmful), "\(shown)")
    }
  }
}
