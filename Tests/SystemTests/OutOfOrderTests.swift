import Domain
import Foundation
import StageKit
import TestKit
import Testing

/// Events that come in another order than they happened in, through the real binaries.
@Suite struct OutOfOrderTests {
  private static let invoicing =
    "{ trigger: automatic, statuses: [ Confirmata ], cancel_statuses: [ Anulata ], series: FCT"

  /// Of so many seconds ago.
  private static func change(_ seconds: Double, _ total: Money, status: String = "Confirmata")
    -> [UInt8]
  {
    let moment = Date(timeIntervalSinceNow: -seconds).formatted(.iso8601)
    return SampleEvent.at(
      moment, SampleEvent.statusChanged(.sample(status: status, price: total)))
  }

  private static func send(_ body: [UInt8], _ id: String, to punte: RunningProgram) async throws {
    try await expectEqual(SignedDelivery(id: id, body: body).send(to: punte.address).status, 202)
  }

  @Test func `of two events the newer is invoiced, though it came first`() async throws {
    try await Stage.with(invoicing: Self.invoicing + ", wait: 2s }") { stage in
      let punte = try await stage.startPunte()
      try await Self.send(Self.change(300, "200.00"), "newer", to: punte)
      try await Self.send(Self.change(600, "100.00"), "older", to: punte)
      try await Polling.until("the invoice is there") { try await !stage.documents().isEmpty }
      try await stage.untilQuiet()
      try await expectEqual(
        stage.listing("invoices", "list").array.map { $0["document"]["total"].string }, ["200.00"])
    }
  }

  @Test func `an order that was cancelled is not invoiced by what comes late`() async throws {
    try await Stage.with(invoicing: Self.invoicing + " }") { stage in
      let punte = try await stage.startPunte()
      try await Self.send(Self.change(300, "131.00", status: "Anulata"), "newer", to: punte)
      try await Self.send(Self.change(600, "131.00"), "older", to: punte)
      try await stage.untilQuiet()
      #expect(try await stage.createRequests().isEmpty)
      try await Self.send(Self.change(60, "131.00"), "newest", to: punte)
      try await stage.untilQuiet()
      try await expectEqual(stage.createRequests().count, 1)
    }
  }

  @Test func `a shop can't make Punte's own events, nor take their ids`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let body =
        #"{"type":"stock.changed","timestamp":"2026-11-23T10:00:00Z","data":{"received_at":1,"#
        + #""push":[]}}"#
      try await Self.send(Array(body.utf8), "punte:stock-changed/1/abc", to: punte)
      try await stage.untilQuiet()
      let event = try await stage.listing("events", "list").array.first
      expectEqual(event?["failure"]["code"].string, "event_type_reserved")
      expectEqual(event?["id"].string, "shop:punte:stock-changed/1/abc")
    }
  }

  @Test func `settings that would orphan documents are refused, with the remedy`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await Self.send(Self.change(60, "131.00"), "confirm", to: punte)
      try await Polling.until("the invoice is there") { try await !stage.documents().isEmpty }
      try await stage.untilQuiet()
      let text = try String(contentsOf: stage.settingsFile, encoding: .utf8)
      func write(_ old: String, _ new: String) throws {
        #expect(text.contains(old))
        try text.replacing(old, with: new)
          .write(to: stage.settingsFile, atomically: true, encoding: .utf8)
      }
      await punte.killAtOnce()
      try write("  magazin:", "  magazin-nou:")
      let renamed = try await stage.punte("serve")
      expectEqual(renamed.status, 78, "\(renamed.errors)")
      #expect(renamed.errors.contains("shop magazin has documents"))
      try write("cif: \(Stage.cif)", "cif: RO14399840")
      let moved = try await stage.punte("serve")
      expectEqual(moved.status, 78)
      #expect(moved.errors.contains("account firma has documents of \(Stage.cif)"))
      try text.write(to: stage.settingsFile, atomically: true, encoding: .utf8)
      let again = try await stage.startPunte()
      try write("cif: \(Stage.cif)", "cif: RO14399840")
      again.send(SIGHUP)
      try await Polling.until("the reload is refused") {
        again.logText.contains("has documents of \(Stage.cif)")
      }
    }
  }
}
