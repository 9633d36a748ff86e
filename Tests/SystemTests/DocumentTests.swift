import Foundation
import StageKit
import TestKit
import Testing

/// “Vezi factura”, over the real programs.
@Suite struct DocumentTests {
  /// An issued invoice's link, as the shop was told it.
  private func link(of order: String, on stage: Stage) async throws -> String {
    let told = try await stage.callback("invoice.issued", of: order)
    return try #require(told["data"]["invoice"]["document_url"].string)
  }

  private func issue(on stage: Stage) async throws -> String {
    let order = try await stage.newOrder()
    try await stage.confirm(order)
    _ = try await stage.invoice(of: order, is: "issued")
    return order
  }

  private func fetches(_ stage: Stage) async throws -> Int {
    try await stage.requests().count { $0["path"].string?.hasSuffix("/invoice/pdf") == true }
  }

  private func text(of pdf: Data) async throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pdf")
    try pdf.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try await Command.run(
      URL(filePath: "/usr/bin/pdftotext"), [file.path, "-"], in: file.deletingLastPathComponent()
    ).output
  }

  @Test func `fifty readers of a link cause one call, and a restart none`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let order = try await issue(on: stage)
      let link = try await link(of: order, on: stage)
      #expect(link.hasPrefix(punte.address + "/documents/"))
      try await expectEqual(fetches(stage), 0)
      try await stage.plant(#"{"fault": "slow", "endpoint": "invoice/pdf", "delay_ms": 500}"#)
      let answers = try await withThrowingTaskGroup(of: HTTP.Answer.self) { group in
        for _ in 0..<50 { group.addTask { try await HTTP.get(link) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 200 && $0.body == answers[0].body })
      expectEqual(answers[0].headers["content-type"], "application/pdf")
      expectEqual(answers[0].headers["content-disposition"], #"inline; filename="FCT-0001.pdf""#)
      #expect(try await text(of: answers[0].body).contains("Factura FCT 0001"))
      try await expectEqual(fetches(stage), 1)

      await punte.killAtOnce()
      try await stage.startPunte()
      try await expectEqual(HTTP.get(link).body, answers[0].body)
      try await expectEqual(fetches(stage), 1)
    }
  }

  @Test func `after a cancel the link shows the cancelled document`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await issue(on: stage)
      let link = try await link(of: order, on: stage)
      let before = try await HTTP.get(link)
      #expect(try await !text(of: before.body).contains("ANULATĂ"))
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
      let after = try await HTTP.send(
        "GET", link, headers: ["If-None-Match": try #require(before.headers["etag"])])
      expectEqual(after.status, 200)
      #expect(try await text(of: after.body).contains("ANULATĂ"))
      try await expectEqual(fetches(stage), 2)
      let kept = try FileManager.default.contentsOfDirectory(
        atPath: stage.folder.appending(path: "punte.db.documents").path)
      expectEqual(kept.count, 1)
    }
  }

  @Test func `a damaged copy is fetched anew`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let link = try await link(of: issue(on: stage), on: stage)
      let first = try await HTTP.get(link)
      let folder = stage.folder.appending(path: "punte.db.documents")
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).first)
      let file = folder.appending(path: name)
      try Data(contentsOf: file).dropLast(100).write(to: file)
      let again = try await HTTP.get(link)
      #expect(again.status == 200 && again.body.count == first.body.count)
      try await expectEqual(fetches(stage), 2)
      try await expectEqual(HTTP.get(link).status, 200)
      try await expectEqual(fetches(stage), 2)
    }
  }

  @Test func `where SmartBill gives none, a page says so, and it is asked once`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let link = try await link(of: issue(on: stage), on: stage)
      try await stage.plant(
        #"{"fault": "bad_gateway_502", "endpoint": "invoice/pdf", "times": 100}"#)
      for _ in 0..<5 {
        let answer = try await HTTP.get(link)
        expectEqual(answer.status, 503)
        expectEqual(Int(answer.headers["retry-after"] ?? "").map { (1...30).contains($0) }, true)
        let page = String(decoding: answer.body, as: UTF8.self)
        #expect(page.contains("Factura nu poate fi arătată acum"))
        #expect(!page.contains("nginx"))
      }
      try await expectEqual(fetches(stage), 1)
    }
  }

  @Test func `during a block nothing is asked, and the page says when to come back`()
    async throws
  {
    try await Stage.with { stage in
      try await stage.startPunte()
      let link = try await link(of: issue(on: stage), on: stage)
      try await stage.plant(#"{"fault": "block", "endpoint": "invoice/pdf"}"#)
      let first = try await HTTP.get(link)
      expectEqual(first.status, 503)
      expectEqual(Int(first.headers["retry-after"] ?? "").map { (500...600).contains($0) }, true)
      let other = try await HTTP.get(link)
      expectEqual(other.status, 503)
      try await expectEqual(fetches(stage), 1)
    }
  }

  @Test func `a link expires, and is forged under another secret`() async throws {
    try await Stage.with(
      documents: """
        { url: "http://127.0.0.1:9", secrets: [ "${STAGE_DOCUMENT_SECRET}" ], valid: 2s }
        """
    ) { stage in
      let punte = try await stage.startPunte()
      let order = try await issue(on: stage)
      let token = try #require(try await link(of: order, on: stage).split(separator: "/").last)
      let link = "\(punte.address)/documents/\(token)"
      let page = try await Polling.value("the link expires") {
        let answer = try await HTTP.get(link)
        return answer.status == 410 ? answer : nil
      }
      #expect(String(decoding: page.body, as: UTF8.self).contains("Linkul a expirat"))
      await punte.killAtOnce()
      let renewed = try String(contentsOf: stage.settingsFile, encoding: .utf8)
        .replacing("${STAGE_DOCUMENT_SECRET}", with: "${STAGE_SECRET}")
      try renewed.write(to: stage.settingsFile, atomically: true, encoding: .utf8)
      try await stage.startPunte()
      try await expectEqual(HTTP.get(link).status, 403)
    }
  }

  @Test func `without links the callback carries none, and a page says so`() async throws {
    try await Stage.with(documents: "") { stage in
      let punte = try await stage.startPunte()
      let order = try await issue(on: stage)
      let told = try await stage.callback("invoice.issued", of: order)
      #expect(told["data"]["invoice"]["document_url"].string == nil)
      let answer = try await HTTP.get(punte.address + "/documents/x")
      expectEqual(answer.status, 404)
      #expect(String(decoding: answer.body, as: UTF8.self).contains("nu se pot vedea facturi"))
      let refused = try await stage.punte("invoices", "pdf", "1", "--link")
      #expect(refused.status == 78 && refused.errors.contains("documents"))
    }
  }

  @Test func `the command line gets the PDF with a service and without, and fresh links`()
    async throws
  {
    // A narrow window, for whoever starts without one counts it as full.
    try await Stage.with(account: ["rate_window: { calls: 28, seconds: 1 }"]) { stage in
      let punte = try await stage.startPunte()
      let order = try await issue(on: stage)
      func get(_ words: String...) async throws -> Data {
        let file = stage.folder.appending(path: "\(UUID()).pdf")
        let result = try await Command.run(
          "punte",
          ["invoices", "pdf"] + words + [
            "--output", file.path, "--settings", stage.settingsFile.path,
          ], environment: stage.environment, in: stage.folder)
        expectEqual(result.status, 0, "\(result.errors)")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        expectEqual(mode as? Int, 0o600)
        return try Data(contentsOf: file)
      }
      let first = try await get("1")
      #expect(try await text(of: first).contains("Factura FCT 0001"))
      try await expectEqual(get("FCT", "1"), first)
      try await expectEqual(get("FCT", "0001"), first)
      try await expectEqual(fetches(stage), 1)

      // Neither over what Punte needs, by whatever name, nor over what a link leads to.
      let manager = FileManager.default
      let (precious, alias) = ("precious", stage.folder.appending(path: "alias").path)
      try precious.write(
        to: stage.folder.appending(path: "precious"), atomically: false, encoding: .utf8)
      for name in ["punte.db", "punte.db-wal", "punte.db.lock", "punte.db.sock", "punte.yaml"] {
        try? manager.removeItem(atPath: alias)
        let file = stage.folder.appending(path: name).path
        try manager.createSymbolicLink(atPath: alias, withDestinationPath: file)
        for output in [file, alias] {
          let refused = try await stage.punte("invoices", "pdf", "1", "--output", output)
          expectEqual(refused.status, 64, "\(output): \(refused.errors)")
        }
      }
      try manager.removeItem(atPath: alias)
      try manager.createSymbolicLink(atPath: alias, withDestinationPath: precious)
      try await expectEqual(stage.punte("invoices", "pdf", "1", "--output", alias).status, 0)
      try expectEqual(Data(contentsOf: URL(filePath: alias)), first)
      try expectEqual(
        String(contentsOf: stage.folder.appending(path: "precious"), encoding: .utf8), precious)

      let fresh = try await stage.punte("invoices", "pdf", "1", "--link")
      let link = fresh.output.trimmingCharacters(in: .whitespacesAndNewlines)
      try await expectEqual(HTTP.get(link).body, first)

      for (words, status) in [
        (["2"], 66), (["FCT", "0002"], 66), (["FCT"], 64), (["FCT", "1", "2"], 66),
        (["1", "--link", "--output", "x"], 64),
      ] as [([String], Int32)] {
        let refused = try await Command.run(
          "punte", ["invoices", "pdf"] + words + ["--settings", stage.settingsFile.path],
          environment: stage.environment, in: stage.folder)
        expectEqual(refused.status, status, "\(words): \(refused.errors)")
      }
      try await stage.plant(#"{"fault": "bad_gateway_502", "endpoint": "invoice/pdf"}"#)
      try await stage.requestCancel(order)
      _ = try await stage.invoice(of: order, is: "cancelled")
      let failed = try await stage.punte("invoices", "pdf", "1", "--output", "x.pdf")
      #expect(failed.status == 75 && failed.errors.contains("HTTP 502"), "\(failed.errors)")

      await punte.killAtOnce()
      let own = try await get("1")
      #expect(try await text(of: own).contains("ANULATĂ"))
      try await expectEqual(fetches(stage), 3)
      try await expectEqual(get("1"), own)
      try await expectEqual(fetches(stage), 3)
    }
  }

  @Test func `a PDF is not written to a terminal`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      _ = try await issue(on: stage)
      let line = "\(Programs.url("punte").path) invoices pdf 1 --settings punte.yaml"
      // script gives its command a terminal.
      let result = try await Command.run(
        URL(filePath: "/usr/bin/script"), ["-qec", line, "/dev/null"],
        environment: stage.environment, in: stage.folder)
      expectEqual(result.status, 64)
      #expect(result.output.contains("--output") && !result.output.contains("%PDF"))
    }
  }
}
