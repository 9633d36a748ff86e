import Domain
import TestKit
import Testing

@testable import Engine

/// What a replay does to each kind of past: nothing is issued twice, and what was told is told again
/// under its first id.
@Suite struct ReplayTests {
  @Test func `all of a past is replayed, and only what has no invoice yet gets one`() async throws {
    try await Workbench.with { bench in
      let refusal = Failure(.smartBillRefused)
      try await bench.confirm("issued", by: "e1")
      try await bench.request("issued", by: "e2")
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.refuse(refusal)] }
      try await bench.confirm("refused", by: "e3")
      try await bench.drain()
      try await bench.confirm("cancelled", by: "e4")
      try await bench.drain()
      try await bench.cancel("cancelled", by: "e5")
      try await bench.cancel("prevented", by: "e6")
      try await bench.receive(SampleEvent.body("customer.created", [String: String]()), as: "e7")
      try await bench.drain()
      let creates = bench.invoicing.current.creates
      let told = bench.shop.notices
      let invoices = try await bench.invoices()
      try await expectEqual(bench.failures(.held), [.eventTypeUnknown, .smartBillRefused])

      try await bench.replayAll()
      try await bench.finish()

      // The refused one, once; nothing else.
      expectEqual(bench.invoicing.current.creates, creates + 1)
      let after = try await bench.invoices()
      expectEqual(after.map(\.id), invoices.map(\.id))
      expectEqual(after.map(\.state), [.issued, .issued, .cancelled, .withdrawn])
      try await expectEqual(bench.failures(.held), [.eventTypeUnknown])
      let again = bench.shop.notices.dropFirst(told.count)
      let issuedNow = again.filter { notice in !told.contains { $0.id == notice.id } }
      expectEqual(issuedNow.map(\.notice.type), ["invoice.issued"])
      expectEqual(issuedNow.map(\.notice.order), ["refused"])
      for notice in again where !issuedNow.contains(notice) {
        #expect(told.contains(notice), "\(notice.id) is another")
      }
      // Both that asked for the first, and both cancels.
      expectEqual(again.count, 2 + 1 + 2)

      // And once more: now nothing at all is new.
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, creates + 1)
      expectEqual(Set(bench.shop.notices.map(\.id)).count, Set(told.map(\.id)).count + 1)
      try await expectEqual(bench.invoices().count, after.count)
    }
  }

  @Test func `an order that was refused for good is refused again, and stays one revision`()
    async throws
  {
    try await Workbench.with { bench in
      let refusal = Failure(.smartBillRefused)
      bench.invoicing.change { $0.scripts = [.refuse(refusal), .refuse(refusal)] }
      try await bench.confirm()
      try await bench.finish()
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 2)
      try await expectEqual(bench.states(), [.refused])
      // The earlier run's job is not left beside it.
      try await expectEqual(bench.failures(.held), [.smartBillRefused])
    }
  }

  @Test func `a replay while an invoice is in doubt waits for what is found out`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.states(), [.inDoubt])
      try await bench.replayAll()
      try await bench.finish()
      // Absent, as SmartBill says twice: sent again by the one job that looks after it.
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 2)
      expectEqual(
        Set(bench.shop.notices.filter { $0.notice.type == "invoice.issued" }.map(\.id)).count, 1)
    }
  }

  @Test(arguments: [false, true])
  func `a refused cancel is tried again, unless the invoice was asked for since`(
    isAskedSince: Bool
  ) async throws {
    try await Workbench.with { bench in
      let refusal = Failure(.cancelRefused)
      bench.invoicing.change { $0.cancelReadings = [.refused(refusal)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      if isAskedSince { try await bench.request() }
      try await bench.drain()
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(bench.states(), [isAskedSince ? .issued : .cancelled])
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `an unreadable event is told again under its first id`() async throws {
    try await Workbench.with { bench in
      let body = #"{"type":"invoice.issue_requested","data":{"order":{"id":"7"}}}"#
      try await bench.receive(Array(body.utf8), as: "e1")
      try await bench.drain()
      try await bench.replayAll()
      try await bench.finish()
      expectEqual(bench.told, ["invoice.failed", "invoice.failed"])
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 1)
      try await expectEqual(bench.failures(.held), [.eventUnreadable])
    }
  }

  @Test func `what comes in meanwhile is issued and told first`() async throws {
    try await Workbench.with { bench in
      for index in 1...20 { try await bench.confirm(OrderID("\(index)"), by: EventID("e\(index)")) }
      try await bench.finish()
      let told = bench.shop.notices.count
      try await bench.replayAll()
      try await bench.confirm("live", by: "live")
      // Of each pool one at a time.
      let room = Dictionary(uniqueKeysWithValues: Pool.allCases.map { ($0, 1) })
      while bench.shop.notices.count == told {
        for claim in try await bench.store.claim(room, at: bench.clock.now(), lease: .seconds(60)) {
          try await bench.perform(claim)
        }
      }
      expectEqual(bench.shop.notices.last?.notice.order, "live")
      try await bench.finish()
      expectEqual(bench.shop.notices.count, told + 21)
    }
  }
}
