import Domain
import TestKit
import Testing

@testable import Engine
@testable import StoreSQLite

/// The engine over a database in which another version wrote a row, or that is damaged.
@Suite struct UnreadableRowTests {
  @Test func `an order whose invoice can't be read is held alone, until a version that can comes`()
    async throws
  {
    try await Workbench.with { bench in
      try await bench.confirm("1", by: "e1")
      try await bench.perform(try await bench.claimAll()[0])
      try await bench.tamper("UPDATE invoices SET failure_code = 'of_a_newer_build'")
      // Even a further event of the order stalls nobody.
      try await bench.request("1", by: "e1 again")
      try await bench.confirm("2", by: "e2")
      try await bench.drain()
      try await expectEqual(bench.states(), [.needsPerson, .issued])
      let held = try await bench.store.jobs(JobFilter(state: .held))
      #expect(!held.isEmpty)
      for job in held {
        expectEqual(job.failure, Failure(.rowUnreadable, detail: "invoice 1: failure_code"))
      }
      // The newer version is back.
      try await bench.tamper("UPDATE invoices SET failure_code = NULL WHERE id = 1")
      for job in held { try await bench.act(.requeue(job.id)) }
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      expectEqual(bench.invoicing.current.creates, 2)
    }
  }

  @Test func `one in doubt that can't be read is never sent again, and blocks its series`()
    async throws
  {
    try await Workbench.with { bench in
      bench.invoicing.change { $0.scripts = [.loseRequest] }
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.tamper("UPDATE invoices SET mends = 'not JSON' WHERE id = 1")
      try await bench.confirm("2", by: "e2")
      for _ in 0..<5 {
        bench.clock.advance(by: .seconds(120))
        try await bench.drain()
      }
      expectEqual(bench.invoicing.current.creates, 1)
      try await expectEqual(bench.states(), [.needsPerson, .planned])
      try await expectEqual(bench.failures(.held), [.rowUnreadable])
      #expect(try await bench.failures(.available).contains(.seriesBusy))
    }
  }

  @Test func `a callback whose notice can't be read is held, and the others go out`() async throws {
    try await Workbench.with { bench in
      bench.shop.answer(.failed(Failure(.shopUnreachable), retryAfter: nil))
      try await bench.confirm("1", by: "e1")
      try await bench.drain()
      try await bench.tamper("UPDATE notices SET content = '{\"juggled\":{}}'")
      try await bench.confirm("2", by: "e2")
      try await bench.finish()
      let held = try await bench.store.jobs(JobFilter(kind: .notifyShop, state: .held))
      expectEqual(held.map(\.failure?.code), [.rowUnreadable])
      expectEqual(held[0].failure?.detail?.hasSuffix(": content"), true)
      expectEqual(bench.told, ["invoice.issued", "invoice.issued"])
    }
  }
}

extension Workbench {
  fileprivate func tamper(_ sql: String) async throws {
    try await store.writer.perform { db in try db.run(sql) }
  }
}
