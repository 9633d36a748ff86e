import Foundation
import Signatures
import StageKit
import TestKit
import Testing

/// What the running service tells those who watch it.
@Suite struct ObservingTests {
  private static let watched = ["admin: { listen: 127.0.0.1:0 }"]
  private static let shownByPromtool = URL(
    filePath: Repository.path(".build/test-prometheus/usr/bin/promtool"))

  /// The values of a scrape, by name and labels as they are written.
  private func scrape(_ punte: RunningProgram) async throws -> (
    text: String, values: [String: Double]
  ) {
    let answer = try await HTTP.get(try await punte.watchAddress() + "/metrics")
    expectEqual(answer.status, 200)
    let text = String(decoding: answer.body, as: UTF8.self)
    let pairs = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      line.lastIndex(of: " ").flatMap { space in
        Double(line[line.index(after: space)...]).map { (String(line[..<space]), $0) }
      }
    }
    return (text, Dictionary(pairs) { _, last in last })
  }

  private func promtool(_ arguments: [String], input: String = "") async throws -> CommandResult {
    try await Command.run(
      Self.shownByPromtool, arguments, input: input, in: FileManager.default.temporaryDirectory)
  }

  @Test func `the metrics agree with what happened, and promtool accepts them`() async throws {
    try await Stage.with(more: Self.watched) { stage in
      let punte = try await stage.startPunte()
      for _ in 0..<5 {
        let order = try await stage.newOrder()
        try await stage.confirm(order)
        _ = try await stage.invoice(of: order, is: "issued")
      }
      let again = try SignedDelivery(id: "evt-again", body: Array("not JSON".utf8))
      for _ in 0..<3 { _ = try await again.send(to: punte.address) }
      let forged = try SignedDelivery(
        id: "evt-forged", body: [],
        secret: "whsec_" + Data(repeating: 1, count: 32).base64EncodedString())
      for _ in 0..<2 { try await expectEqual(forged.send(to: punte.address).status, 401) }
      try await expectEqual(forged.send(to: punte.address, shop: "strain\"").status, 401)
      try await stage.untilQuiet()

      let (text, values) = try await scrape(punte)
      let check = try await promtool(["check", "metrics"], input: text)
      expectEqual(check.status, 0, "\(check.output)\(check.errors)\n\(text)")
      for (sample, value) in [
        #"webhook_received_total{source="magazin",verdict="accepted"}"#: 6.0,
        #"webhook_received_total{source="magazin",verdict="duplicate"}"#: 2,
        #"webhook_received_total{source="magazin",verdict="forged"}"#: 2,
        #"webhook_received_total{source="unknown",verdict="unknown_shop"}"#: 1,
        "webhook_duplicate_total": 2, "webhook_ack_seconds_count": 8,
        "webhook_unroutable_total": 1,
        #"intent_total{kind="invoice",state="issued"}"#: 5,
        #"smartbill_calls_total{account="firma",endpoint="invoice",outcome="ok"}"#: 5,
        #"smartbill_call_seconds_count{endpoint="invoice"}"#: 5,
        #"callback_attempts_total{shop="magazin",outcome="received"}"#: 5,
        #"dispatch_failures_total{code="event_unreadable"}"#: 1,
        #"dispatch_depth{kind="handle",state="held"}"#: 1,
        #"dispatch_depth{kind="watch",state="available"}"#: 5,
        #"dispatch_depth{kind="issue",state="available"}"#: 0,
        "dispatch_oldest_seconds": 0, "intent_in_doubt": 0, "intent_in_doubt_oldest_seconds": 0,
        "oldest_unissued_seconds": 0, "series_number_gap_total": 0,
        #"series_stopped{cif="RO12345674",series="FCT"}"#: 0,
        #"smartbill_blocked_until_seconds{account="firma"}"#: 0,
        "store_commit_failures_total": 0, "punte_ready": 1,
      ] {
        expectEqual(values[sample], value, "\(sample)")
      }
      expectEqual(values[#"smartbill_tokens_available{account="firma"}"#].map { $0 <= 23 }, true)
      expectEqual(values["store_fsync_seconds_count"].map { $0 >= 10 }, true)
      expectEqual(values["process_resident_memory_bytes"].map { $0 > 1e6 }, true)
      #expect(!text.contains("strain"))
      // Nothing names an order or an event.
      #expect(!text.contains("evt-") && !text.contains("1001"))
    }
  }

  @Test func `an invoice in doubt is seen in the metrics, with its age`() async throws {
    try await Stage.with(account: ["doubt: { quiet: 10m }"], more: Self.watched) { stage in
      let punte = try await stage.startPunte()
      try await stage.plant(#"{"fault": "drop_after_commit", "endpoint": "invoice"}"#)
      try await stage.confirm(try await stage.newOrder())
      try await stage.untilInDoubt()
      let values = try await Polling.value("it grows old") {
        let values = try await self.scrape(punte).values
        return values["intent_in_doubt_oldest_seconds"].flatMap { $0 > 0 ? values : nil }
      }
      expectEqual(values["intent_in_doubt"], 1)
      expectEqual(values[#"intent_open{state="in_doubt"}"#], 1)
      expectEqual(values[#"intent_total{kind="invoice",state="in_doubt"}"#], 1)
      expectEqual(values["oldest_unissued_seconds"].map { $0 > 0 }, true)
      expectEqual(values["punte_ready"], 1)
    }
  }

  @Test func `it is no longer ready from the signal on, while events are still taken`()
    async throws
  {
    // The longest that there may be; how it ends is the next test's.
    try await Stage.with(more: ["admin: { listen: 127.0.0.1:0, drain: 2m }"]) { stage in
      let punte = try await stage.startPunte()
      let watch = try await punte.watchAddress()
      for page in ["live", "ready"] {
        try await expectEqual(HTTP.get(watch + "/healthz/\(page)").status, 200)
      }
      for path in ["/acts", "/refused", "/status"] {
        try await expectEqual(HTTP.post(watch + path).status, 404)
      }
      try await expectEqual(HTTP.get(punte.address + "/metrics").status, 404)
      try await expectEqual(HTTP.get(punte.address + "/healthz/ready").status, 404)

      punte.send(SIGTERM)
      let ending = try await Polling.value("it isn't ready") {
        let answer = try await HTTP.get(watch + "/healthz/ready")
        return answer.status == 503 ? answer : nil
      }
      try expectEqual(ending.json["reasons"].array.map { $0["code"].string }, ["ending"])
      try await expectEqual(HTTP.get(watch + "/healthz/live").status, 200)
      let late = try SignedDelivery(id: "evt-late", body: Array("{}".utf8))
      try await expectEqual(late.send(to: punte.address).status, 202)
      #expect(punte.isRunning)
    }
  }

  @Test func `it ends well once its drain is over`() async throws {
    try await Stage.with(more: ["admin: { listen: 127.0.0.1:0, drain: 1s }"]) { stage in
      let punte = try await stage.startPunte()
      await expectEqual(punte.terminate(), 0)
    }
  }

  @Test func `with its disk full it isn't ready, and is again once there is room`() async throws {
    let disk = try await SmallDisk()
    try await Stage.with(database: disk.folder.appending(path: "punte.db").path, more: Self.watched)
    {
      stage in
      let punte = try await stage.startPunte()
      let ready = try await punte.watchAddress() + "/healthz/ready"
      try await expectEqual(HTTP.get(ready).status, 200)
      disk.fill()
      let full = try await HTTP.get(ready)
      expectEqual(full.status, 503)
      try expectEqual(full.json["reasons"].array.map { $0["code"].string }, ["disk_full"])
      // The log has room in what it takes already, until that is used up. A small write may still
      // find some then, so the disk alone is a reason for certain.
      try await Polling.until("a delivery can't be kept") {
        let delivery = try SignedDelivery(
          id: "\(UUID())", body: Array(String(repeating: "x", count: 500_000).utf8))
        return try await delivery.send(to: punte.address).status == 503
      }
      let unwritable = try await HTTP.get(ready)
      expectEqual(unwritable.status, 503)
      #expect(
        try unwritable.json["reasons"].array.map { $0["code"].string }.contains("disk_full"))
      try await expectEqual(HTTP.get(try await punte.watchAddress() + "/healthz/live").status, 200)
      try await expectEqual(
        scrape(punte).values["store_commit_failures_total"].map { $0 > 0 }, true)
      disk.free()
      // The writer tries as soon as it is asked for, and takes as long as the disk does.
      try await Polling.until("it is ready") { try await HTTP.get(ready).status == 200 }
    }
    try await disk.unmount()
  }

  @Test func `one trace leads from the webhook to the callback`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let id = "4bf92f3577b34da6a3ce929d0e0e4736"
      let body = SampleEvent.statusChanged(.sample(id: "8201"))
      let delivery = try SignedDelivery(
        id: "evt-trace", body: body, more: ["traceparent": "00-\(id)-00f067aa0ba902b7-01"])
      try await expectEqual(delivery.send(to: punte.address).status, 202)
      _ = try await stage.callback("invoice.issued", of: "8201")
      try await stage.untilQuiet()

      let lines = punte.logText.split(separator: "\n").filter { $0.contains("trace=\(id)") }
      for part in [
        " accepted ", "completed attempt=1 event=evt-trace job=1 kind=handle", " reserved ",
        " called SmartBill answer=\"HTTP 200\"", "kind=issue", " called the shop back ",
        "kind=notify",
      ] { #expect(lines.contains { $0.contains(part) }, "\(part) in \(punte.logText)") }

      let receipts = try await stage.shopState()["callbacks"].array
      let told = receipts.compactMap { $0["headers"]["traceparent"].string }
      #expect(told.count == receipts.count && told.allSatisfy { $0.hasPrefix("00-\(id)-") })
      let event = try await stage.listing("events", "show", "evt-trace")
      expectEqual(event["event"]["trace"].string, id)
      let card = try await stage.punte("events", "show", "evt-trace").output
      #expect(card.contains(/Trace\s+4bf92f3577b34da6a3ce929d0e0e4736/))

      // Another event has another, made here.
      let other = try SignedDelivery(
        id: "evt-other", body: SampleEvent.cancelRequested("8201"))
      try await expectEqual(other.send(to: punte.address).status, 202)
      _ = try await stage.callback("invoice.cancelled", of: "8201")
      let made = try await stage.listing("events", "show", "evt-other")["event"]["trace"].string
      #expect(made?.count == 32 && made != id)
      let cancelled = try await stage.shopState()["callbacks"].array.last
      expectEqual(cancelled?["headers"]["traceparent"].string?.contains(made ?? "?"), true)
    }
  }

  @Test func `the alert rules are rules that promtool accepts, over metrics that exist`()
    async throws
  {
    let file = Repository.path("deploy/alerts.yml")
    let check = try await promtool(["check", "rules", file])
    expectEqual(check.status, 0, "\(check.output)\(check.errors)")
    let rules = try String(contentsOfFile: file, encoding: .utf8)
    try await Stage.with(more: Self.watched) { stage in
      let punte = try await stage.startPunte()
      let text = try await scrape(punte).text
      let expressions = rules.split(separator: "\n").filter { $0.contains("expr:") }
      #expect(expressions.count >= 4)
      for expression in expressions {
        let words = expression.matches(of: /\b[a-z]+(?:_[a-z]+)+\b/).map { String($0.0) }
        let metrics = words.map { $0.replacing(/_bucket$/, with: "") }
          .filter { text.contains("# TYPE \($0) ") }
        #expect(!metrics.isEmpty, "\(expression)")
      }
    }
  }

  @Test func `the README's table names the metrics that there are, and no others`() async throws {
    let readme = try String(contentsOfFile: Repository.path("README.md"), encoding: .utf8)
    let section = try #require(
      readme.split(separator: "\n## ").first { $0.hasPrefix("Watching it") })
    let documented = Set(
      section.matches(of: /`([a-z]+(?:_[a-z]+)+)(?:\{[a-z_,]+\})?`/).map { String($0.1) })
    try await Stage.with(more: Self.watched) { stage in
      let text = try await scrape(try await stage.startPunte()).text
      let names = Set(text.matches(of: /# TYPE (\S+)/).map { String($0.1) })
      #expect(names.subtracting(documented).isEmpty)
      #expect(documented.subtracting(names).isEmpty)
    }
  }
}
