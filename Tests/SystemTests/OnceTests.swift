import Foundation
import Signatures
import StageKit
import TestKit
import Testing

/// However often it is asked, one invoice.
@Suite struct OnceTests {
  @Test func `one event sent 200 times at once is accepted once and issued once`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      let delivery = try SignedDelivery(
        id: "evt-once", body: SampleEvent.statusChanged(.sample(id: "9001")))
      let statuses = try await withThrowingTaskGroup { group in
        for _ in 0..<200 {
          group.addTask { try await delivery.send(to: punte.address).status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      expectEqual(statuses.count { $0 == 202 }, 1)
      expectEqual(statuses.count { $0 == 200 }, 199)
      try await stage.untilQuiet()
      try await expectEqual(stage.createRequests().count, 1)
      let events = try await stage.events()
      expectEqual(events.count, 1)
      expectEqual(events.first?["duplicates"].int, 199)
    }
  }

  @Test func `50 confirmations of one order are one invoice`() async throws {
    try await Stage.with { stage in
      let punte = try await stage.startPunte()
      try await withThrowingTaskGroup { group in
        for number in 0..<50 {
          group.addTask {
            let delivery = try SignedDelivery(
              id: "evt-\(number)", body: SampleEvent.statusChanged(.sample(id: "9002")))
            try await expectEqual(delivery.send(to: punte.address).status, 202)
          }
        }
        try await group.waitForAll()
      }
      try await stage.untilQuiet()
      try await expectEqual(stage.createRequests().count, 1)
      try await expectEqual(stage.documents().count, 1)
      let invoices = try await stage.listing("invoices", "list").array
      expectEqual(invoices.map { $0["state"].string }, ["issued"])
    }
  }

  @Test func `a cancel that comes first prevents the invoice, and the shop is told`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      let order = try await stage.newOrder()
      try await stage.requestCancel(order)
      let callback = try await stage.callback("invoice.cancelled", of: order)
      #expect(callback["data"]["invoice"]["number"].isNull)
      try await stage.confirm(order)
      try await stage.untilQuiet()
      #expect(try await stage.createRequests().isEmpty)
      // A person's request opens the next revision.
      try await stage.requestInvoice(order)
      let issued = try await stage.callback("invoice.issued", of: order)
      expectEqual(issued["data"]["invoice"]["revision"].int, 1)
    }
  }

  @Test func `a cancel during the create call waits, then cancels`() async throws {
    try await Stage.with { stage in
      try await stage.startPunte()
      try await stage.plant(#"{"fault": "slow", "endpoint": "invoice", "delay_ms": 5000}"#)
      let order = try await stage.newOrder()
      try await stage.confirm(order)
      try await Polling.until("the create call is under way") {
        try await stage.listing("invoices", "list").array.first?["state"].string == "sending"
      }
      try await stage.requestCancel(order)
      let cancelled = try await stage.callback("invoice.cancelled", of: order)
      expectEqual(cancelled["data"]["invoice"]["number"].string, "0001")
      let documents = try await stage.documents()
      expectEqual(documents.map { $0["cancelled"].bool }, [true])
      let sequences = try await stage.callbacks(of: order).map { $0["data"]["sequence"].int }
      expectEqual(sequences, [1, 2])
    }
  }
}
