import Domain
import GRDB

/// Jobs and their lanes.
///
/// Of a lane's open jobs exactly one is the head: the one that runs, else the one that looks after
/// an unclear invoice, else the oldest of what came in, else the oldest of what is replayed. So a
/// claim looks at heads alone, by an index, however many wait behind them.
struct JobTable {
  let db: Database

  private static let columns = """
    jobs.id, jobs.key, jobs.kind, jobs.pool, jobs.lane, jobs.state, jobs.attempt, jobs.run_at,
    jobs.shop, jobs.event, jobs.run, jobs.command, jobs.failure_code, jobs.failure_detail, jobs.note,
    jobs.started_at, jobs.created_at, jobs.updated_at
    """

  /// A draft and a proforma are asked for as an invoice is.
  private static let isBoundSo = """
    bindings.verb = CASE WHEN jobs.kind IN ('draft', 'proforma') THEN 'issue' ELSE jobs.kind END
    """

  /// What a claim of jobs of the pool reads: of the event that asked, its trace, and the whole if
  /// it is to be handled.
  private static func claimed(_ pool: Pool) -> String {
    "SELECT \(columns), events.trace"
      + (pool == .handling ? ", events.sequence, events.received_at, events.body" : "")
      + " FROM jobs LEFT JOIN events ON events.shop = jobs.shop AND events.id = jobs.event"
  }

  /// Asked for again under the same key, it is there already.
  func insert(_ job: NewJob, at now: Timestamp) throws {
    let hasOvertaken = try overtake(job, at: now)
    let isNew = try db.run(
      """
      INSERT INTO jobs (key, kind, pool, lane, head, urgent, run, state, attempt, run_at, shop,
        event, command, created_at, updated_at)
      VALUES (?, ?, ?, ?,
        CASE WHEN EXISTS (SELECT 1 FROM jobs WHERE lane = ? AND head = 1) THEN 0 ELSE 1 END,
        ?, ?, 'available', 0, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (key) DO NOTHING
      """,
      [
        job.key, job.kind.rawValue, job.pool.rawValue, job.lane, job.lane, job.isUrgent,
        job.asked.run,
        (now + job.delay).milliseconds,
        job.asked.shop.rawValue, job.asked.event.rawValue, job.command, now.milliseconds,
        now.milliseconds,
      ])
    if hasOvertaken && isNew == 0 || job.isUrgent, let lane = job.lane { try order(lane, at: now) }
  }

  /// What comes in goes before what is replayed and waits at the head of its lane: of thousands
  /// none may keep it waiting. So does what stands behind, until it is due. Answers whether the lane
  /// has no head now.
  private func overtake(_ job: NewJob, at now: Timestamp) throws -> Bool {
    guard let lane = job.lane else { return false }
    return try db.run(
      """
      UPDATE jobs SET head = 0
      WHERE lane = ?1 AND head = 1 AND state = 'available'
        AND (run > 0 AND urgent = 0 AND ?2 = 0 OR place IS NOT NULL AND run_at > ?3)
      """, [lane, job.asked.run, now.milliseconds]) > 0
  }

  func find(_ id: Job.ID) throws -> StoredJob? {
    try db.row("SELECT \(Self.columns) FROM jobs WHERE id = ?", [id]).map(StoredJob.init)
  }

  /// The job, if this claim of it still stands.
  func claimed(_ fence: Fence) throws -> StoredJob? {
    try db.row(
      "SELECT \(Self.columns) FROM jobs WHERE id = ? AND state = 'running' AND attempt = ?",
      [fence.job, fence.attempt]
    ).map(StoredJob.init)
  }

  // MARK: Claiming

  /// Jobs whose claim has run out, then due ones, what is replayed last; each at most once.
  func claimable(_ pool: Pool, _ room: Int, at now: Timestamp) throws -> [StoredJob] {
    let expired = try db.rows(
      """
      \(Self.claimed(pool))
      WHERE state = 'running' AND pool = ? AND lease_until <= ? ORDER BY lease_until LIMIT ?
      """, [pool.rawValue, now.milliseconds, room])
    let room = room - expired.count
    let due = try pool == .handling ? toHandle(room, at: now) : heads(pool, room, at: now)
    return (expired + due).map(StoredJob.init)
  }

  /// Events are handled in the order of acceptance, whatever the clock did meanwhile: the moment of
  /// receipt was read before that of this claim, or after it.
  private func toHandle(_ room: Int, at now: Timestamp) throws -> [Row] {
    try db.rows(
      """
      \(Self.claimed(.handling))
      WHERE state = 'available' AND pool = 'handling' AND (attempt = 0 OR run_at <= ?)
      ORDER BY run, jobs.id LIMIT ?
      """, [now.milliseconds, room])
  }

  private func heads(_ pool: Pool, _ room: Int, at now: Timestamp) throws -> [Row] {
    try Self.runs.reduce(into: []) { rows, run in
      guard rows.count < room else { return }
      rows += try db.rows(
        """
        \(Self.claimed(pool))
        WHERE state = 'available' AND head = 1 AND \(run) AND pool = ? AND run_at <= ?
        ORDER BY run_at, jobs.id LIMIT ?
        """, [pool.rawValue, now.milliseconds, room - rows.count])
    }
  }

  /// What came in, and what is replayed: the two indexes of what is due.
  private static let runs = ["run = 0", "run > 0"]

  func markRunning(_ id: Job.ID, until lease: Timestamp, at now: Timestamp) throws {
    try db.run(
      """
      UPDATE jobs SET state = 'running', attempt = attempt + 1, lease_until = ?, started_at = ?,
        updated_at = ? WHERE id = ?
      """, [lease.milliseconds, now.milliseconds, now.milliseconds, id])
  }

  func running() throws -> [StoredJob] {
    try db.rows("SELECT \(Self.columns) FROM jobs WHERE state = 'running' ORDER BY id")
      .map(StoredJob.init)
  }

  func nextDue(in pools: Set<Pool>) throws -> Timestamp? {
    var earliest: Timestamp?
    for pool in pools {
      for run in Self.runs {
        let due = try db.number(
          """
          SELECT MIN(run_at) FROM jobs
          WHERE state = 'available' AND head = 1 AND \(run) AND pool = ?
          """, [pool.rawValue]
        ).map(Timestamp.init(milliseconds:))
        if let due { earliest = min(due, earliest ?? due) }
      }
    }
    return earliest
  }

  // MARK: Moving

  /// Where a job stands in its lane.
  enum Place {
    case kept
    /// In the order in which it came.
    case own
    /// Behind all that are there.
    case behind

    fileprivate var sql: String {
      switch self {
      case .kept: "place"
      case .own: "NULL"
      case .behind: "(SELECT MAX(id) FROM jobs)"
      }
    }
  }

  /// Puts a job into a state that is not running, and its lane in order.
  func move(
    _ job: StoredJob, to state: Job.State, runAt: Timestamp? = nil, failure: Failure? = nil,
    note: String? = nil, place: Place = .kept, at now: Timestamp
  ) throws {
    try db.run(
      """
      UPDATE jobs SET state = ?, head = 0, run_at = ?, lease_until = NULL, failure_code = ?,
        failure_detail = ?, note = ?, updated_at = ?, urgent = ?, place = \(place.sql) WHERE id = ?
      """,
      [
        state.rawValue, (runAt ?? job.runAt).milliseconds, failure?.code.rawValue,
        failure?.detail, note, now.milliseconds,
        state == .available ? try isUrgent(job) : false, job.id,
      ])
    guard let lane = job.lane else {
      if state == .available { try db.run("UPDATE jobs SET head = 1 WHERE id = ?", [job.id]) }
      return
    }
    try order(lane, at: now)
  }

  /// The job does this from now on, in the lane of this; it isn't running any more.
  func change(_ job: StoredJob, into new: NewJob, at now: Timestamp) throws {
    try db.run(
      """
      UPDATE jobs SET command = ?, lane = ?,
        head = CASE WHEN lane IS ? THEN head ELSE 0 END WHERE id = ?
      """, [new.command, new.lane, new.lane, job.id])
    guard let lane = new.lane, lane != job.lane else { return }
    if let left = job.lane { try order(left, at: now) }
    try order(lane, at: now)
  }

  /// The call that the job sent is clear: it made no document.
  func markUnsent(_ id: Job.ID) throws {
    try db.run("UPDATE jobs SET sent = 0 WHERE id = ? AND sent = 1", [id])
  }

  /// Held jobs that asked for a document, as long ago at the most as the content that was sent, and
  /// that sent nothing themselves that may be a document.
  func fulfilled(by invoice: Invoice.ID) throws -> [StoredJob] {
    try db.rows(
      """
      SELECT \(Self.columns), bindings.moment, bindings.sequence, bindings.claimed,
        content_moment, content_sequence, content_claimed
      FROM bindings
      JOIN invoices ON invoices.id = bindings.invoice
      JOIN jobs ON jobs.shop = bindings.shop AND jobs.event = bindings.event
        AND jobs.kind IN ('issue', 'draft', 'proforma') AND jobs.state = 'held' AND jobs.sent = 0
      WHERE bindings.invoice = ? AND bindings.verb = 'issue' ORDER BY jobs.id
      """, [invoice]
    ).filter { row in
      guard let asked = try row.place(), let content = try row.place("content_") else {
        return false
      }
      return asked <= content
    }.map(StoredJob.init)
  }

  /// Held handlings of events that had the order to be invoiced, no later than the content that was
  /// sent has it. Of a status that can't be read nobody knows whether it asks for a cancel.
  func heldHandlings(before invoice: Invoice) throws -> [StoredJob] {
    let key = invoice.key
    return try db.rows(
      """
      SELECT \(Self.columns), events.sequence, events.received_at, events.occurred_at,
        content_moment, content_sequence, content_claimed
      FROM events INDEXED BY events_by_subject
      CROSS JOIN jobs ON jobs.shop = events.shop AND jobs.event = events.id
        AND jobs.kind = 'handle' AND jobs.state = 'held'
      JOIN invoices ON invoices.id = ?
      WHERE events.subject = ? AND events.shop = ?
        AND (events.type = 'invoice.issue_requested'
          OR events.type = 'order.status_changed' AND jobs.failure_code = ?)
      ORDER BY jobs.id
      """,
      [
        invoice.id, key.order.rawValue, key.shop.rawValue,
        FailureCode.customerEmailInvalid.rawValue,
      ]
    ).filter { row in
      guard let content = try row.place("content_") else { return false }
      return try EventTable.place(of: row) <= content
    }.map(StoredJob.init)
  }

  /// Held jobs of events whose values of the payment the newest has corrected.
  func held(of payment: Payment.ID, otherThanBy newest: EventID) throws -> [StoredJob] {
    try db.rows(
      """
      SELECT \(Self.columns) FROM payment_bindings
      JOIN jobs ON jobs.shop = payment_bindings.shop AND jobs.event = payment_bindings.event
        AND jobs.kind = 'payment' AND jobs.state = 'held'
      WHERE payment_bindings.payment = ? AND jobs.event <> ? ORDER BY jobs.id
      """, [payment, newest.rawValue]
    ).map(StoredJob.init)
  }

  /// Held comparisons of a shop's stock that were last tried before the moment.
  func heldSyncs(of shop: ShopID, before moment: Timestamp) throws -> [StoredJob] {
    try db.rows(
      """
      SELECT \(Self.columns) FROM jobs INDEXED BY jobs_held
      WHERE state = 'held' AND kind = 'sync' AND shop = ? AND updated_at <= ? ORDER BY id
      """, [shop.rawValue, moment.milliseconds]
    ).map(StoredJob.init)
  }

  /// Whether a search is under way on which the series waits: resumed before it ends, it would stop
  /// again. One that can't go on for now doesn't count.
  func isSearched(for series: Series) throws -> Bool {
    try db.rows(
      """
      SELECT \(Self.columns) FROM jobs
      WHERE state IN ('available', 'running') AND state <> 'completed' AND kind = 'audit'
        AND (failure_code IS NULL OR failure_code = ?)
      """, [FailureCode.seriesRestored.rawValue]
    ).contains { row in
      guard case .auditSeries(let audit) = StoredJob(row).readableCommand else { return false }
      return audit.series == series || audit.waiting == series
    }
  }

  /// An older job that came back would keep the one waiting that it waits for itself; so would one
  /// that waits for a cancel, and the cancel for this storno.
  private func isUrgent(_ job: StoredJob) throws -> Bool {
    guard job.kind != .reverseInvoice else { return true }
    let names: StatementArguments = [
      job.asked.shop.rawValue, job.asked.event.rawValue, job.kind?.rawValue,
    ]
    return try db.number(
      """
      SELECT 1 FROM bindings JOIN invoices ON invoices.id = bindings.invoice
      WHERE bindings.shop = ? AND bindings.event = ? AND bindings.verb = 'issue'
        AND ? IN ('issue', 'draft', 'proforma')
        AND invoices.state IN ('sending', 'in_doubt', 'needs_person')
      UNION ALL SELECT 1 FROM payment_bindings JOIN payments ON payments.id = payment
      WHERE payment_bindings.shop = ? AND payment_bindings.event = ? AND ? = 'payment'
        AND payments.state IN ('sending', 'in_doubt', 'needs_person')
      """, names + names) != nil
  }

  /// Of the urgent jobs of a lane the one that looks after an unclear document: the others wait for
  /// it.
  private func unclearHead(of lane: String) throws -> Job.ID? {
    try db.number(
      """
      SELECT jobs.id FROM jobs
      JOIN bindings ON bindings.shop = jobs.shop AND bindings.event = jobs.event
        AND \(Self.isBoundSo)
      JOIN invoices ON invoices.id = bindings.invoice
        AND invoices.state IN ('sending', 'in_doubt', 'needs_person')
      WHERE jobs.lane = ? AND jobs.urgent = 1 AND jobs.state IN ('available', 'running')
      ORDER BY jobs.run, jobs.id LIMIT 1
      """, [lane])
  }

  private func order(_ lane: String, at now: Timestamp) throws {
    let running = try db.number(
      "SELECT id FROM jobs WHERE lane = ? AND state = 'running'", [lane])
    guard let head = try running ?? unclearHead(of: lane) ?? next(in: lane, at: now) else { return }
    try db.run("UPDATE jobs SET head = 0 WHERE lane = ? AND head = 1 AND id <> ?", [lane, head])
    try db.run("UPDATE jobs SET head = 1 WHERE id = ? AND head = 0", [head])
  }

  /// The oldest, but for those that stand behind others: each has its turn where it stands, and only
  /// once it is due.
  private func next(in lane: String, at now: Timestamp) throws -> Job.ID? {
    let first = try db.row(
      """
      SELECT id, urgent, run FROM jobs
      WHERE lane = ? AND state IN ('available', 'running') AND place IS NULL
      ORDER BY urgent DESC, run, id LIMIT 1
      """, [lane])
    // Few: each was sent, and its lane waited for the proof.
    let behind = try db.rows(
      """
      SELECT id, run, place, run_at FROM jobs INDEXED BY jobs_behind
      WHERE lane = ? AND place IS NOT NULL AND state IN ('available', 'running')
      """, [lane]
    ).map { row in
      (
        id: try row.value("id") as Job.ID, run: try row.value("run") as Int,
        place: try row.value("place") as Int64, runAt: try row.value("run_at") as Int64
      )
    }
    guard let first else {
      return behind.min { ($0.runAt, $0.place) < ($1.runAt, $1.place) }?.id
    }
    let due = behind.filter { $0.runAt <= now.milliseconds }
      .min { ($0.run, $0.place, $0.id) < ($1.run, $1.place, $1.id) }
    let (id, run) = (try first.value("id") as Job.ID, try first.value("run") as Int)
    let isUrgent = try first.value("urgent") as Int != 0
    guard !isUrgent, let due, (due.run, due.place) < (run, id) else { return id }
    return due.id
  }

  /// Of events that are bound to the invoice, what issues or cancels it and isn't over; else the
  /// last that issued it: an invoice that isn't clear must not be left without a job.
  func open(for invoice: Invoice.ID) throws -> [StoredJob] {
    let jobs = try db.rows(
      """
      SELECT \(Self.columns) FROM bindings
      JOIN jobs ON jobs.shop = bindings.shop AND jobs.event = bindings.event
        AND \(Self.isBoundSo)
      WHERE bindings.invoice = ? ORDER BY jobs.id
      """, [invoice]
    ).map(StoredJob.init)
    let issuing = jobs.filter(\.issues)
    let isLookedAfter = issuing.contains { !$0.state.isOver }
    return jobs.filter { $0.state == .available || $0.state == .held }
      + (isLookedAfter ? [] : issuing.suffix(1))
  }

  /// Of events that are bound to the payment, what books it and isn't over; else the last.
  func open(forPayment id: Payment.ID) throws -> [StoredJob] {
    let jobs = try db.rows(
      """
      SELECT \(Self.columns) FROM payment_bindings
      JOIN jobs ON jobs.shop = payment_bindings.shop AND jobs.event = payment_bindings.event
        AND jobs.kind = 'payment'
      WHERE payment_bindings.payment = ? ORDER BY jobs.id
      """, [id]
    ).map(StoredJob.init)
    let isLookedAfter = jobs.contains { !$0.state.isOver }
    return jobs.filter { $0.state == .available || $0.state == .held }
      + (isLookedAfter ? [] : jobs.suffix(1))
  }

  /// Whether what the job needs was removed: its event's body, or the order in its command.
  func isBodyless(_ job: StoredJob) throws -> Bool {
    guard job.kind == .handleEvent else {
      return try job.row.optional("command") == Pruning.noCommand
    }
    return try db.number(
      "SELECT 1 FROM events WHERE shop = ? AND id = ? AND pruned_by IS NOT NULL",
      [job.asked.shop.rawValue, job.asked.event.rawValue]) != nil
  }

  /// What an event's jobs of a kind are held at.
  func held(_ kind: JobKind, of asked: Asking) throws -> [StoredJob] {
    try db.rows(
      """
      SELECT \(Self.columns) FROM jobs
      WHERE shop = ? AND event = ? AND kind = ? AND state = 'held' ORDER BY id
      """, [asked.shop.rawValue, asked.event.rawValue, kind.rawValue]
    ).map(StoredJob.init)
  }

  /// What waits in a lane and came in later than a job, as far as it can be read.
  func available(_ kind: JobKind, behind job: Job.ID, in lane: String) throws -> [Command] {
    try db.rows(
      """
      SELECT command FROM jobs
      WHERE lane = ? AND state = 'available' AND kind = ? AND run = 0 AND id > ? ORDER BY id
      """, [lane, kind.rawValue, job]
    ).compactMap { row in
      var reading = RowReading(row)
      return reading.take { try row.json("command") }
    }
  }

  // MARK: Listing

  /// With the order that the event is about, and the job that is first in the lane.
  private static let listed = """
    SELECT \(columns), events.subject,
      CASE WHEN jobs.state = 'available' AND jobs.head = 0 THEN
        (SELECT ahead.id FROM jobs AS ahead WHERE ahead.lane = jobs.lane AND ahead.head = 1)
      END AS waits_for
    FROM jobs LEFT JOIN events ON events.shop = jobs.shop AND events.id = jobs.event
    """

  func list(_ filter: JobFilter) throws -> [JobRecord] {
    var conditions = Conditions()
    conditions.add("jobs.shop", is: filter.shop?.rawValue)
    conditions.add("jobs.kind", is: filter.kind)
    conditions.add("jobs.state", is: filter.state)
    return try db.rows(
      Self.listed + conditions.clause(newestBy: "jobs.id", limit: filter.limit),
      conditions.arguments
    ).map { StoredJob($0).record() }
  }

  func detail(_ id: Job.ID) throws -> JobDetail? {
    guard let row = try db.row(Self.listed + " WHERE jobs.id = ?", [id]) else { return nil }
    let invoice = try db.number(
      """
      SELECT bindings.invoice FROM jobs
      JOIN bindings ON bindings.shop = jobs.shop AND bindings.event = jobs.event
        AND \(Self.isBoundSo)
      WHERE jobs.id = ? ORDER BY bindings.id DESC LIMIT 1
      """, [id])
    return JobDetail(
      job: StoredJob(row).record(), attempts: try AuditTable(db: db).list(job: id),
      invoice: invoice)
  }

  func list(of event: EventID, of shop: ShopID) throws -> [JobRecord] {
    try db.rows(
      Self.listed + " WHERE jobs.shop = ? AND jobs.event = ? ORDER BY jobs.id",
      [shop.rawValue, event.rawValue]
    ).map { StoredJob($0).record() }
  }
}
