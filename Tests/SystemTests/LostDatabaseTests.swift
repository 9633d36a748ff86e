import Foundation
import StageKit
import TestKit
import Testing

/// The database is gone, and `punte serve` makes a new one.
@Suite struct LostDatabaseTests {
  /// The wait for the search, at the rate that SmartBill allows.
  private static let searchedWithin = Duration.seconds(120)

  private func deliver(_ order: Int, to punte: RunningProgram) async throws {
    let body = try SampleEvent.statusChanged(.sample(id: .init("\(order)")))
    let delivery = try SignedDelivery(id: "evt-\(order)", body: body)
    try await expectEqual(delivery.send(to: punte.address).status, 202)
  }

  private func loseDatabase(_ stage: Stage) throws {
    for end in ["", "-wal", "-shm"] {
      try FileManager.default.removeItem(at: stage.folder.appending(path: "punte.db" + end))
    }
  }

  private func resolve(_ stage: Stage, _ words: String...) async throws {
    let result = try await stage.punte(
      arguments: ["invoices"] + words + ["--by", "Ana", "--reason", "looked at them"])
    expectEqual(result.status, 0, "\(result.errors)")
  }

  @Test func `no order gets a second invoice, and a person's words bring the first ones back`()
    async throws
  {
    try await Stage.with(smartBillOptions: ["--series", "OLD"]) { stage in
      let first = try await stage.startPunte()
      for order in [1001, 1002] { try await deliver(order, to: first) }
      try await stage.untilQuiet()
      try await expectEqual(stage.documents().count, 2)
      await expectEqual(first.terminate(), 0)
      try loseDatabase(stage)
      let check = try await stage.punte("check")
      #expect(check.output.contains("searches it back"), "\(check.output)")

      let second = try await stage.startPunte()
      for order in [1001, 1002, 1003] { try await deliver(order, to: second) }
      try await Polling.until("the series has stopped", within: Self.searchedWithin) {
        try await stage.listing("invoices", "series")["stopped"].description
          .contains("series_restored")
      }
      try await expectEqual(stage.createRequests().count, 2)
      let stopped = try await stage.punte("check")
      #expect(stopped.output.contains("with a reference of ours") || stopped.status != 0)

      try await resolve(stage, "resume", "FCT")
      for _ in 1...2 {
        let asking = try await Polling.value("an order is a person's", within: Self.searchedWithin)
        {
          try await stage.listing("invoices", "list", "--state", "needs_person").array.first
        }
        expectEqual(asking["failure"]["code"].string, "document_differs")
        // Order 1001 has number 1, or 2: as the network had it.
        let id = asking["id"].int ?? 0
        let number = asking["candidates"][0]["number"]["text"].string ?? ""
        try await resolve(stage, "resolve", "\(id)", "--number", number)
        try await Polling.until("it is settled", within: Self.searchedWithin) {
          try await stage.listing("invoices", "list", "--state", "needs_person").array
            .allSatisfy { $0["id"].int != id }
        }
      }
      try await Polling.until("all three are issued", within: Self.searchedWithin) {
        try await stage.listing("invoices", "list", "--state", "issued").array.count == 3
      }
      try await expectEqual(stage.documents().count, 3)
      try await expectEqual(stage.createRequests().count, 3)
    }
  }

  @Test func `where only others' documents are, the first order waits for the search alone`()
    async throws
  {
    try await Stage.with { stage in
      for _ in 1...3 {
        try await HTTP.post(stage.smartBill.address + "/_sandbox/foreign", #"{"series": "FCT"}"#)
      }
      let punte = try await stage.startPunte()
      try await deliver(1001, to: punte)
      try await Polling.until("it is issued", within: Self.searchedWithin) {
        try await stage.listing("invoices", "list", "--state", "issued").array.count == 1
      }
      let invoice = try await stage.listing("invoices", "list").array[0]
      expectEqual(invoice["document"]["number"]["text"].string, "0004")
    }
  }

  @Test func `a fresh installation asks SmartBill once, and not again`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      for order in [1001, 1002, 1003] { try await deliver(order, to: punte) }
      try await stage.untilQuiet()
      try await expectEqual(stage.documents().count, 3)
      let reads = try await stage.requests().filter { $0["method"].string == "GET" }
      expectEqual(reads.count, 1, "\(reads)")
    }
  }
}
