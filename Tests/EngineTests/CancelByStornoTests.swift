import Domain
import TestKit
import Testing

@testable import Engine

/// “Anuleaza factura” where the shop's settings say that it reverses by a storno.
@Suite struct CancelByStornoTests {
  private static let policy: ShopPolicy = {
    var policy = ShopPolicy.sample
    policy.cancel = .storno
    return policy
  }()

  private func with(_ body: (Workbench) async throws -> Void) async throws {
    try await Workbench.with(policy: Self.policy, body)
  }

  @Test func `a cancel reverses by a storno, whose number the shop is told`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
      #expect(bench.invoicing.current.cancelled.isEmpty)
      expectEqual(Set(bench.told), ["invoice.issued", "invoice.cancelled"])
      let told = bench.shop.notices.filter { $0.notice.type == "invoice.cancelled" }
      expectEqual(Set(told.map(\.id)).count, 1)
      expectEqual(
        told.first?.notice.content,
        .cancelled(
          InvoiceNumber(series: "FCT", text: "0001"), revision: 0,
          storno: InvoiceNumber(series: "FCT", text: "0002")))
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `a request that waits for the cancel doesn't keep its storno waiting`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.fail, .issueAndLoseAnswer] }
      try await bench.cancel()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
      try await expectEqual(bench.invoices().map(\.key.revision), [0, 1, 0])
      let numbers = try await bench.invoices().compactMap(\.document?.number.text)
      expectEqual(numbers, ["0001", "0003", "0002"])
    }
  }

  @Test func `a refund that waits for a doubt, and a cancel and a request behind it, all end`()
    async throws
  {
    try await with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.refund("R1", isFull: true)
      try await bench.cancel()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `of a cancel that a refund overtook the shop hears before the next invoice`()
    async throws
  {
    try await with { bench in
      bench.invoicing.change { $0.scripts = [.issueAndLoseAnswer] }
      try await bench.confirm()
      try await bench.drain()
      try await bench.refund("R1", isFull: true)
      try await bench.drain()
      bench.clock.advance(by: .seconds(1))
      try await bench.cancel()
      try await bench.drain()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
      let news = bench.shop.notices.sorted { $0.sequence < $1.sequence }
      #expect(Set(news.map(\.notice.type)).contains("invoice.cancelled"))
      expectEqual(news.last?.notice.type, "invoice.issued")
      expectEqual(Set(news.map(\.sequence)).count, Set(news.map(\.id)).count)
    }
  }

  @Test func `a storno that is refused leaves the invoice, and the cancel says why`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      let refusal = Failure(.periodClosed, detail: "perioada inchisa")
      bench.invoicing.change { $0.scripts = [.refuse(refusal)] }
      try await bench.cancel()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .refused])
      try await expectEqual(bench.failures(.held).count, 1)
      expectEqual(bench.told.filter { $0 == "invoice.failed" }.count, 1)
      guard case .failed(.cancel, _)? = bench.shop.notices.last?.notice.content else {
        Issue.record("\(bench.told)")
        return
      }
      #expect(try await bench.invoices()[0].cancelling == nil)
      // Its storno isn't sent for a cancel that is over.
      let reverse = try #require(try await bench.store.jobs(JobFilter(kind: .reverseInvoice)).first)
      try await bench.act(.requeue(reverse.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .refused])
      // Pressed again, it is sent again, though the process dies before it does anything.
      bench.clock.advance(by: .seconds(60))
      try await bench.cancel(by: "cancel again")
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      try await expectEqual(bench.claimAll().map(\.job.command.kind), [.cancelInvoice])
      try await bench.restart()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
    }
  }

  @Test func `a refused cancel is tried again by requeue`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.refuse(Failure(.smartBillRefused, detail: "nu"))] }
      try await bench.cancel()
      try await bench.finish()
      let job = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
      expectEqual(bench.told.last, "invoice.cancelled")
    }
  }

  @Test func `a storno that never left, tried again by requeue, is waited for`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      bench.invoicing.change { $0.scripts = [.refuse(Failure(.smartBillRefused, detail: "nu"))] }
      try await bench.cancel()
      try await bench.finish()
      let job = try #require(try await bench.store.jobs(JobFilter(state: .held)).first)
      bench.invoicing.change { $0.scripts = [.fail] }
      try await bench.act(.requeue(job.id))
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued])
    }
  }

  @Test func `a restore of what a storno reversed is refused`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.restore()
      try await bench.finish()
      try await expectEqual(bench.failures(.held), [.nothingToRestore])
      #expect(bench.invoicing.current.restored.isEmpty)
    }
  }

  @Test func `a request after such a restore opens the next invoice`() async throws {
    try await with { bench in
      try await bench.confirm()
      try await bench.drain()
      try await bench.cancel()
      try await bench.restore()
      try await bench.request()
      try await bench.finish()
      try await expectEqual(bench.states(), [.reversed, .issued, .issued])
    }
  }

  @Test func `it survives a crash before and after each step`() async throws {
    for steps in 0..<30 {
      try await with { bench in
        try await bench.confirm()
        try await bench.drain()
        try await bench.cancel()
        try await bench.request()
        bench.stepsToLive = steps
        do { try await bench.drain() } catch is Workbench.Died {}
        try await bench.restart()
        try await bench.finish()
        try await expectEqual(bench.states(), [.reversed, .issued, .issued], "\(steps) steps")
        expectEqual(bench.invoicing.current.documents.values.count { $0.names != nil }, 1)
      }
    }
  }
}
