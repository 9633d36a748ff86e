import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct ConfirmingTests {
  private func confirmed(
    _ readings: [DocumentReading], _ check: (Workbench, JobRecord) async throws -> Void
  ) async throws {
    try await Workbench.with { bench in
      bench.invoicing.change {
        $0.confirmsTotals = true
        $0.totalReadings = readings
      }
      try await bench.confirm()
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(bench.told, ["invoice.issued"])
      let jobs = try await bench.store.jobs(JobFilter(kind: .confirmTotal))
      expectEqual(jobs.count, 1)
      try await check(bench, try #require(jobs.first))
    }
  }

  @Test func `an invoice's total is looked up after it was issued`() async throws {
    try await confirmed([]) { _, job in
      expectEqual(job.state, .completed)
      expectEqual(job.note, JobNote(.totalIsRight, detail: "131.00").line)
    }
  }

  @Test func `another total than the order's is held for a person`() async throws {
    try await confirmed([.exists(total: "131.01")]) { _, job in
      expectEqual(job.state, .held)
      expectEqual(
        job.failure,
        Failure(
          .issuedTotalDiffers, detail: "FCT 0001 comes to 131.01, the order to 131.00"))
    }
  }

  @Test func `where there is no room or no answer it waits, and is looked up later`() async throws {
    let busy = DocumentReading.unavailable(Failure(.documentsBusy))
    try await confirmed([busy, busy, .absent]) { _, job in
      expectEqual(job.state, .completed)
      expectEqual(job.attempt, 4)
    }
  }

  @Test func `an invoice that stays absent is held`() async throws {
    let readings = Array(repeating: DocumentReading.absent, count: 20)
    try await confirmed(readings) { _, job in
      expectEqual(job.failure?.code, .issuedTotalDiffers)
      expectEqual(job.attempt, 7)
    }
  }

  @Test func `one absence after a long wait for room is not yet believed`() async throws {
    let busy = DocumentReading.unavailable(Failure(.documentsBusy))
    try await confirmed(Array(repeating: busy, count: 9) + [.absent]) { _, job in
      expectEqual(job.state, .completed)
    }
  }

  @Test func `without the setting nothing is looked up`() async throws {
    try await Workbench.with { bench in
      try await bench.confirm()
      try await bench.finish()
      #expect(try await bench.store.jobs(JobFilter(kind: .confirmTotal)).isEmpty)
    }
  }

  @Test func `what was mended stands in the job's note and with the invoice`() async throws {
    try await Workbench.with { bench in
      let mend = Mend("customer.county", was: "CJ", became: "Cluj")
      bench.invoicing.change { $0.mends = [mend] }
      try await bench.confirm()
      try await bench.drain()
      try await expectEqual(bench.invoices()[0].mends, [mend])
      let job = try await bench.store.jobs(JobFilter(kind: .issueInvoice)).first
      expectEqual(job?.note, JobNote(.mended, detail: "customer.county: “CJ” → “Cluj”").line)
    }
  }
}
