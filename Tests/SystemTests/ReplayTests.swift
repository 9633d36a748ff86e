import Domain
import Foundation
import Signatures
import StageKit
import Synchronization
import TestKit
import Testing

/// Stored events handled again, by the real binaries.
@Suite struct ReplayTests {
  private static let who = ["--by", "Ana", "--reason", "the shop lost its callbacks"]

  /// Sends confirmations of so many orders, and waits until each is issued and told.
  private func issue(_ count: Int, on stage: Stage, _ punte: String) async throws {
    for index in 1...count {
      let delivery = try SignedDelivery(
        id: "evt-\(index)", body: SampleEvent.statusChanged(.sample(id: OrderID("\(5000 + index)")))
      )
      try await expectEqual(delivery.send(to: punte).status, 202)
    }
    try await stage.untilQuiet()
  }

  /// How often each callback came, by its `webhook-id`.
  private func callbacks(_ stage: Stage) async throws -> [String: Int] {
    try await stage.shopState()["callbacks"].array.reduce(into: [:]) { counts, callback in
      counts[callback["id"].string ?? "none", default: 0] += 1
    }
  }

  @Test func `a replay that is killed with its service goes on, and issues nothing`() async throws {
    try await Stage.with { stage in
      let first = try await stage.startPunte()
      try await issue(24, on: stage, first.address)
      let told = try await callbacks(stage)
      expectEqual(told.count, 24)
      let documents = try await stage.documents()
      let requests = try await stage.writeRequests().count

      // One event a step, so that the kill falls between two.
      let replay = try ChildProcess(
        Programs.url("punte"),
        ["replay", "--all", "--yes", "--rate", "4", "--settings", stage.settingsFile.path]
          + Self.who,
        environment: [:], in: stage.folder, output: .nullDevice, errors: .nullDevice)
      try await Polling.until("the replay is under way") {
        let taken = try await stage.listing("replay", "list")[0]["taken"].int ?? 0
        return taken >= 2
      }
      replay.send(SIGKILL)
      await expectEqual(replay.end(), SIGKILL)
      await first.killAtOnce()
      let interrupted = try await stage.listing("replay", "list")[0]
      expectEqual(interrupted["state"].string, "open")
      #expect((2..<24).contains(interrupted["taken"].int ?? 0))
      // The same again is not begun beside it.
      let second = try await stage.punte(
        "replay", "--all", "--yes", "--by", "Ana", "--reason", "again")
      expectEqual(second.status, 75)
      #expect(second.errors.contains("punte replay resume 1"))

      try await stage.startPunte()
      let resumed = try await stage.punte(
        "replay", "resume", "--rate", "1000", "--by", "Ion", "--reason", "it was interrupted")
      expectEqual(resumed.status, 0, "\(resumed.errors)")
      #expect(resumed.output.contains("24 events were handled again"))
      try await stage.untilQuiet()

      try await expectEqual(stage.documents(), documents)
      try await expectEqual(stage.writeRequests().count, requests)
      let again = try await callbacks(stage)
      expectEqual(Set(again.keys), Set(told.keys))
      // At least twice: a kill may send one once more.
      #expect(again.values.allSatisfy { $0 >= 2 })
      let shown = try await stage.listing("replay", "show", "1")
      expectEqual(shown["replay"]["state"].string, "done")
      expectEqual(shown["replay"]["taken"].int, 24)
      expectEqual(shown["acts"].array.map { $0["who"].string }, ["Ana", "Ion"])
      expectEqual(shown["acts"].array.map { $0["outcome"].string }, ["replay", "resume_replay"])
      for index in [1, 12, 24] {
        let jobs = try await stage.listing("events", "show", "evt-\(index)")["jobs"].array
        expectEqual(jobs.count { $0["kind"].string == "handle" }, 2)
      }
    }
  }

  @Test func `a replay without a service says at once what it waits for, and how to go on`()
    async throws
  {
    try await Stage.with { stage in
      var punte = try await stage.startPunte()
      let address = punte.address
      // More than may be made ahead; their type asks for nothing.
      let count = 2600
      try await withThrowingTaskGroup(of: Void.self) { group in
        for part in 0..<8 {
          group.addTask {
            for index in stride(from: part, to: count, by: 8) {
              let delivery = try SignedDelivery(
                id: "evt-\(index)",
                body: Array(#"{"type":"x.\#(index % 7)","timestamp":"2026-11-23T10:00:00Z"}"#.utf8))
              try await expectEqual(delivery.send(to: address).status, 202)
            }
          }
        }
        try await group.waitForAll()
      }
      try await stage.untilQuiet()
      await punte.terminate()

      let who = ["--by", "Ana", "--reason", "the settings are mended"]
      // It ends by itself: it doesn't wait for a service that may never come.
      let all = try await stage.punte(
        "replay", "--all", "--yes", "--rate", "100000", who[0], who[1], who[2], who[3])
      expectEqual(all.status, 75)
      #expect(all.errors.contains(#/no “punte serve” runs to do its 2\d\d\d jobs/#))
      #expect(all.errors.contains("punte replay resume 1"))
      let few = try await stage.punte(
        "replay", "--yes", "--id", "evt-1", who[0], who[1], who[2], who[3])
      expectEqual(few.status, 0)

      punte = try await stage.startPunte()
      let rest = try await stage.punte(
        "replay", "resume", "1", "--rate", "100000", who[0], who[1], who[2], who[3])
      expectEqual(rest.status, 0, "\(rest.errors)")
      try await expectEqual(stage.listing("replay", "show", "1")["replay"]["state"].string, "done")
    }
  }

  @Test func `a plan is shown and nothing done, without a yes`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await issue(2, on: stage, punte.address)
      let dry = try await stage.punte("replay", "--dry-run", "--id", "evt-2")
      expectEqual(dry.status, 0)
      #expect(dry.output.contains("1 event, received from"))
      #expect(dry.output.contains("No invoice is issued twice"))
      let plan = try await stage.listing("replay", "--dry-run", "--type", "order.status_changed")
      expectEqual(plan["events"].int, 2)
      let unasked = try await stage.punte("replay", "--all", "--by", "Ana", "--reason", "x")
      expectEqual(unasked.status, 64)
      #expect(unasked.errors.contains("no terminal to ask"))
      #expect(try await stage.listing("replay", "list").array.isEmpty)
      try await expectEqual(stage.handlings(), 2)
    }
  }

  @Test func `a dry run names the orders for which something would be done, and nothing else`()
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      func send(_ id: String, _ body: [UInt8]) async throws {
        let delivery = try SignedDelivery(id: id, body: body)
        try await expectEqual(delivery.send(to: punte.address).status, 202)
        try await stage.untilQuiet()
      }
      try await issue(2, on: stage, punte.address)
      try await send("evt-cancel", SampleEvent.cancelRequested("5002"))
      try await stage.plant(
        #"{"fault": "error_200", "endpoint": "invoice", "text": "Clientul nu este valid."}"#)
      try await send("evt-refused", SampleEvent.statusChanged(.sample(id: "6001")))
      // A status that asked for nothing.
      for event in ["evt-new", "evt-again"] {
        try await send(event, SampleEvent.statusChanged(.sample(id: "6002", status: "Noua")))
      }
      let requests = try await stage.writeRequests().count

      var plan = try await stage.listing("replay", "--dry-run", "--all")
      expectEqual(plan["orders"].array.map { $0["order"].string }, ["6001"])
      expectEqual(plan["orders"][0]["asks"].string, "invoice")
      expectEqual(plan["orders"][0]["state"].string, "refused")
      expectEqual(plan["orders"][0]["event"].string, "evt-refused")
      expectEqual(plan["ordersTotal"].int, 1)
      let text = try await stage.punte("replay", "--dry-run", "--all")
      #expect(text.output.contains(#/magazin +6001 +invoice +refused +evt-refused\n/#))
      #expect(!text.output.contains("5001") && !text.output.contains("5002"))
      let issued = try await stage.punte("replay", "--dry-run", "--id", "evt-1")
      #expect(issued.output.contains("Nothing would be issued"), "\(issued.output)")

      // By the settings of now, and once an order.
      let settings = try String(contentsOf: stage.settingsFile, encoding: .utf8)
      try settings.replacing("[ Confirmata ]", with: "[ Confirmata, Noua ]")
        .write(to: stage.settingsFile, atomically: true, encoding: .utf8)
      plan = try await stage.listing("replay", "--dry-run", "--all")
      expectEqual(plan["orders"].array.map { $0["order"].string }, ["6001", "6002"])
      #expect(plan["orders"][1]["state"].isNull)

      // Who can't read the secrets is told the rest.
      let outside = try await StageKit.Command.run(
        "punte", ["replay", "--dry-run", "--all", "--settings", stage.settingsFile.path],
        environment: [:], in: stage.folder)
      expectEqual(outside.status, 0, "\(outside.errors)")
      #expect(outside.output.contains("Which orders would be touched can't be said"))
      try await expectEqual(stage.writeRequests().count, requests)
      try await expectEqual(stage.handlings(), 6)
    }
  }

  @Test func `an order that was refused is issued by a replay, once its event is handled again`()
    async throws
  {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await stage.plant(
        #"{"fault": "error_200", "endpoint": "invoice", "text": "Clientul nu este valid."}"#)
      try await issue(1, on: stage, punte.address)
      try await expectEqual(stage.listing("invoices", "list")[0]["state"].string, "refused")
      #expect(try await stage.documents().isEmpty)
      for _ in 0..<2 {
        let replay = try await stage.punte(
          "replay", "--all", "--yes", "--by", "Ana", "--reason", "mended")
        expectEqual(replay.status, 0, "\(replay.errors)")
        try await stage.untilQuiet()
        try await expectEqual(stage.documents().count, 1)
      }
      #expect(try await stage.listing("jobs", "list", "--state", "held").array.isEmpty)
    }
  }

  @Test func `events are sent to another listener under their ids, signed anew`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await issue(6, on: stage, punte.address)
      let verifier = try Verifier(
        scheme: .standardWebhooks, secrets: [Secret(standardWebhooks: Stage.secret)])
      let received = Received()
      let listener = try RawServer { _, delivery in
        let now = Int64(Date().timeIntervalSince1970)
        guard
          case .genuine(let id, _) = verifier.judge(
            headers: delivery.fields, body: delivery.body, nowSeconds: now)
        else { return .answer(.http(401)) }
        received.add(id, delivery.body)
        return .answer(.http(id == "evt-3" ? 503 : 200))
      }
      defer { listener.stop() }
      let failures = stage.folder.appending(path: "failures.tsv").path
      let sent = try await stage.punte(
        "replay", "--all", "--to", listener.url, "--yes", "--rate", "1000", "--failures", failures)
      expectEqual(sent.status, 69)
      #expect(sent.output.contains("6 events were sent: 5 taken (2xx), 1 not taken now (5xx)."))
      try expectEqual(String(contentsOfFile: failures, encoding: .utf8), "magazin\tevt-3\t503\n")
      expectEqual(Set(received.all.map(\.id)), Set((1...6).map { "evt-\($0)" }))
      let body = SampleEvent.statusChanged(.sample(id: "5002"))
      expectEqual(received.all.first { $0.id == "evt-2" }?.body, body)
      // Nothing was done here.
      try await expectEqual(stage.handlings(), 6)
      #expect(try await stage.listing("replay", "list").array.isEmpty)
      let elsewhere = try await stage.punte("replay", "--all", "--to", "ftp://127.0.0.1/", "--yes")
      expectEqual(elsewhere.status, 64)
    }
  }
}

/// What the listener was sent, and took for genuine.
private final class Received: Sendable {
  private let state = Mutex<[(id: String, body: [UInt8])]>([])
  var all: [(id: String, body: [UInt8])] { state.withLock { $0 } }
  func add(_ id: String, _ body: [UInt8]) { state.withLock { $0.append((id, body)) } }
}
