import Domain
import GRDB
import TestKit
import Testing

@testable import StoreSQLite
@testable import TestKit

/// Rows that another version wrote, or that are damaged: each stops what is its own, and nothing else.
@Suite struct UnreadableRowTests {
  private static let ana = Operator(name: "Ana", reason: "looked")

  /// Writes what the schema of this version forbids.
  private func tamper(_ store: SQLiteStore, _ sql: String) throws {
    try store.writeRaw { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = 1")
      try db.execute(sql: sql)
      try db.execute(sql: "PRAGMA ignore_check_constraints = 0")
    }
  }

  private func withInvoice(
    _ body: (SQLiteStore, StoreScene, Invoice) async throws -> Void
  ) async throws {
    try await SQLiteStore.use { store, _ in
      let scene = StoreScene(store: store)
      try await body(store, scene, try await scene.ask("e1"))
    }
  }

  // MARK: Jobs

  @Test(arguments: [
    "failure_code = 'of_a_newer_build'", "command = '{\"juggle\":{}}'", "command = 'not JSON'",
    "command = ''",
  ])
  func `a job that was running when the process died, and can't be read, holds no start up`(
    change: String
  ) async throws {
    try await withInvoice { store, scene, _ in
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try tamper(store, "UPDATE jobs SET \(change) WHERE id = \(claim.job.id)")
      _ = try await scene.accept("e2")
      try await expectEqual(store.recover(at: scene.now).jobsReleased, 1)
      #expect(try await scene.claim(.accounting).isEmpty)
      try await expectEqual(scene.claim(.handling).map(\.event?.id), ["e2"])
      let held = try #require(try await store.jobs(JobFilter(state: .held)).first)
      expectEqual(held.id, claim.job.id)
      expectEqual(held.failure?.code, .rowUnreadable)
      expectEqual(held.failure?.detail?.contains("job \(claim.job.id)"), true)
    }
  }

  @Test(arguments: ["command = '{\"juggle\":{}}'", "command = 'not JSON'"])
  func `a held job that can't be read may be requeued`(
    change: String
  ) async throws {
    try await withInvoice { store, scene, _ in
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try await expectEqual(scene.settle(claim, .held(Failure(.seriesBusy))), .settled)
      try tamper(store, "UPDATE jobs SET \(change) WHERE id = \(claim.job.id)")
      try await expectEqual(scene.perform(.requeue(claim.job.id)), .done)
      // It is looked at, and held again, when it is claimed.
      try await expectEqual(store.job(claim.job.id)?.job.state, .available)
    }
  }

  @Test func `a listing shows jobs of a kind, a state and a code that aren't known as well`()
    async throws
  {
    try await SQLiteStore.use { store, _ in
      for event in ["e1", "e2", "e3", "e4"] { _ = try await store.accept(event) }
      try tamper(store, "UPDATE jobs SET kind = 'juggle' WHERE event = 'e1'")
      try tamper(store, "UPDATE jobs SET state = 'parked', head = 0 WHERE event = 'e2'")
      try tamper(store, "UPDATE jobs SET failure_code = 'newer' WHERE event = 'e3'")
      let jobs = try await store.jobs(JobFilter())
      expectEqual(jobs.map(\.event), ["e4", "e3", "e2", "e1"])
      expectEqual(
        jobs.map { $0.failure?.detail },
        [
          nil, "job 3: failure_code", "job 2: state", "job 1: kind",
        ])
      expectEqual(jobs[2].state, .held)
      try await expectEqual(store.events(EventFilter()).count, 4)
      try await expectEqual(store.event("e2", of: "magazin")?.jobs.count, 1)
      for act in [OperatorAct.requeue(1), .discard(1)] {
        guard case .refused = try await store.perform(act, by: Self.ana, at: .sample) else {
          Issue.record("\(act) was done")
          continue
        }
      }
      try await expectEqual(store.standing(of: []).jobs.isEmpty, false)
    }
  }

  // MARK: Numbers and moments

  @Test(arguments: ["attempt = 9223372036854775807", "attempt = -1", "run = -9223372036854775808"])
  func `a job with a number that nobody counted to is held alone, and listed`(change: String)
    async throws
  {
    try await SQLiteStore.use { store, _ in
      let scene = StoreScene(store: store)
      for event in ["e1", "e2"] as [EventID] { _ = try await scene.accept(event) }
      try tamper(store, "UPDATE jobs SET \(change) WHERE event = 'e1'")
      try await expectEqual(scene.claim(.handling).map(\.event?.id), ["e2"])
      let held = try #require(try await store.jobs(JobFilter(state: .held)).first)
      expectEqual(held.event, "e1")
      let column = try #require(change.split(separator: " ").first)
      expectEqual(held.failure, Failure(.rowUnreadable, detail: "job \(held.id): \(column)"))
    }
  }

  @Test(arguments: [
    "attempt = 9223372036854775807", "revision = -1", "restores = 9223372036854775807",
    "expected_number = 9223372036854775807",
  ])
  func `an invoice with a number that nobody counted to is a person's`(change: String) async throws
  {
    try await withInvoice { store, _, invoice in
      try tamper(store, "UPDATE invoices SET \(change)")
      let read = try #require(try await store.invoices(InvoiceFilter()).first)
      expectEqual(read.state, .needsPerson)
      let column = try #require(change.split(separator: " ").first)
      expectEqual(read.failure, Failure(.rowUnreadable, detail: "invoice \(invoice.id): \(column)"))
    }
  }

  @Test(arguments: [Int64.min, .max])
  func `moments that no clock shows keep no row from being listed, nor a start`(
    milliseconds: Int64
  ) async throws {
    try await withInvoice { store, scene, invoice in
      try tamper(
        store,
        """
        UPDATE events SET received_at = \(milliseconds);
        UPDATE jobs SET created_at = \(milliseconds), updated_at = \(milliseconds),
          run_at = \(milliseconds);
        UPDATE invoices SET created_at = \(milliseconds), updated_at = \(milliseconds)
        """)
      let nearest = Timestamp(milliseconds: milliseconds)
      #expect(try await store.events(EventFilter()).allSatisfy { $0.receivedAt == nearest })
      let jobs = try await store.jobs(JobFilter())
      #expect(!jobs.isEmpty)
      #expect(jobs.allSatisfy { $0.createdAt == nearest && $0.runAt == nearest })
      try await expectEqual(scene.invoice(invoice.id).updatedAt, nearest)
      try await expectEqual(store.standing(of: [invoice.series]).jobs.isEmpty, false)
      _ = try await store.recover(at: scene.now)
    }
  }

  @Test func `a clock that is set leaves moments that no clock shows within bounds`() async throws {
    try await withInvoice { store, scene, _ in
      try tamper(store, "UPDATE jobs SET run_at = 9223372036854775807 WHERE state = 'available'")
      try await store.clockWasSet(by: .seconds(3600), at: scene.now + .seconds(3600))
      _ = try await store.recover(at: scene.now + .seconds(3600))
    }
  }

  // MARK: Kinds of values

  /// Lets each column hold any kind of value, as a damaged page may.
  private static let unfasten = """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET sql = replace(replace(replace(replace(replace(sql,
        'INTEGER NOT NULL', 'INTEGER'), 'TEXT NOT NULL', 'TEXT'), 'BLOB NOT NULL', 'BLOB'),
        ') STRICT, WITHOUT', ') WITHOUT'), ') STRICT', ')')
      WHERE type = 'table';
    PRAGMA writable_schema = RESET
    """

  private func unfasten(_ path: String, _ changed: (Database) throws -> Void) throws {
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: Self.unfasten)
      try changed(db)
    }
    try database.close()
  }

  /// Fills a database, lets its columns hold anything, and opens it again.
  private func withUnfastened(
    filled: (StoreScene) async throws -> Void,
    changed: (Database) throws -> Void = { _ in },
    _ body: (SQLiteStore, StoreScene) async throws -> Void
  ) async throws {
    try await TemporaryFolder.use { folder in
      let path = folder.path("punte.db")
      let first = try SQLiteStore.open(path: path, at: .sample)
      try await filled(StoreScene(store: first))
      await first.close()
      try unfasten(path, changed)
      let store = try SQLiteStore.open(path: path, at: .sample)
      do {
        try await body(store, StoreScene(store: store))
      } catch {
        await store.close()
        throw error
      }
      await store.close()
    }
  }

  @Test(arguments: ["key", "attempt", "run_at", "note", "created_at", "lane", "run"])
  func `a job with another kind of value is held alone`(column: String) async throws {
    try await withUnfastened { scene in
      for event in ["e1", "e2"] as [EventID] { _ = try await scene.accept(event) }
    } changed: { db in
      try db.execute(sql: "UPDATE jobs SET \(column) = X'FF' WHERE event = 'e1'")
    } _: { store, scene in
      _ = try await store.recover(at: scene.now)
      try await expectEqual(scene.claim(.handling).map(\.event?.id), ["e2"])
      let jobs = try await store.jobs(JobFilter())
      let first = try #require(jobs.first { $0.event == "e1" })
      expectEqual(first.state, .held)
      expectEqual(first.failure?.code, .rowUnreadable)
      expectEqual(first.failure?.detail?.contains(column), true)
    }
  }

  @Test func `whatever stands in a column, no listing and no start traps`() async throws {
    var columns: [(table: String, name: String)] = []
    try await withUnfastened { scene in
      let invoice = try await scene.ask("e1")
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      _ = try await scene.store.reserve(scene.request(invoice.id, claim), at: scene.now)
      let payment = ReceivedPayment(id: "P1", method: "card", amount: "131.00")
      let booking = Command.RecordPayment(
        asked: scene.asked("e2"), account: scene.account, order: "1001", payment: payment)
      try await scene.handle("e2", [.recordPayment(booking)])
      _ = try await scene.accept("e3")
      let handling = try await scene.claim(.handleEvent, of: "e3")
      let notice = Notice(
        fact: "f", asked: scene.asked("e3"), order: "1001", content: .cancelled(nil, revision: 0))
      _ = try await scene.settle(handling, .completed, notices: [notice])
    } changed: { db in
      let tables = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND wr = 0 AND name NOT LIKE 'sqlite%'
          """)
      for table in tables {
        let rows = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
        guard rows > 0 else { continue }
        try db.execute(
          sql: "CREATE TABLE kept_\(table) AS SELECT rowid AS kept_row, * FROM \(table)")
        columns += try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_info('\(table)') WHERE pk = 0"
        ).map { (table: table, name: $0) }
      }
    } _: { store, scene in
      #expect(columns.count > 50)
      try store.writeRaw { db in
        try db.execute(
          sql: """
            PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; PRAGMA synchronous = 0
            """)
      }
      for (table, column) in columns {
        for value in ["NULL", "X'FF'", "9223372036854775807", "-9223372036854775808"] {
          try store.writeRaw { db in
            try db.execute(sql: "UPDATE OR IGNORE \(table) SET \(column) = \(value)")
          }
          await readAll(of: store, scene)
          try store.writeRaw { db in
            try db.execute(
              sql: """
                UPDATE OR IGNORE \(table) SET \(column) = (
                  SELECT \(column) FROM kept_\(table) WHERE kept_row = \(table).rowid)
                """)
          }
        }
      }
      try await expectEqual(store.invoices(InvoiceFilter()).count, 1)
    }
  }

  /// What the service and the command line ask; each may be refused.
  private func readAll(of store: SQLiteStore, _ scene: StoreScene) async {
    _ = try? await store.recover(at: scene.now)
    _ = try? await store.nextDue(in: Set(Pool.allCases))
    _ = try? await store.standing(of: [.sample])
    _ = try? await store.events(EventFilter())
    _ = try? await store.event("e1", of: scene.shop)
    _ = try? await store.jobs(JobFilter())
    _ = try? await store.job(1)
    _ = try? await store.notice(telling: "f")
    _ = try? await store.invoices(InvoiceFilter())
    _ = try? await store.invoice(1)
    _ = try? await store.invoice(boundTo: "e1", of: scene.shop, as: .issue)
    _ = try? await store.payments(PaymentFilter())
    _ = try? await store.payment(1)
    _ = try? await store.stoppedSeries()
    _ = try? await store.record(of: .sample, unknownMax: 5)
    _ = try? await store.foreignDocuments(limit: 5)
    _ = try? await store.documentOwners()
    _ = try? await store.secretUses()
    _ = try? await store.blockedAccounts(at: scene.now)
    _ = try? await store.referenceKey()
  }

  // MARK: Documents

  @Test(arguments: [
    "failure_code = 'of_a_newer_build'", "state = 'parked'", "terms = 'not JSON'",
    "mends = '{}'", "candidates = '[1]'", "kind = 'credit_note'",
    "number = '0001', total = NULL",
  ])
  func `an invoice that can't be read is a person's, by name, and nobody may act on it`(
    change: String
  ) async throws {
    try await withInvoice { store, scene, invoice in
      try tamper(store, "UPDATE invoices SET \(change) WHERE id = \(invoice.id)")
      let read = try await scene.invoice(invoice.id)
      expectEqual(read.state, .needsPerson)
      expectEqual(read.failure?.code, .rowUnreadable)
      expectEqual(read.failure?.detail?.hasPrefix("invoice \(invoice.id): "), true)
      try await expectEqual(store.invoices(InvoiceFilter()).map(\.id), [invoice.id])
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      try await expectEqual(
        store.reserve(scene.request(invoice.id, claim), at: scene.now), .stateIs(.needsPerson))
      for resolution in [Resolution.sendAgain, .giveUp, .isNumber("1"), .deleted] {
        let result = try await store.perform(
          .resolve(invoice.id, resolution), by: Self.ana, at: scene.now)
        expectEqual(result, .refused(.unreadable(.invoice(invoice.id))), "\(resolution)")
      }
    }
  }

  @Test func `one in doubt that can't be read blocks its series still`() async throws {
    try await withInvoice { store, scene, invoice in
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      guard
        case .reserved = try await store.reserve(scene.request(invoice.id, claim), at: scene.now)
      else {
        Issue.record("it is not reserved")
        return
      }
      try tamper(store, "UPDATE invoices SET terms = 'not JSON' WHERE id = \(invoice.id)")
      try await expectEqual(store.recover(at: scene.now).invoicesInDoubt, 1)
      _ = try await scene.ask("e2", issuing: "1002")
      let other = try #require(
        try await store.invoice(boundTo: "e2", of: "magazin", as: .issue))
      expectEqual(other.obstacle, .unclear(invoice.id))
    }
  }

  @Test func `one of a state that isn't known stops its series from the next start on`()
    async throws
  {
    try await withInvoice { store, scene, invoice in
      try tamper(store, "UPDATE invoices SET state = 'parked' WHERE id = \(invoice.id)")
      _ = try await store.recover(at: scene.now)
      let stop = try #require(try await store.stoppedSeries().first)
      expectEqual(stop.series, invoice.series)
      expectEqual(stop.failure, Failure(.rowUnreadable, detail: "invoice \(invoice.id): state"))
    }
  }

  @Test func `a series that is stopped for what isn't known stays stopped, and is listed`()
    async throws
  {
    try await withInvoice { store, scene, invoice in
      _ = try await scene.apply(.seriesStopped(.sample, Failure(.seriesGap)), by: "e9")
      try tamper(store, "UPDATE stopped_series SET failure_code = 'of_a_newer_build'")
      let failure = Failure(.rowUnreadable, detail: "series FCT: failure_code")
      try await expectEqual(store.stoppedSeries().map(\.failure), [failure])
      try await expectEqual(
        store.invoice(boundTo: "e1", of: "magazin", as: .issue)?.obstacle, .stopped(failure))
    }
  }

  // MARK: Batches

  @Test func `of a batch of events only those are refused that touch what can't be read`()
    async throws
  {
    try await withInvoice { store, scene, invoice in
      try tamper(store, "UPDATE invoices SET failure_code = 'newer' WHERE id = \(invoice.id)")
      try addUnreadableBatch(to: store)
      for index in 2...9 { _ = try await scene.accept(EventID("e\(index)")) }
      let claims = try await scene.claim(.handling)
      let settlements = claims.enumerated().map { index, claim in
        var settlement = Settlement(
          claim.fence, .completed,
          commands: [scene.issue(OrderID("\(2000 + index)"), claim.event?.id ?? "")])
        if index == 3 { settlement.changes = [.withdrawn(invoice.id)] }
        if index == 5 { settlement.changes = [.stockDivided(9, itemsMax: 1)] }
        return settlement
      }
      let results = try await store.settle(settlements, at: scene.now)
      expectEqual(
        results.map { $0.refusal?.code },
        [
          nil, nil, nil, .ledgerConflict, nil, .rowUnreadable, nil, nil,
        ])
      expectEqual(results[5], .unreadable("stock batch 9: report"))
      expectEqual(results.count { $0 == .settled }, 6)
    }
  }

  // MARK: Payments, notices, stock

  private func addUnreadableBatch(to store: SQLiteStore) throws {
    try tamper(
      store,
      """
      INSERT INTO stock_passes (id, shop, event, run, report, began_at)
        VALUES (7, 'magazin', 'p', 0, 'not JSON', 0);
      INSERT INTO stock_batches (id, pass, webhook_id, sequence, items, content, created_at)
        VALUES (9, 7, 'stk_1', 1, 1, '{}', 0)
      """)
  }

  @Test func `a batch of stock that can't be read keeps no other from being listed`() async throws {
    try await SQLiteStore.use { store, _ in
      try addUnreadableBatch(to: store)
      #expect(try await store.stockBatches(of: "magazin", after: nil, limit: 10).isEmpty)
      await #expect(throws: StoreError.unreadable("stock batch 9: report")) {
        try await store.stockBatch(9)
      }
    }
  }

  @Test(arguments: ["failure_code = 'newer'", "state = 'parked'", "amount = 'ten'"])
  func `a payment that can't be read is a person's, and nobody may act on it`(change: String)
    async throws
  {
    try await SQLiteStore.use { store, _ in
      let scene = StoreScene(store: store)
      let payment = ReceivedPayment(id: "P1", method: "card", amount: "131.00")
      let command = Command.RecordPayment(
        asked: scene.asked("e1"), account: scene.account, order: "1001", payment: payment)
      try await scene.handle("e1", [.recordPayment(command)])
      try tamper(store, "UPDATE payments SET \(change)")
      let read = try #require(try await store.payments(PaymentFilter()).first)
      expectEqual(read.state, .needsPerson)
      expectEqual(read.failure?.detail?.hasPrefix("payment \(read.id): "), true)
      guard
        case .refused = try await store.perform(
          .resolvePayment(read.id, .sendAgain), by: Self.ana, at: scene.now)
      else {
        Issue.record("it was resolved")
        return
      }
    }
  }

  @Test func `a notice that can't be read says which it is`() async throws {
    try await withInvoice { store, scene, _ in
      let notice = Notice(
        fact: "f", asked: scene.asked("e1"), order: "1001", content: .cancelled(nil, revision: 0))
      let claim = try await scene.claim(.issueInvoice, of: "e1")
      _ = try await scene.settle(claim, .completed, notices: [notice])
      let id = try #require(try await store.notice(telling: "f")?.id)
      try tamper(store, "UPDATE notices SET content = '{\"juggled\":{}}'")
      await #expect(throws: StoreError.unreadable("notice \(id): content")) {
        try await store.notice(id)
      }
    }
  }
}
