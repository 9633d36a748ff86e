import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct InvoiceRestoreTests {
  /// Confirms the order, and cancels its invoice.
  private func cancelled(_ bench: Workbench) async throws {
    try await bench.confirm()
    try await bench.drain()
    try await bench.cancel()
    try await bench.drain()
    try await expectEqual(bench.states(), [.cancelled])
  }

  @Test(arguments: [true, false])
  func `who asks for an invoice that is not restored after all is told so`(isRefused: Bool)
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      try await bench.cancel()
      try await bench.finish()
      bench.invoicing.change {
        let unavailable = ChangeReading.unavailable(Failure(.smartBillUnreachable))
        $0.restoreReadings = [
          unavailable, isRefused ? .refused(Failure(.restoreRefused)) : unavailable,
        ]
      }
      try await bench.restore()
      try await bench.drain()
      try await bench.request()
      try await bench.request(by: "request again")
      try await bench.finish()
      guard isRefused else {
        return #expect(try await bench.states() == [.issued])
      }
      try await expectEqual(bench.states(), [.cancelled])
      #expect(
        Set(try await bench.failures(.held)) == [.restoreRefused]
          && bench.told.filter { $0 == "invoice.failed" }.count == 3)
      try await bench.request(by: "after it")
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .issued])
    }
  }

  @Test func `a cancelled invoice stands again, and a cancel after that is news to the shop`()
    async throws
  {
    try await Workbench.with { bench in
      try await cancelled(bench)
      try await bench.restore()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.restored, ["0001"])
      try await bench.cancel(by: "cancel again")
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.cancelled, ["0001", "0001"])
      expectEqual(
        bench.told,
        ["invoice.issued", "invoice.cancelled", "invoice.restored", "invoice.cancelled"])
      expectEqual(bench.shop.notices.map(\.sequence), [1, 2, 3, 4])
      expectEqual(Set(bench.shop.notices.map(\.id)).count, 4)
    }
  }

  @Test func `a replayed restore tells again, and restores nothing that was cancelled since`()
    async throws
  {
    try await Workbench.with { bench in
      try await cancelled(bench)
      try await bench.restore()
      try await bench.finish()
      try await bench.replay("restore", run: 1)
      try await bench.finish()
      let told = bench.shop.notices
      expectEqual(told.last?.id, told.last { $0.notice.type == "invoice.restored" }?.id)
      expectEqual(Set(told.map(\.id)).count, 3)
      try await bench.cancel(by: "cancel again")
      try await bench.finish()
      try await bench.replay("restore", run: 2)
      try await bench.replay("cancel", run: 1)
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.restored, ["0001"])
    }
  }

  @Test func `what was asked for in turn is done in turn, though SmartBill was away`() async throws
  {
    try await Workbench.with { bench in
      let away = Failure(.smartBillUnreachable)
      bench.invoicing.change { $0.cancelReadings = [.unavailable(away)] }
      try await bench.confirm()
      try await bench.drain()
      for (index, word) in ["cancel", "restore", "cancel", "restore", "cancel"].enumerated() {
        let event = EventID("\(word) \(index)")
        try await word == "cancel" ? bench.cancel(by: event) : bench.restore(by: event)
      }
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.cancelled.count, 3)
      expectEqual(bench.invoicing.current.restored.count, 2)
      expectEqual(bench.told.last, "invoice.cancelled")
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `a lost answer is asked for again, and a cancel that came meanwhile counts`()
    async throws
  {
    try await Workbench.with { bench in
      try await cancelled(bench)
      let away = Failure(.smartBillUnreachable)
      bench.invoicing.change { $0.restoreReadings = [.unavailable(away)] }
      try await bench.restore()
      try await bench.drain()
      try await bench.cancel(by: "cancel again")
      try await bench.drain()
      let job = try #require(try await bench.store.jobs(JobFilter(kind: .restoreInvoice)).first)
      guard case .refused = try await bench.result(of: .discard(job.id)) else {
        Issue.record("a restore that may have been done is let go")
        return
      }
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.cancelled, ["0001", "0001"])
    }
  }

  @Test func `a request that comes while the invoice is restored meets it, and opens no other`()
    async throws
  {
    try await Workbench.with { bench in
      try await cancelled(bench)
      let away = Failure(.smartBillUnreachable)
      bench.invoicing.change { $0.restoreReadings = [.unavailable(away)] }
      try await bench.restore()
      try await bench.drain()
      try await bench.request()
      try await bench.drain()
      #expect(try await bench.failures(.available).contains(.restoreWaits))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.invoicing.current.creates, 1)
    }
  }

  @Test func `a restore is refused where nothing is cancelled, and where a later invoice stands`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.restore(by: "too early")
      try await bench.drain()
      try await bench.confirm()
      try await bench.drain()
      try await bench.restore(by: "of one that stands")
      try await bench.drain()
      try await bench.cancel()
      try await bench.request()
      try await bench.drain()
      try await bench.restore(by: "of one that was replaced")
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .issued])
      #expect(bench.invoicing.current.restored.isEmpty)
      try await expectEqual(
        bench.failures(.held),
        [
          .nothingToRestore, .nothingToRestore, .nothingToRestore,
        ])
      let refusals = bench.shop.notices.filter { $0.notice.type == "invoice.failed" }
      expectEqual(refusals.count, 3)
      let details = refusals.map { told -> String? in
        guard case .failed(.restore, let failure) = told.notice.content else { return nil }
        return failure.detail
      }
      expectEqual(
        details,
        [
          "no invoice was asked for", "revision 0 FCT 0001 is issued",
          "revision 1 FCT 0002 is issued",
        ])
    }
  }

  @Test func `a refused restore is tried again by requeue, unless another invoice followed`()
    async throws
  {
    try await Workbench.with { bench in
      try await cancelled(bench)
      let refusal = Failure(.stockForbidsChange, detail: "Cantitate stoc insuficienta")
      bench.invoicing.change { $0.restoreReadings = [.refused(refusal), .refused(refusal)] }
      try await bench.restore()
      try await bench.drain()
      expectEqual(bench.told.last, "invoice.failed")
      let job = try #require(try await bench.store.jobs(JobFilter(kind: .restoreInvoice)).first)
      try await bench.act(.requeue(job.id))
      try await bench.drain()
      #expect(bench.invoicing.current.restoreReadings.isEmpty)
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.states(), [.cancelled, .issued])
      // Else two invoices of one order could stand.
      try await expectEqual(bench.result(of: .requeue(job.id)), .refused(.restoreOvertaken(job.id)))
      try await bench.replay("restore", run: 1)
      try await bench.finish()
      #expect(bench.invoicing.current.restored.isEmpty)
      try await expectEqual(bench.states(), [.cancelled, .issued])
    }
  }

  @Test func `a restore survives a crash before and after each step`() async throws {
    for steps in 0..<24 {
      try await Workbench.with { bench in
        try await cancelled(bench)
        try await bench.restore()
        bench.stepsToLive = steps
        do { try await bench.drain() } catch is Workbench.Died {}
        try await bench.restart()
        try await bench.finish()
        try await expectEqual(bench.states(), [.issued])
        expectEqual(bench.told.last, "invoice.restored")
        expectEqual(Set(bench.shop.notices.map(\.id)).count, 3)
      }
    }
  }
}
