import Domain
import TestKit
import Testing

@testable import Engine

/// The shop hears of an invoice that takes long.
@Suite struct WatchTests {
  @Test func `after five minutes the shop is told of a delay, once for each request, and why`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change {
        $0.scripts = [.loseRequest]
        $0.numberReadings =
          [.next(1)] + Array(repeating: .unavailable(Failure(.smartBillUnreachable)), count: 20)
      }
      try await bench.confirm("1", by: "e1")
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      bench.clock.advance(by: .seconds(299))
      try await bench.drain()
      #expect(bench.told.isEmpty)
      bench.clock.advance(by: .seconds(1))
      try await bench.drain()
      let reasons = bench.shop.notices.map { notice -> String in
        guard case .delayed(let failure, revision: 0) = notice.notice.content else { return "" }
        return "\(notice.notice.order) \(failure.code.rawValue)"
      }
      expectEqual(reasons.sorted(), ["1 invoice_in_doubt", "2 series_busy"])
      bench.invoicing.change { $0.numberReadings = [] }
      try await bench.finish()
      expectEqual(bench.told.filter { $0 == "invoice.delayed" }.count, 2)
      expectEqual(bench.told.filter { $0 == "invoice.issued" }.count, 2)
      let first = bench.shop.notices.filter { $0.notice.order == "1" }
      expectEqual(first.map(\.sequence), [1, 2])
    }
  }

  @Test func `nothing is told of what was issued, refused or cancelled in time`() async throws {
    try await Workbench.with { bench in
      bench.invoicing.change {
        $0.scripts = [.refuse(Failure(.smartBillRefused))]
      }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.confirm("2", by: "e2")
      try await bench.confirm("3", by: "e3")
      try await bench.drain()
      try await bench.cancel("3")
      try await bench.finish()
      #expect(!bench.told.contains("invoice.delayed"))
      let watches = try await bench.store.jobs(JobFilter(kind: .watchInvoice))
      expectEqual(watches.map(\.state), [.completed, .completed, .completed])
    }
  }
}
