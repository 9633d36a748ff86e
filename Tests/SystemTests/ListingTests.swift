import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// What the commands that only look print, and how they end.
@Suite struct ListingTests {
  /// Issues two invoices; a person's of order 1001 is the first.
  private func issue(_ stage: Stage) async throws {
    let punte = try await stage.startPunte()
    for order: OrderID in ["1001", "1002"] {
      let delivery = try SignedDelivery(
        id: "evt-\(order)", body: SampleEvent.issueRequested(.sample(id: order)))
      try await expectEqual(delivery.send(to: punte.address).status, 202)
    }
    try await stage.untilQuiet()
  }

  @Test func `where the output can't be written, a command fails`() async throws {
    try await Stage.with { stage in
      try await issue(stage)
      let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
      let errors = try #require(FileHandle(forWritingAtPath: "/dev/null"))
      for line in [
        "events list", "jobs list", "jobs show 1", "invoices list --json", "invoices show 1",
        "invoices series", "payments list --json", "secrets list", "replay list --json",
        "replay --all --dry-run", "events show evt-1001", "check --offline",
        "invoices pdf 1 --link",
        "database export",
      ] {
        let command = try ChildProcess(
          Programs.url("punte"),
          line.split(separator: " ").map(String.init) + ["--settings", stage.settingsFile.path],
          environment: stage.environment, in: stage.folder, output: full, errors: errors)
        await expectEqual(command.end(), 74, "\(line)")
      }
    }
  }

  @Test func `a listing has headings, names orders, and says where there is more`() async throws {
    try await Stage.with { stage in
      try await issue(stage)
      let jobs = try await stage.punte("jobs", "list", "--kind", "issue", "--limit", "1")
      expectEqual(jobs.status, 0)
      let lines = jobs.output.split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
      expectEqual(lines.count, 2)
      expectEqual(lines.first?.prefix(4), ["ID", "KIND", "SHOP", "ORDER"])
      expectEqual(lines.last?[3], "1002")
      expectEqual(jobs.errors, "There are more than these 1: --limit takes up to 10000.\n")
      let all = try await stage.punte("jobs", "list", "--kind", "issue", "--no-header")
      #expect(all.output.split(separator: "\n").count == 2 && all.errors.isEmpty)
      let pdf = try await stage.punte("invoices", "pdf", "FCT 0001", "--link")
      #expect(pdf.status == 0 && pdf.output.hasPrefix("http"), "\(pdf.errors)")
      try await expectEqual(stage.punte("invoices", "pdf", "FCT 7", "--link").status, 66)
    }
  }

  /// What a listing prints to a program: a cell by each heading.
  private func rows(_ stage: Stage, _ arguments: [String]) async throws -> [[String: String]] {
    let result = try await stage.punte(arguments: arguments)
    expectEqual(result.status, 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(zip(lines[0], $0)) { first, _ in first } }
  }

  @Test func `what was never sent isn't said to be refused, nor an event completed that failed`()
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      func send(_ order: String, _ change: (String) -> String = { $0 }) async throws {
        let body = SampleEvent.statusChanged(.sample(id: OrderID(order)))
        let text = change(String(decoding: body, as: UTF8.self))
        let delivery = try SignedDelivery(id: "evt-\(order)", body: Array(text.utf8))
        try await expectEqual(delivery.send(to: punte.address).status, 202)
        try await stage.untilQuiet()
      }
      try await send("7001") { $0.replacing(#""total":"131.00""#, with: #""total":"140.00""#) }
      try await stage.plant(
        #"{"fault": "error_200", "endpoint": "invoice", "text": "Clientul nu este valid."}"#)
      try await send("7002")
      try await send("7003")
      try await send("7004") { $0.replacing("Confirmata", with: "Noua") }
      try await expectEqual(stage.createRequests().count, 2)

      let invoices = try await rows(stage, ["invoices", "list"])
      expectEqual(
        invoices.map { [$0["ORDER"], $0["STATE"]] },
        [["7003", "issued"], ["7002", "refused"], ["7001", "not_sent"]])
      let id = try #require(invoices.last?["ID"])
      let invoice = try await stage.punte("invoices", "show", id)
      #expect(invoice.output.contains(#/State +not_sent/#), "\(invoice.output)")
      #expect(!invoice.output.contains("refused"))
      // As it is stored, and told to programs.
      let stored = try await stage.listing("invoices", "show", id)["invoice"]
      #expect(stored["state"].string == "refused" && stored["attempt"].int == 0)

      for word in ["handled", "completed"] {
        let events = try await rows(stage, ["events", "list", "--state", word])
        expectEqual(
          events.map { [$0["ORDER"], $0["STATE"], $0["ASKED"], $0["FAILURE"]] },
          [
            ["7004", "handled", "-", "-"], ["7003", "handled", "done", "-"],
            ["7002", "handled", "held", "smartbill_refused"],
            ["7001", "handled", "held", "order_total_differs"],
          ])
      }
      let event = try await stage.punte("events", "show", "evt-7001")
      #expect(event.output.contains(#/State +handled/#), "\(event.output)")
      #expect(event.output.contains(#/Asked +held: order_total_differs/#), "\(event.output)")
      let shown = try await stage.listing("events", "show", "evt-7002")["event"]
      expectEqual(shown["asked"].string, "held")
      try await expectEqual(stage.punte("events", "list", "--state", "lost").status, 64)
      #expect(
        try await stage.punte("replay", "--dry-run", "--outcome", "handled").output
          .contains("4 events, received from"))
    }
  }

  @Test func `the deliveries that were refused are listed with their reasons`() async throws {
    try await Stage.with { stage in
      let none = try await stage.punte("events", "refused")
      #expect(none.status == 69 && none.errors.contains("punte serve"), "\(none.errors)")
      let punte = try await stage.startPunte()
      let body = SampleEvent.statusChanged(.sample(id: "7001"))
      let foreign = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
      for delivery in [
        try SignedDelivery(id: "evt-1", body: body, secret: foreign),
        try SignedDelivery(id: "evt-2", body: body, at: Date(timeIntervalSinceNow: -900)),
      ] {
        try await expectEqual(delivery.send(to: punte.address).status, 401)
      }
      let refused = try await rows(stage, ["events", "refused"])
      expectEqual(refused.map { $0["REASON"] }, ["stale", "forged"])
      #expect(refused.allSatisfy { $0["SHOP"] == "magazin" && $0["BYTES"] == "\(body.count)" })
      let listed = try await stage.listing("events", "refused")
      expectEqual(listed.array.map { $0["reason"].string }, ["stale", "forged"])
    }
  }

  @Test func `an invoice is shown by its number, with the reference that its document carries`()
    async throws
  {
    try await Stage.with { stage in
      try await issue(stage)
      let shown = try await stage.punte("invoices", "show", "FCT", "1")
      expectEqual(shown.status, 0, "\(shown.errors)")
      let tagged = #/Reference +(\[PUNTE magazin/100[12]/0:[0-9]{12}\])/#
      let reference = try #require(shown.output.firstMatch(of: tagged)).output.1
      let bodies = try await stage.createRequests().map { $0["body"].string ?? "" }
      expectEqual(bodies.count(where: { $0.contains(reference) }), 1)
      let listed = try await stage.listing("invoices", "show", "FCT 0001")
      expectEqual(listed["reference"].string, String(reference))
      try await expectEqual(stage.punte("invoices", "show", "FCT", "7").status, 66)

      let job = try await stage.listing("jobs", "list", "--kind", "issue").array[0]
      let card = try await stage.punte("jobs", "show", "\(job["id"].int ?? 0)").output
      #expect(card.contains(#/Order +1002/#) && card.contains(#/Invoice +[0-9]+/#), "\(card)")
    }
  }

  @Test func `a selection that can't match is an error`() async throws {
    try await Stage.with { stage in
      try await issue(stage)
      for (line, status, words) in [
        ("replay --dry-run", 64, "--all"),
        ("replay --dry-run --since 2026-11-30 --until 2026-11-01", 64, "2026-11-30"),
        ("events list --since 2026-11-30 --until 2026-11-01", 64, "2026-11-30"),
        ("replay --dry-run --id evt-1001 --id gone", 66, "no stored event gone"),
        ("replay --dry-run --shop nimic", 64, "magazin"),
        ("events list --shop nimic", 64, "magazin"), ("jobs list --shop nimic", 64, "magazin"),
        ("invoices list --shop nimic", 64, "magazin"),
        ("payments list --shop nimic", 64, "magazin"),
        ("stock passes --shop nimic", 64, "magazin"),
      ] as [(String, Int32, String)] {
        let result = try await stage.punte(
          arguments: line.split(separator: " ").map(String.init))
        expectEqual(result.status, status, "\(line): \(result.errors)")
        #expect(result.errors.contains(words), "\(line): \(result.errors)")
      }
      try await expectEqual(stage.punte("replay", "--dry-run", "--id", "evt-1001").status, 0)
      for (option, known, mistyped) in [
        ("--type", "invoice.issue_requested", "invoice.isue_requested"),
        ("--order", "1001", "nope"),
      ] {
        try await expectEqual(stage.punte("replay", "--dry-run", option, known).status, 0)
        let nothing = try await stage.punte("replay", "--dry-run", option, mistyped)
        #expect(nothing.status == 1 && nothing.output.contains("No stored event is selected."))
      }
      try await expectEqual(stage.punte("replay", "--dry-run", "--since", "2099-01-01").status, 0)
    }
  }
}
