import Domain
import Foundation
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// What housekeeping leaves of rows, by SQL. (That nothing is done twice: `StorePromise.keeping`.)
@Suite struct HousekeepingTests {
  private static let after = Timestamp.sample + .seconds(1)

  private func keepHouse(_ store: SQLiteStore) async throws {
    let cutoffs = KeepCutoffs(bodiesBefore: Self.after, historyBefore: Self.after)
    var place: HousekeepingPlace? = .start
    while let current = place {
      place = try await store.removeOutdated(cutoffs, from: current, at: .sample).next
    }
  }

  /// An event that was handled, and an invoice that was issued for it with this request.
  private func issue(_ request: String, _ store: SQLiteStore) async throws {
    _ = try await store.accept("e1")
    try store.writeRaw { db in
      try db.execute(
        sql: """
          UPDATE jobs SET state = 'completed', head = 0;
          INSERT INTO invoices (account, shop, order_id, kind, item, revision, cif, series, state,
            attempt, opened_by, number, number_value, total, currency, issued_on, created_at,
            updated_at, mends, failure_detail)
          VALUES ('firma', 'magazin', '1001', 'invoice', '', 0, 'RO1', 'FCT', 'issued', 1, 'e1',
            '0042', 42, '1.00', 'RON', '2026-11-23', 1, 1, '[]', 'Ion Popescu');
          INSERT INTO bindings (shop, event, verb, invoice, bound_at)
          VALUES ('magazin', 'e1', 'issue', 1, 1);
          """)
      try db.execute(sql: "UPDATE invoices SET request = ?", arguments: [Data(request.utf8)])
    }
  }

  private func request(_ store: SQLiteStore) throws -> String? {
    try store.writeRaw { db in
      try String.fetchOne(db, sql: "SELECT CAST(request AS TEXT) FROM invoices")
    }
  }

  @Test func `a document keeps its lines to the digit, and loses whom it names`() async throws {
    let store = try SQLiteStore.inMemory(at: .sample)
    try await issue(
      """
      {"client":{"name":"Ion Popescu","vatCode":"1"},"companyVatCode":"RO1","currency":"RON",\
      "delegateName":"Ana","issueDate":"2026-11-23","mentions":"Ana [x]","new field":"Ana",\
      "observations":"Ana","precision":2,"products":[{"name":"Cana","price":10.10,\
      "quantity":1.0000,"taxPercentage":21}],"seriesName":"FCT"}
      """, store)
    try await keepHouse(store)
    try expectEqual(
      request(store),
      """
      {"companyVatCode":"RO1","currency":"RON","issueDate":"2026-11-23","precision":2,\
      "products":[{"name":"Cana","price":10.10,"quantity":1.0000,"taxPercentage":21}],\
      "seriesName":"FCT"}
      """)
    let words = try store.writeRaw { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT COALESCE(mends, '-') || COALESCE(failure_detail, '-') || number || ' ' || total
          FROM invoices
          """)
    }
    expectEqual(words, "--0042 1.00")
  }

  @Test(arguments: ["no JSON", "[1]", "\"Ana\""])
  func `what can't be told apart is not kept`(request: String) async throws {
    let store = try SQLiteStore.inMemory(at: .sample)
    try await issue(request, store)
    try await keepHouse(store)
    #expect(try self.request(store) == nil)
  }

  @Test func `what a person did stays when the job goes, what Punte did goes with it`()
    async throws
  {
    let store = try SQLiteStore.inMemory(at: .sample)
    _ = try await store.accept("e1")
    let claims = try await store.claim([.handling: 1], at: .sample, lease: .seconds(60))
    for claim in claims {
      _ = try await store.settle(
        [Settlement(claim.fence, .held(Failure(.eventUnreadable)))], at: .sample)
      let person = Operator(name: "Ana", reason: "nobody's")
      try await expectEqual(store.perform(.discard(claim.job.id), by: person, at: .sample), .done)
    }
    try await keepHouse(store)
    let (jobs, acts) = try store.writeRaw { db in
      (
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM jobs"),
        try String.fetchAll(db, sql: "SELECT who || ' ' || outcome FROM attempts")
      )
    }
    #expect(jobs == 0 && acts == ["Ana discard"])
  }

  @Test func `a job's id is never used again, though the job is gone`() async throws {
    let store = try SQLiteStore.inMemory(at: .sample)
    try await issue("{}", store)
    try await keepHouse(store)
    _ = try await store.accept("e2")
    let ids = try store.writeRaw { db in try Int.fetchAll(db, sql: "SELECT id FROM jobs") }
    expectEqual(ids, [2])
  }

  @Test func `each step has a bound, and a pass goes through all`() async throws {
    try await SQLiteStore.use { store, _ async throws in
      let count = 3 * OutdatedSearch.rowsMax + 7
      _ = await store.acceptAtOnce(count)
      try store.writeRaw { db in
        try db.execute(sql: "UPDATE jobs SET state = 'completed', head = 0")
      }
      let cutoffs = KeepCutoffs(bodiesBefore: Self.after, historyBefore: Self.after)
      var total = HousekeepingCount()
      var place: HousekeepingPlace? = .start
      while let current = place {
        let step = try await store.removeOutdated(cutoffs, from: current, at: .sample)
        #expect(step.removed.bodies <= OutdatedSearch.rowsMax)
        #expect(step.removed.jobs <= OutdatedSearch.rowsMax)
        total += step.removed
        place = step.next
      }
      #expect(total.bodies == count && total.jobs == count)
    }
  }

  @Test func `the room of bodies is used again`() async throws {
    try await SQLiteStore.use { store, _ async throws in
      let (count, bytes) = (400, 2_000)
      let cutoffs = KeepCutoffs(bodiesBefore: Self.after, historyBefore: nil)
      var pages: [Int] = []
      for round in 0..<6 {
        _ = await store.acceptAtOnce(
          count, prefix: "r\(round) ", body: String(repeating: "x", count: bytes))
        try store.writeRaw { db in
          try db.execute(sql: "UPDATE jobs SET state = 'completed', head = 0")
        }
        var place: HousekeepingPlace? = .start
        while let current = place {
          place = try await store.removeOutdated(cutoffs, from: current, at: .sample).next
        }
        pages.append(
          try store.writeRaw { db in try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0 })
      }
      let written = 4 * count * bytes / WriterConnection.pageBytes
      #expect(pages[5] - pages[1] < written / 2, "\(pages)")
      try await expectEqual(store.accept("r0 7"), .conflict)
      // What refers to others is checked as ever.
      let evidence = Evidence(invoice: 7, attempt: 1, at: .sample, answer: .unclear("timed out"))
      #expect((try? await store.record(evidence)) == nil)
    }
  }

  @Test func `a copy made while old rows go is sound`() {
    let before = ["events": 10, "jobs": 40, "deliveries": 9]
    let after = ["events": 12, "jobs": 44, "deliveries": 0]
    func difference(_ copy: [String: Int]) -> String? {
      DatabaseProof.difference(of: copy, from: before, to: after)
    }
    #expect(difference(["events": 11, "jobs": 41, "deliveries": 0]) == nil)
    #expect(difference(["events": 11, "jobs": 39, "deliveries": 0]) != nil)
    #expect(difference(["events": 9, "jobs": 41, "deliveries": 0]) != nil)
  }
}
