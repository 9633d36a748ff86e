import Foundation
import StageKit
import TestKit
import Testing

/// Setting up: `punte init` and `punte check`.
@Suite struct CheckTests {
  private func verdicts(_ report: JSON) -> [String: String] {
    Dictionary(
      report["checks"].array.map { ($0["name"].string ?? "", $0["verdict"].string ?? "") },
      uniquingKeysWith: { first, second in first == "ok" ? second : first })
  }

  private func mode(_ url: URL) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
  }

  @Test func `what init writes, check and serve take, once the shop has its secret`() async throws {
    try await Stage.with { stage in
      let file = stage.folder.appending(path: "first.yaml")
      func punte(_ arguments: String...) async throws -> CommandResult {
        try await Command.run(
          "punte", arguments + ["--settings", file.path], environment: stage.environment,
          in: stage.folder)
      }
      func initiate(_ more: String...) async throws -> CommandResult {
        try await Command.run(
          "punte",
          [
            "init", "--settings", file.path, "--email", "office@firma.example", "--cif", Stage.cif,
            "--token-env", "STAGE_TOKEN", "--series", "FCT", "--listen", "127.0.0.1:0",
            "--base-url", stage.smartBill.address, "--callback",
            stage.shop.address + "/punte/callback", "--callback-private-addresses",
          ] + more, environment: stage.environment, in: stage.folder)
      }
      let first = try await initiate()
      expectEqual(first.status, 0, "\(first.errors)")
      let secretFile = stage.folder.appending(path: "secrets/shop-magazin")
      #expect(try mode(file) == 0o600 && mode(secretFile) == 0o600)
      try expectEqual(mode(secretFile.deletingLastPathComponent()), 0o700)
      let secret = try String(contentsOf: secretFile, encoding: .utf8)
        .trimmingCharacters(in: .newlines)
      #expect(first.output.contains(secret))
      #expect(try !String(contentsOf: file, encoding: .utf8).contains(secret))

      // The shop of the stage has another secret still.
      let refused = try await punte("check", "--json")
      expectEqual(refused.status, 78)
      try expectEqual(verdicts(JSON(refused.output))["callback"], "failed")

      try "\(Stage.secret)\n".write(to: secretFile, atomically: false, encoding: .utf8)
      let good = try await punte("check")
      expectEqual(good.status, 0, "\(good.output)")
      #expect(good.output.contains("✓ series FCT") && good.output.contains("– webhook magazin"))
      try await expectEqual(punte("check", "--offline").status, 0)

      try await expectEqual(initiate().status, 73)
      try await expectEqual(initiate("--force").status, 0)
      let kept = stage.folder.appending(path: "secrets/shop-magazin~")
      try expectEqual(String(contentsOf: kept, encoding: .utf8), Stage.secret + "\n")
    }
  }

  @Test func `beside a running service, check asks through it and leaves nothing behind`()
    async throws
  {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      _ = try await stage.invoice(of: order, is: "issued")
      try await stage.untilQuiet()
      let before = try await (stage.events(), stage.callbacks(of: order).count)
      let asked = try await stage.requests().count
      let report = try await stage.listing("check")
      expectEqual(report["ok"].bool, true)
      let verdicts = verdicts(report)
      for name in [
        "login", "company", "series", "numbering", "series_use", "vat", "callback", "forgery",
        "webhook", "serve", "clock",
      ] {
        expectEqual(verdicts[name], "ok", "\(name): \(report)")
      }
      let numbering = report["checks"].array.first { $0["name"].string == "numbering" }
      expectEqual(numbering?["text"]["en"].string, "2 is next, as the ledger expects")
      #expect(try await stage.requests().count - asked <= 4)
      try await expectEqual(stage.events(), before.0)
      try await expectEqual(stage.callbacks(of: order).count, before.1)
      let files = try FileManager.default.contentsOfDirectory(atPath: stage.folder.path)
      #expect(!files.contains { $0.hasPrefix(".punte-check") })
    }
  }

  @Test func `what isn't there ends check with 78, SmartBill away with 69`() async throws {
    try await Stage.with(smartBillOptions: ["--no-company-lists"]) { stage in
      let text = try String(contentsOf: stage.settingsFile, encoding: .utf8)
      func status(_ settings: String) async throws -> Int32 {
        let file = stage.folder.appending(path: "other.yaml")
        try settings.write(to: file, atomically: true, encoding: .utf8)
        return try await Command.run(
          "punte", ["check", "--settings", file.path], environment: stage.environment,
          in: stage.folder
        ).status
      }
      try await expectEqual(status(text.replacing("series: FCT", with: "series: FCX")), 78)
      try await expectEqual(status(text + "\n  nonsense: 1\n"), 78)
      try await expectEqual(status(text.replacing(Stage.cif, with: "RO12345675")), 78)
      // An account without lists of its own is asked for the warehouse by name.
      let stock = "    stock: { warehouses: [ depozit ] }\n    invoicing:"
      let lacking = text.replacing("    invoicing:", with: stock)
      try await expectEqual(status(lacking), 78)
      let there = lacking.replacing("[ depozit ]", with: "[ Depozit ]")
      try await expectEqual(status(there), 0)
      let away = text.replacing(stage.smartBill.address, with: "http://127.0.0.1:9")
      try await expectEqual(status(away), 69)
    }
  }

  @Test func `settings of another code page are refused by check and by serve, at their place`()
    async throws
  {
    try await Stage.with(
      invoicing: "{ trigger: automatic, statuses: [ \"Confirmată\" ], series: FCT }"
    ) { stage in
      let text = try String(contentsOf: stage.settingsFile, encoding: .utf8)
      let parts = text.split(separator: "ă")
      let line = parts[0].split(separator: "\n", omittingEmptySubsequences: false).count
      func run(_ command: String, _ bytes: Data) async throws -> CommandResult {
        let file = stage.folder.appending(path: "other.yaml")
        try bytes.write(to: file)
        return try await Command.run(
          "punte", [command, "--settings", file.path], environment: stage.environment,
          in: stage.folder)
      }
      let latin = Data(parts[0].utf8) + [0xE3] + Data(parts[1].utf8)
      let checked = try await run("check", latin)
      #expect(checked.status == 78 && checked.output.contains("other.yaml:\(line):"))
      expectEqual(checked.output.split(separator: "0xE3").count, 3, "\(checked.output)")
      let served = try await run("serve", latin)
      #expect(served.status == 78 && served.errors.contains("other.yaml:\(line):"))
      let wrong = text.replacing(Stage.cif, with: "RO12345675")
      #expect(try await run("serve", Data(wrong.utf8)).errors.contains("isn't a fiscal code"))
      #expect(try await run("serve", Data(wrong.utf8)).errors.contains("nu e un cod fiscal"))
      let marked = Data([0xEF, 0xBB, 0xBF]) + Data(text.utf8)
      #expect(try await run("check", marked).status != 78)
    }
  }

  @Test func `an order with a rate of the past is named, and fails no check`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      func send(_ rate: String, at second: Int) async throws {
        let line =
          #"{"kind":"product","name":"P","quantity":"1","price":"1.00","vat_included":true,"#
          + #""vat_rate":"\#(rate)"}"#
        let order =
          #"{"id":"2013","number":"2013","status":"Confirmata","currency":"RON","customer":"#
          + #"{"kind":"person","name":"Ana","address":"-","city":"Cluj","county":"CJ","#
          + #""country":"RO"},"lines":[\#(line)],"total":"1.00"}"#
        let body =
          #"{"type":"order.status_changed","timestamp":"2026-11-23T10:00:0\#(second)Z","#
          + #""data":{"order":"# + order + "}}"
        let file = stage.folder.appending(path: "body-\(second).json")
        try body.write(to: file, atomically: true, encoding: .utf8)
        try await expectEqual(stage.punte("send", file.path, "--to", punte.address).status, 0)
        try await stage.untilQuiet()
      }
      func rows() async throws -> [JSON] {
        let report = try await stage.listing("check")
        expectEqual(report["ok"].bool, true)
        return report["checks"].array.filter { $0["subject"].string == "firma 19%" }
      }
      try await send("19", at: 1)
      let noted = try await rows()
      expectEqual(noted.map { $0["verdict"].string }, ["warning"])
      expectEqual(noted.first?["text"]["ro"].string?.contains("magazin/2013"), true)
      // Corrected: what it was before says nothing any more.
      try await send("21", at: 2)
      #expect(try await rows().isEmpty)
    }
  }

  @Test func `init tells all that is wrong with its options before it writes anything`()
    async throws
  {
    try await Stage.with { stage in
      let file = stage.folder.appending(path: "first.yaml")
      let result = try await Command.run(
        "punte",
        [
          "init", "--settings", file.path, "--email", "office", "--cif", Stage.cif,
          "--callback", "magazin.example", "--listen", "8080",
        ], environment: stage.environment, in: stage.folder)
      expectEqual(result.status, 64)
      for fault in [
        "--email nu e o adresă de e-mail", "--email isn't an e-mail address",
        "--callback isn't an address", "--listen isn't an address to listen on",
        "--series is missing", "--token-env, --token-file, --token-stdin is missing",
      ] {
        #expect(result.errors.contains(fault), "\(result.errors)")
      }
      #expect(!FileManager.default.fileExists(atPath: file.path))
      #expect(
        !FileManager.default.fileExists(atPath: stage.folder.appending(path: "secrets").path))
    }
  }

  @Test func `check looks at one shop, if it is asked to`() async throws {
    try await Stage.with { stage in
      let one = try await stage.punte("check", "--shop", "magazin", "--json", "--offline")
      expectEqual(one.status, 0, "\(one.output)")
      let none = try await stage.punte("check", "--shop", "altul", "--offline")
      #expect(none.status == 64 && none.errors.contains("magazin"))
    }
  }
}
