import Domain
import GRDB

/// A settlement whose commands are rows already: whole orders are encoded before the writer's turn,
/// since everybody waits for that.
struct PreparedSettlement: Sendable {
  let settlement: Settlement
  /// Nil where a command can't be encoded.
  let jobs: [NewJob]?
  let successor: NewJob?

  init(_ settlement: Settlement) {
    self.settlement = settlement
    jobs = try? settlement.commands.map(NewJob.init)
    successor = settlement.successor.flatMap { try? NewJob($0) }
  }
}

/// Ends claimed jobs, each with all that follows from it.
struct Settling {
  let db: Database
  let now: Timestamp

  private var jobs: JobTable { JobTable(db: db) }
  private var ledger: Ledger { Ledger(db: db, now: now) }

  func settle(_ prepared: PreparedSettlement) throws -> SettlementResult {
    let settlement = prepared.settlement
    guard let job = try jobs.claimed(settlement.fence) else { return .fenced }
    guard let rows = prepared.jobs, (settlement.successor == nil) == (prepared.successor == nil)
    else { return .conflict("a command can't be encoded") }
    do {
      try db.inSavepoint {
        for change in settlement.changes { try ledger.apply(change) }
        if settlement.changes.contains(where: \.provesNothingIssued) { try jobs.markUnsent(job.id) }
        try follow(settlement, rows, of: job)
        try end(job, settlement.outcome)
        if let successor = prepared.successor { try jobs.change(job, into: successor, at: now) }
        return .commit
      }
      return .settled
    } catch let conflict as Ledger.Conflict {
      return .conflict(conflict.text)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      return .conflict("the schema forbids it: \(error.message ?? "no message")")
    } catch let error as DatabaseError where error.concernsAll {
      throw error
    } catch {
      // It is of this settlement alone: those beside it must not wait for it.
      switch StoreError(error) {
      case .unreadable(let what): return .unreadable(what)
      case .unavailable(let reason): return .conflict(reason)
      case .closed: throw error
      }
    }
  }

  private func follow(_ settlement: Settlement, _ rows: [NewJob], of job: StoredJob) throws {
    if let label = settlement.label {
      try EventTable(db: db).label(label, event: job.asked.event, of: job.asked.shop)
    }
    if let word = settlement.word { try ledger.note(word, by: job.asked) }
    for (command, row) in zip(settlement.commands, rows) {
      try ledger.bind(command, by: settlement.word)
      guard try !isMoot(command) else { continue }
      try Replaying(db: db, now: now).replaceHeld(by: command)
      try jobs.insert(try inBoundSeries(command) ?? row, at: now)
    }
    for notice in settlement.notices where try !isMoot(notice) {
      try NoticeTable(db: db).tell(notice, at: now)
    }
    // After the news that it is issued.
    for invoice in settlement.changes.compactMap(\.issuedAnew) {
      let key = try InvoiceTable(db: db).existing(invoice).key
      try ledger.tellChange(of: key.order, in: key.shop)
    }
  }

  /// That nothing is issued isn't said of an order that has its invoice.
  private func isMoot(_ notice: Notice) throws -> Bool {
    guard case .skipped = notice.content else { return false }
    return try InvoiceTable(db: db).issued(notice.order, of: notice.asked.shop) != nil
  }

  /// An invoice stays in the series in which it was opened, whatever rule a later event of its order
  /// meets: its job must wait in that series' lane. Nil where the command has it already.
  private func inBoundSeries(_ command: Command) throws -> NewJob? {
    if case .waitToIssue(var wait) = command {
      guard let series = try InvoiceTable(db: db).seriesBound(to: wait.asked),
        series != wait.issue.series
      else { return nil }
      wait.issue.series = series
      return try NewJob(.waitToIssue(wait))
    }
    guard case .issueInvoice(var issue) = command,
      let series = try InvoiceTable(db: db).seriesBound(to: issue.asked), series != issue.series
    else { return nil }
    issue.series = series
    return try NewJob(.issueInvoice(issue))
  }

  /// A replay watches over no invoice whose end is known: a month of them would be jobs for nothing.
  private func isMoot(_ command: Command) throws -> Bool {
    guard case .watchInvoice(let watch) = command, watch.asked.run > 0,
      let state = try InvoiceTable(db: db)
        .invoice(boundTo: watch.asked.event, of: watch.asked.shop, as: .issue)?.state
    else { return false }
    return state == .issued || state.isDead
  }

  private func end(_ job: StoredJob, _ outcome: Outcome) throws {
    switch outcome {
    case .completed(let note): try jobs.move(job, to: .completed, note: note?.line, at: now)
    case .retry(let failure, let moment):
      try jobs.move(job, to: .available, runAt: moment, failure: failure, at: now)
    case .behind(let failure, let moment):
      try jobs.move(
        job, to: .available, runAt: moment, failure: failure, place: .behind, at: now)
    case .held(let failure): try jobs.move(job, to: .held, failure: failure, at: now)
    case .discarded(let failure): try jobs.move(job, to: .discarded, failure: failure, at: now)
    }
    try AuditTable(db: db).add(outcome.word, outcome.failure, ending: job, at: now)
  }
}

extension LedgerChange {
  /// SmartBill's own answer says that the call made no document.
  fileprivate var provesNothingIssued: Bool {
    switch self {
    case .refused, .nothingIssued: true
    default: false
    }
  }

  /// The invoice that stands from now on.
  fileprivate var issuedAnew: Invoice.ID? {
    switch self {
    case .issued(let reservation, _): reservation.invoice
    case .restored(let id): id
    default: nil
    }
  }
}
