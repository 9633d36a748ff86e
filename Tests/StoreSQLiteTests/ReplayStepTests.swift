import Domain
import GRDB
import TestKit
import Testing

@testable import StoreSQLite

/// What a replay's step promises when it is cut short, and how far it looks.
@Suite struct ReplayStepTests {
  private static let person = Operator(name: "Ana", reason: "a new version")

  private func handled(_ store: SQLiteStore, _ count: Int) async throws {
    for index in 0..<count { _ = try await store.accept("e\(index)") }
    let claims = try await store.claim([.handling: count], at: .sample, lease: .seconds(60))
    _ = try await store.settle(
      claims.map { Settlement($0.fence, .completed) }, at: .sample)
  }

  private func act(_ act: OperatorAct, on store: SQLiteStore) async throws -> ActResult {
    try await store.perform(act, by: Self.person, at: .sample)
  }

  @Test func `a step that is cut short leaves neither a job nor a moved cursor`() async throws {
    try await SQLiteStore.use { store, _ in
      try await handled(store, 5)
      let request = ReplayRequest(key: "k", selection: EventSelection(), selected: 5)
      try await expectEqual(act(.startReplay(request), on: store), .done)
      try store.writeRaw { db in
        try db.execute(
          sql: """
            CREATE TRIGGER cut BEFORE INSERT ON jobs WHEN NEW.key = 'handle/magazin/e3/1'
            BEGIN SELECT RAISE(ABORT, 'cut'); END
            """)
      }
      await #expect(throws: StoreError.self) {
        try await act(.stepReplay(1, eventsMax: 5), on: store)
      }
      try await expectEqual(store.replay(1)?.replay.cursor, 0)
      try await expectEqual(store.replay(1)?.replay.taken, 0)
      try await expectEqual(store.jobs(JobFilter()).count, 5)
      try store.writeRaw { db in try db.execute(sql: "DROP TRIGGER cut") }
      try await expectEqual(act(.stepReplay(1, eventsMax: 5), on: store), .done)
      try await expectEqual(store.replay(1)?.replay.taken, 5)
      try await expectEqual(store.jobs(JobFilter()).count, 10)
    }
  }

  @Test func `a step looks at a bounded number of events, however few are meant`() async throws {
    try await SQLiteStore.use { store, _ in
      try await handled(store, 1)
      let count = Int(Replaying.stepScanMax) + 1
      try store.writeRaw { db in
        // As if the one event had come after many others.
        try db.execute(sql: "UPDATE events SET sequence = \(count)")
      }
      let request = ReplayRequest(key: "k", selection: EventSelection(), selected: 1)
      try await expectEqual(act(.startReplay(request), on: store), .done)
      try await expectEqual(act(.stepReplay(1, eventsMax: 5), on: store), .done)
      try await expectEqual(store.replay(1)?.replay.cursor, Replaying.stepScanMax)
      try await expectEqual(store.replay(1)?.replay.state, .open)
      try await expectEqual(act(.stepReplay(1, eventsMax: 5), on: store), .done)
      try await expectEqual(store.replay(1)?.replay.taken, 1)
      try await expectEqual(store.replay(1)?.replay.state, .done)
    }
  }

  @Test func `what a replay has under way is counted by an index`() throws {
    let db = try DatabaseQueue()
    try db.writeWithoutTransaction { db in
      try Schema.migrate(db, instance: "test", at: .sample)
      let told = Told()
      db.trace { told.tell($0.description) }
      let request = ReplayRequest(key: "k", selection: EventSelection(), selected: 0)
      _ = try ReplayTable(db: db).insert(request, by: Self.person, at: .sample)
      _ = try ReplayTable(db: db).detail(1)
      db.trace(options: [])
      let sql = try #require(told.reasons.first { $0.contains("COUNT(*) FROM jobs") })
      let plan = try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + sql,
        arguments: StatementArguments(Array(repeating: 1, count: sql.count { $0 == "?" })))
      #expect(plan.allSatisfy { ($0["detail"] as String).contains("jobs_of_replay") })
    }
  }
}
