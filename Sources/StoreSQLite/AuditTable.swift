import Domain
import GRDB

/// The audit trail: what was done, when, by whom and why.
struct AuditTable {
  let db: Database

  /// Who does what no person asked for.
  static let punte = "punte"

  enum Subject {
    case job(Job.ID)
    case invoice(Invoice.ID)
    case payment(Payment.ID)
    case series(Series)
    case replay(Replay.ID)
  }

  func add(_ record: AttemptRecord, of subject: Subject) throws {
    var (job, invoice, payment): (Job.ID?, Invoice.ID?, Payment.ID?)
    var (series, replay): (Series?, Replay.ID?)
    switch subject {
    case .job(let id): job = id
    case .invoice(let id): invoice = id
    case .payment(let id): payment = id
    case .series(let name): series = name
    case .replay(let id): replay = id
    }
    try db.run(
      """
      INSERT INTO attempts (job, invoice, payment, cif, series, replay, number, started_at,
        ended_at, outcome, failure_code, failure_detail, who, why)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        job, invoice, payment, series?.cif, series?.name, replay, record.number,
        record.startedAt.milliseconds, record.endedAt.milliseconds, record.outcome,
        record.failure?.code.rawValue, record.failure?.detail, record.who, record.why,
      ])
  }

  /// A person's act, which takes no time.
  func add(_ outcome: String, by person: Operator, of subject: Subject, at now: Timestamp) throws {
    try add(
      AttemptRecord(
        number: 0, startedAt: now, endedAt: now, outcome: outcome, failure: nil,
        who: person.name, why: person.reason), of: subject)
  }

  /// How a claim ended.
  func add(_ outcome: String, _ failure: Failure?, ending job: StoredJob, at now: Timestamp) throws
  {
    try add(
      AttemptRecord(
        number: job.attempt, startedAt: job.startedAt, endedAt: now, outcome: outcome,
        failure: failure, who: Self.punte, why: nil), of: .job(job.id))
  }

  /// The claims of the job since a person last requeued it, the next one included.
  func tries(of job: StoredJob) throws -> Int {
    guard job.attempt > 0 else { return 1 }
    let ended = try db.number(
      """
      SELECT COUNT(*) FROM attempts WHERE job = ?1 AND number > 0 AND id > COALESCE(
        (SELECT MAX(id) FROM attempts WHERE job = ?1 AND outcome = ?2), 0)
      """, [job.id, AttemptRecord.requeue])
    return Int(ended ?? 0) + 1
  }

  func list(job: Job.ID) throws -> [AttemptRecord] {
    try db.rows("SELECT * FROM attempts WHERE job = ? ORDER BY id", [job]).map(Self.record)
  }

  func list(invoice: Invoice.ID) throws -> [AttemptRecord] {
    try db.rows("SELECT * FROM attempts WHERE invoice = ? ORDER BY id", [invoice])
      .map(Self.record)
  }

  func list(payment: Payment.ID) throws -> [AttemptRecord] {
    try db.rows("SELECT * FROM attempts WHERE payment = ? ORDER BY id", [payment])
      .map(Self.record)
  }

  func list(replay: Replay.ID) throws -> [AttemptRecord] {
    try db.rows("SELECT * FROM attempts WHERE replay = ? ORDER BY id", [replay])
      .map(Self.record)
  }

  private static func record(_ row: Row) -> AttemptRecord {
    AttemptRecord(
      number: row["number"], startedAt: row.moment("started_at"),
      endedAt: row.moment("ended_at"), outcome: row["outcome"],
      failure: row.shownFailure(of: "attempt \(row["number"] as Int)"),
      who: row["who"], why: row["why"])
  }
}
