import Domain
import GRDB

/// Hands out jobs, and takes them back from a process that died.
struct Claiming {
  let db: Database
  let now: Timestamp

  private var jobs: JobTable { JobTable(db: db) }
  private var audit: AuditTable { AuditTable(db: db) }

  /// Far above any pool; a claim is one transaction, and others wait for it.
  static let roomMax = 1000

  func claim(_ room: [Pool: Int], lease: Duration) throws -> [Claim] {
    var claims: [Claim] = []
    for pool in Pool.allCases {
      let room = min(max(room[pool] ?? 0, 0), Self.roomMax)
      guard room > 0 else { continue }
      for job in try jobs.claimable(pool, room, at: now) {
        if job.state == .running {
          try audit.add(AttemptRecord.interrupted, nil, ending: job, at: now)
        }
        if let claim = try claim(job, until: now + lease) { claims.append(claim) }
      }
    }
    return claims
  }

  /// nil, and held, if this version can't read it: it must not stop the others.
  private func claim(_ stored: StoredJob, until lease: Timestamp) throws -> Claim? {
    let job: Job
    let event: Event?
    do {
      job = try stored.claimed(at: now)
      event = if case .handleEvent = job.command { try stored.event() } else { nil }
    } catch let error as UnreadableColumn {
      try hold(stored, error)
      return nil
    } catch let error as DamagedColumn {
      try hold(stored, UnreadableColumn(name: error.name))
      return nil
    }
    try jobs.markRunning(job.id, until: lease, at: now)
    return Claim(
      job: job, event: event, trace: stored.row.trace(), tries: try audit.tries(of: stored))
  }

  private func hold(_ job: StoredJob, _ error: UnreadableColumn) throws {
    let failure = Failure(unreadable: error, of: "job \(job.id)")
    try jobs.move(job, to: .held, failure: failure, at: now)
  }

  /// A document of a state that this version doesn't know may be unclear: nothing goes on in its
  /// series until a person has seen it. An unclear one keeps others from coming after it, so it is
  /// among the newest.
  private func stopUnreadableSeries() throws {
    let known = InvoiceState.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    let rows = try db.rows(
      """
      SELECT id, cif, series FROM (
        SELECT id, cif, series, state FROM invoices ORDER BY id DESC LIMIT \(Self.lookedThroughMax))
      WHERE state NOT IN (\(known))
      """)
    for row in rows {
      let id: Invoice.ID = try row.value("id")
      let failure = Failure(.rowUnreadable, detail: "invoice \(id): state")
      try SeriesTable(db: db).stop(try row.series(), failure, at: now)
    }
  }

  /// Documents, at a start: some megabytes are read.
  private static let lookedThroughMax = 2000

  func recover() throws -> Recovery {
    let setBack = try ClockShift(db: db, now: now).pullIn()
    let running = try jobs.running()
    for job in running {
      try audit.add(AttemptRecord.interrupted, nil, ending: job, at: now)
      do {
        // It was due, whatever the clock says by now.
        try jobs.move(
          job, to: .available, runAt: min(job.runAt, now), failure: job.failure(),
          note: job.note, at: now)
      } catch let error as UnreadableColumn {
        try hold(job, error)
      } catch let error as DamagedColumn {
        try hold(job, UnreadableColumn(name: error.name))
      }
    }
    try stopUnreadableSeries()
    let inDoubt = try db.run(
      """
      UPDATE invoices SET state = 'in_doubt', doubt_since = ?1,
        doubted_at = COALESCE(doubted_at, ?1), failure_code = ?2, failure_detail = NULL,
        updated_at = ?1 WHERE state = 'sending'
      """, [now.milliseconds, FailureCode.invoiceInterrupted.rawValue])
    let paymentsInDoubt = try db.run(
      """
      UPDATE payments SET state = 'in_doubt', doubt_since = ?1,
        doubted_at = COALESCE(doubted_at, ?1), failure_code = ?2, failure_detail = NULL,
        updated_at = ?1 WHERE state = 'sending'
      """, [now.milliseconds, FailureCode.paymentInDoubt.rawValue])
    return Recovery(
      jobsReleased: running.count, invoicesInDoubt: inDoubt, paymentsInDoubt: paymentsInDoubt,
      blockedAccounts: try SeriesTable(db: db).blocked(at: now), hasHistory: try hasHistory(),
      clockSetBack: setBack)
  }

  private func hasHistory() throws -> Bool {
    try db.number(
      """
      SELECT EXISTS (SELECT 1 FROM evidence) OR EXISTS (SELECT 1 FROM accounts)
        OR EXISTS (SELECT 1 FROM jobs WHERE pool IN ('accounting', 'stock') AND attempt > 0)
      """) == 1
  }
}
