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

  /// What can't be read of it is told as its failure.
  private static func record(_ row: Row) -> AttemptRecord {
    var reading = RowReading(row)
    let number: Int = reading.value("number", or: 0)
    let (started, ended) = (reading.moment("started_at"), reading.moment("ended_at"))
    let (outcome, who) = (reading.text("outcome"), reading.text("who"))
    let why: String? = reading.optional("why")
    let failure = reading.take { try row.failure() }
    return AttemptRecord(
      number: number, startedAt: started, endedAt: ended, outcome: outcome,
      failure: reading.fault(of: "attempt \(number)") ?? failure, who: who, why: why)
  }
}
