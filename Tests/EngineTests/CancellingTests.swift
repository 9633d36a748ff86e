import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct CancellingTests {
  @Test func `a cancel that comes first prevents the invoice, and a request opens the next`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.cancel()
      try await bench.confirm()
      try await bench.drain()
      expectEqual(bench.invoicing.current.creates, 0)
      expectEqual(bench.told, ["invoice.cancelled"])
      expectEqual(bench.shop.notices[0].notice.content, .cancelled(nil, revision: 0))
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.states(), [.withdrawn, .issued])
      try await expectEqual(bench.invoices().map(\.key.revision), [0, 1])
    }
  }

  @Test func `a cancel of what is only planned withdraws it`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.fail] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn])
      expectEqual(bench.invoicing.current.nextNumber, 1)
      expectEqual(bench.told, ["invoice.cancelled"])
    }
  }

  @Test func `a cancel during the create call waits for it, then cancels`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      let issue = try await bench.claimAll()
      expectEqual(issue.map(\.job.command.kind), [.issueInvoice])
      // While that job is claimed, the cancel is handled and finds the invoice planned or sending.
      try await bench.perform(issue[0])
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.told, ["invoice.issued", "invoice.cancelled"])
      expectEqual(bench.shop.notices.map(\.sequence), [1, 2])
    }
  }

  @Test func `a cancel of a doubt waits until it is settled, then goes on by itself`() async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      #expect(try await bench.failures(.available).contains(.cancelWaits))
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
      expectEqual(bench.invoicing.current.cancelled, ["0001"])
    }
  }

  @Test func `a doubt that a cancel waits for is not sent again, but withdrawn`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      try await bench.act(.resolve(try await bench.invoices()[0].id, .sendAgain))
      try await bench.finish()
      try await expectEqual(bench.states(), [.withdrawn])
      expectEqual(bench.invoicing.current.creates, 1)
      expectEqual(bench.told, ["invoice.cancelled"])
    }
  }

  @Test func `a refused cancel is told, and no other invoice is issued beside the first`()
    async throws
  {
    try await Workbench.with { bench in
      let refusal = Failure(.cancelRefused, detail: "exista stornari")
      bench.invoicing.change { $0.cancelReadings = [.refused(refusal)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .planned])
      expectEqual(Set(try await bench.failures(.held)), [.cancelRefused, .previousInvoiceStands])
      expectEqual(bench.invoicing.current.creates, 1)
      // Whoever asked for the second hears after a while that it waits.
      expectEqual(bench.told, ["invoice.issued", "invoice.failed", "invoice.delayed"])
    }
  }

  @Test func `a cancel refused for the account's sake waits until that is mended`() async throws {
    try await Workbench.with { bench in
      let refusal = Failure(.smartBillAccount, detail: "Nu aveti dreptul de a modifica factura")
      bench.invoicing.change { $0.cancelReadings = [.accountRefused(refusal)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      #expect(try await bench.failures(.available).contains(.smartBillAccount))
      expectEqual(bench.told, ["invoice.issued"])
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled])
    }
  }

  @Test func `a refused cancel is tried again by requeue, unless the invoice was asked for since`()
    async throws
  {
    try await Workbench.with { bench in
      let refusal = Failure(.cancelRefused, detail: "exista stornari")
      bench.invoicing.change { $0.cancelReadings = [.refused(refusal), .refused(refusal)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.drain()
      let job = try #require(try await bench.store.jobs(JobFilter(kind: .cancelInvoice)).first)
      try await bench.act(.requeue(job.id))
      try await bench.drain()
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.result(of: .requeue(job.id)), .refused(.cancelOvertaken(job.id)))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      #expect(bench.invoicing.current.cancelled.isEmpty)
      #expect(bench.invoicing.current.cancelReadings.isEmpty)
      try await bench.replay("cancel", run: 1)
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      #expect(bench.invoicing.current.cancelled.isEmpty)
    }
  }

  @Test func `a request while the cancel is pending waits for it`() async throws {
    try await Workbench.with { bench in
      let failure = Failure(.smartBillUnreachable)
      bench.invoicing.change { $0.cancelReadings = [.unavailable(failure)] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.request()
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued, .planned])
      try await bench.finish()
      try await expectEqual(bench.states(), [.cancelled, .issued])
      expectEqual(bench.told, ["invoice.issued", "invoice.cancelled", "invoice.issued"])
    }
  }
}
