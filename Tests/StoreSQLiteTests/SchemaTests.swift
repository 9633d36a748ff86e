import Domain
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// What the tables refuse by themselves, whatever the code above them does.
@Suite struct SchemaTests {
  /// Runs the statements; answers whether the last was refused by a constraint.
  private func isRefused(_ statements: String...) throws -> Bool {
    let db = try DatabaseQueue()
    return try db.writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "test", at: .sample)
      for statement in statements.dropLast() { try db.execute(sql: statement) }
      do {
        try db.execute(sql: statements[statements.count - 1])
        return false
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
        return true
      }
    }
  }

  private func invoice(_ order: Int, _ state: String, series: String = "FCT", number: String? = nil)
    -> String
  {
    """
    INSERT INTO invoices (account, shop, order_id, kind, item, revision, cif, series, state,
      attempt, opened_by, number, total, currency, issued_on, doubt_since, created_at, updated_at)
    VALUES ('firma', 'magazin', '\(order)', 'invoice', '', 0, 'RO1', '\(series)', '\(state)', 1, 'e',
      \(number.map { "'\($0)'" } ?? "NULL"), '1.00', 'RON', '2026-11-23',
      \(["in_doubt", "needs_person"].contains(state) ? "0" : "NULL"), 0, 0)
    """
  }

  private func job(_ key: String, lane: String, _ state: String, head: Int) -> String {
    """
    INSERT INTO jobs (key, kind, pool, lane, head, state, attempt, run_at, lease_until, shop,
      event, command, created_at, updated_at)
    VALUES ('\(key)', 'issue', 'accounting', '\(lane)', \(head), '\(state)', 1, 0,
      \(state == "running" ? "1" : "NULL"), 'magazin', 'e', '{}', 0, 0)
    """
  }

  @Test(arguments: ["sending", "in_doubt", "needs_person"])
  func `a series has one unclear document`(_ state: String) throws {
    #expect(try isRefused(invoice(1, "sending"), invoice(2, state)))
    #expect(try !isRefused(invoice(1, "sending"), invoice(2, state, series: "ALT")))
    #expect(try !isRefused(invoice(1, "sending"), invoice(2, "planned")))
    #expect(
      try isRefused(
        invoice(1, state), invoice(2, "planned"),
        "UPDATE invoices SET state = 'sending' WHERE order_id = '2'"))
  }

  @Test func `a number belongs to one document of a series`() throws {
    let first = invoice(1, "issued", number: "0042")
    #expect(try isRefused(first, invoice(2, "issued", number: "0042")))
    #expect(try isRefused(first, invoice(2, "cancelled", number: "0042")))
    #expect(try !isRefused(first, invoice(2, "issued", number: "0043")))
    #expect(try !isRefused(first, invoice(2, "issued", series: "ALT", number: "0042")))
    #expect(try isRefused(invoice(1, "issued")))
  }

  @Test func `an order has one invoice a revision`() throws {
    #expect(try isRefused(invoice(1, "withdrawn"), invoice(1, "planned")))
  }

  @Test func `a lane has one running job and one head`() throws {
    let running = job("a", lane: "l", "running", head: 1)
    #expect(try isRefused(running, job("b", lane: "l", "running", head: 1)))
    #expect(try isRefused(running, job("b", lane: "l", "available", head: 1)))
    #expect(try !isRefused(running, job("b", lane: "l", "available", head: 0)))
    #expect(try !isRefused(running, job("b", lane: "m", "running", head: 1)))
    #expect(try isRefused(job("a", lane: "l", "held", head: 1)))
    #expect(try isRefused(job("a", lane: "l", "running", head: 0)))
    #expect(try isRefused(running, job("a", lane: "m", "available", head: 1)))
  }

  @Test func `evidence is never changed nor deleted`() throws {
    let evidence = """
      INSERT INTO evidence (invoice, attempt, at, kind, detail)
      VALUES (1, 1, 0, 'unclear', 'timed out')
      """
    #expect(try isRefused(evidence))
    #expect(try isRefused(invoice(1, "sending"), evidence, "DELETE FROM evidence"))
    #expect(try isRefused(invoice(1, "sending"), evidence, "UPDATE evidence SET attempt = 2"))
  }

  @Test func `conflicting bodies are kept up to a limit and counted beyond`() async throws {
    try await SQLiteStore.use { store, _ in
      _ = try await store.accept("e1")
      let bodies = EventTable.conflictingBodiesMax + 5
      for index in 0..<bodies {
        try await expectEqual(store.accept("e1", body: "other \(index)"), .conflict)
      }
      let detail = try #require(try await store.event("e1", of: "magazin"))
      expectEqual(detail.conflictingBodies.count, EventTable.conflictingBodiesMax)
      expectEqual(detail.event.conflicts, bodies)
    }
  }

  @Test func `a job that can't be read is held and stops no other`() async throws {
    try await SQLiteStore.use { store, _ in
      _ = try await store.accept("e1")
      _ = try await store.accept("e2")
      try store.writeRaw { db in
        try db.execute(sql: "UPDATE jobs SET command = '{\"juggle\":{}}' WHERE event = 'e1'")
      }
      let claims = try await store.claim([.handling: 10], at: .sample, lease: .seconds(1))
      expectEqual(claims.map(\.event?.id), ["e2"])
      let held = try await store.jobs(JobFilter(state: .held))
      expectEqual(held.map(\.event), ["e1"])
      expectEqual(held.first?.failure, Failure(.rowUnreadable, detail: "job 1: command"))
      // Whoever has brought a version that can read it asks for it again.
      let ana = Operator(name: "Ana", reason: "upgraded")
      let job = try #require(held.first)
      try await expectEqual(store.perform(.requeue(job.id), by: ana, at: .sample), .done)
    }
  }

  @Test func `no step of a job looks at all jobs`() throws {
    let db = try DatabaseQueue()
    try db.writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "test", at: .sample)
      let asked = Asking(shop: "magazin", event: "e1")
      let told = Told()
      db.trace { told.tell($0.description) }
      let jobs = JobTable(db: db)
      let notify = Command.NotifyShop(asked: asked, order: "1001", notice: "n")
      try jobs.insert(NewJob(.notifyShop(notify)), at: .sample)
      for pool in Pool.allCases {
        for job in try jobs.claimable(pool, 10, at: .sample) {
          try jobs.markRunning(job.id, until: .sample, at: .sample)
          _ = try jobs.claimed(Fence(job: job.id, attempt: 1))
          try jobs.move(job, to: .completed, at: .sample)
        }
      }
      _ = try jobs.nextDue(in: Set(Pool.allCases))
      db.trace(options: [])
      let steps = Set(told.reasons).filter { $0.contains("jobs") }
      #expect(steps.count > 9)
      for sql in steps {
        let arguments = StatementArguments(Array(repeating: 1, count: sql.count { $0 == "?" }))
        let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
        for row in plan {
          let detail: String = row["detail"]
          let isQuick =
            detail.contains("SEARCH") || detail.contains("USING INDEX jobs_to_handle")
            || detail.contains("SUBQUERY")
          #expect(isQuick, "\(detail) in \(sql)")
        }
      }
    }
  }

  @Test func `what a document or a payment closes is found by its order, not among a shop's jobs`()
    throws
  {
    let db = try DatabaseQueue()
    try db.writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "test", at: .sample)
      let told = Told()
      db.trace { told.tell($0.description) }
      let jobs = JobTable(db: db)
      _ = try jobs.fulfilled(by: 1)
      _ = try jobs.heldHandlings(before: .sample(1))
      _ = try jobs.held(of: 1, otherThanBy: "e1")
      _ = try PaymentTable(db: db).newest(of: 1)
      db.trace(options: [])
      expectEqual(told.reasons.count, 4)
      for sql in told.reasons {
        let arguments = StatementArguments(Array(repeating: 1, count: sql.count { $0 == "?" }))
        let plan = try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
        for row in plan {
          let detail: String = row["detail"]
          #expect(!detail.contains("SCAN") && !detail.contains("(shop=?)"), "\(detail) in \(sql)")
        }
      }
    }
  }
}
