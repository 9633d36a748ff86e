import Domain
import GRDB

/// Looks for what the settings keep no longer, on a reader's connection: the writer is given the
/// rows and only has to prove each of them again.
struct OutdatedSearch {
  let db: Database
  let cutoffs: KeepCutoffs

  /// What one step looks at: its transaction is short, for deliveries wait behind it.
  static let rowsMax = 100

  /// What the writer is to remove, and where the next step goes on.
  struct Page: Sendable {
    var events: [Int64] = []
    var deliveries: [Int64] = []
    var notices: [String] = []
    var next: HousekeepingPlace?

    var isEmpty: Bool { events.isEmpty && deliveries.isEmpty && notices.isEmpty }
  }

  func page(from place: HousekeepingPlace) throws -> Page {
    switch place {
    case .bodies(let moment, let sequence): try bodies(after: moment, sequence)
    case .jobs(let id): try jobs(after: id)
    case .deliveries(let id): try deliveries(after: id)
    case .notices: try notices()
    }
  }

  private func bodies(after moment: Timestamp, _ sequence: Int64) throws -> Page {
    guard let before = cutoffs.bodiesBefore else { return Page(next: .jobs(after: 0)) }
    let rows = try db.rows(
      """
      SELECT sequence, received_at FROM events INDEXED BY events_with_body
      WHERE pruned_by IS NULL AND received_at < ? AND (received_at, sequence) > (?, ?)
        AND \(PruneTable.isSettled) AND \(Self.hasNoProforma)
      ORDER BY received_at, sequence LIMIT ?
      """,
      [
        before.milliseconds, moment.milliseconds, sequence,
        cutoffs.historyBefore?.milliseconds ?? Int64.min, Self.rowsMax,
      ])
    guard let last = rows.last else { return Page(next: .jobs(after: 0)) }
    return Page(
      events: try rows.map { try $0.value("sequence") },
      next: .bodies(
        after: try last.moment("received_at"), sequence: try last.value("sequence")))
  }

  /// Of a row of `events`: no proforma of it waits to be invoiced. Its lines are needed to make the
  /// invoice from it, and its order reserves stock. One that is as old as history waits no more.
  static let hasNoProforma = """
    (events.received_at < ? OR NOT EXISTS (
      SELECT 1 FROM bindings JOIN invoices AS proformas ON proformas.id = bindings.invoice
      WHERE bindings.shop = events.shop AND bindings.event = events.id
        AND proformas.kind = 'proforma' AND proformas.state = 'issued'
        AND NOT EXISTS (
          SELECT 1 FROM invoices WHERE invoices.shop = proformas.shop
            AND invoices.order_id = proformas.order_id AND invoices.kind = 'invoice'
            AND invoices.state NOT IN ('planned', 'refused'))))
    """

  /// Ids are given in the order of making, so that the first young job ends the search.
  private func jobs(after id: Int64) throws -> Page {
    guard let before = cutoffs.historyBefore else { return Page() }
    let rows = try db.rows(
      """
      SELECT jobs.id, jobs.created_at, events.sequence,
        events.pruned_by IS NOT NULL AND jobs.state IN ('completed', 'discarded')
          AND NOT \(HistoryRemoval.isOnceOnly) AS may_go
      FROM jobs LEFT JOIN events ON events.shop = jobs.shop AND events.id = jobs.event
      WHERE jobs.id > ? ORDER BY jobs.id LIMIT ?
      """, [id, Self.rowsMax])
    let old = try rows.prefix { try $0.moment("created_at") < before }
    let events: [Int64] = try old.filter { try $0.optional("may_go") as Bool? ?? false }
      .map { try $0.value("sequence") }
    let isLast = old.count < Self.rowsMax
    return Page(
      events: Array(Set(events)).sorted(),
      next: isLast ? .deliveries(after: 0) : .jobs(after: try old.last?.value("id") ?? id))
  }

  private func deliveries(after id: Int64) throws -> Page {
    guard let before = cutoffs.historyBefore else { return Page() }
    let rows = try db.rows(
      """
      SELECT deliveries.id, deliveries.received_at, events.pruned_by IS NOT NULL AS may_go
      FROM deliveries JOIN events ON events.sequence = deliveries.event
      WHERE deliveries.id > ? ORDER BY deliveries.id LIMIT ?
      """, [id, Self.rowsMax])
    let old = try rows.prefix { try $0.moment("received_at") < before }
    let isLast = old.count < Self.rowsMax
    return Page(
      deliveries: try old.filter { try $0.value("may_go") as Bool }.map { try $0.value("id") },
      next: isLast ? .notices : .deliveries(after: try old.last?.value("id") ?? id))
  }

  /// What was removed isn't found again, so that the next step begins where this one did.
  private func notices() throws -> Page {
    guard let before = cutoffs.historyBefore else { return Page() }
    let rows = try db.rows(
      """
      SELECT id FROM notices INDEXED BY notices_with_content
      WHERE content <> '' AND created_at < ? AND \(HistoryRemoval.hasNoJob)
      ORDER BY created_at LIMIT ?
      """, [before.milliseconds, Self.rowsMax])
    return Page(
      notices: try rows.map { try $0.value("id") },
      next: rows.count < Self.rowsMax ? nil : .notices)
  }
}

/// Removes what is older than the settings keep it. Each row is proven again: what has begun to be
/// needed since it was looked for stays.
struct HistoryRemoval {
  let db: Database
  let cutoffs: KeepCutoffs
  let now: Timestamp

  /// Of a row of `jobs`: its key does not name the event that asked. Another event may ask for the
  /// same key one day, and must still find it taken, so the row stays for ever.
  static let isOnceOnly = """
    (instr(jobs.key, jobs.shop || '/' || jobs.event || '/' || jobs.run) = 0
      OR jobs.key GLOB 'send/invoice/[0-9]*')
    """

  /// Of a row of `notices`: no job brings it to its shop any more. The keys of such jobs begin with
  /// the notice's id; “0” is the character after “/”.
  static let hasNoJob = """
    NOT EXISTS (
      SELECT 1 FROM jobs WHERE jobs.key > 'notify/' || notices.id || '/'
        AND jobs.key < 'notify/' || notices.id || '0')
    """

  func remove(_ page: OutdatedSearch.Page, at place: HousekeepingPlace) throws -> HousekeepingCount
  {
    var count = HousekeepingCount()
    switch place {
    case .bodies: count.bodies = try removeBodies(of: page.events)
    case .jobs:
      for event in page.events { count.jobs += try removeJobs(of: event) }
    case .deliveries:
      for id in page.deliveries { count.deliveries += try removeDelivery(id) }
    case .notices:
      for id in page.notices { count.notices += try removeContent(of: id) }
    }
    return count
  }

  // MARK: Bodies

  /// Who reads in the audit that nobody but the settings removed them.
  private static let person = Operator(name: AuditTable.punte, reason: "keep")

  private func removeBodies(of events: [Int64]) throws -> Int {
    guard let before = cutoffs.bodiesBefore, !events.isEmpty else { return 0 }
    // A prune a day, as a person would have made it.
    let day = now.description.prefix { $0 != "T" }
    let key = "keep/\(day)"
    let prunes = PruneTable(db: db)
    let request = PruneRequest(key: key, scope: .received(before: before))
    try prunes.insert(request, by: Self.person, at: now)
    guard let prune = try prunes.find(key: key) else { return 0 }
    let pruning = Pruning(db: db, now: now, keepsLines: true)
    let waits = "SELECT 1 FROM events WHERE sequence = ? AND \(OutdatedSearch.hasNoProforma)"
    let outdated = try events.filter { sequence in
      try db.number(waits, [sequence, cutoffs.historyBefore?.milliseconds ?? Int64.min]) != nil
    }
    return try pruning.removeBodies(of: outdated, before: before, for: prune.id)
  }

  // MARK: History

  /// All of an event's jobs, or none: while one is young, what came of the event is still of use.
  private func removeJobs(of sequence: Int64) throws -> Int {
    guard let before = cutoffs.historyBefore else { return 0 }
    let event = try db.row(
      """
      SELECT shop, id FROM events
      WHERE sequence = ?1 AND pruned_by IS NOT NULL AND \(PruneTable.isSettled)
        AND NOT EXISTS (
          SELECT 1 FROM jobs WHERE jobs.shop = events.shop AND jobs.event = events.id
            AND jobs.updated_at >= ?2)
      """, [sequence, before.milliseconds])
    guard let event else { return 0 }
    let names = try event.names()
    try Pruning(db: db, now: now, keepsLines: true).forgetWords(of: event)
    try db.run(
      """
      DELETE FROM attempts WHERE who = '\(AuditTable.punte)' AND job IN (
        SELECT id FROM jobs WHERE shop = ? AND event = ?)
      """, names)
    return try db.run(
      "DELETE FROM jobs WHERE shop = ? AND event = ? AND NOT \(Self.isOnceOnly)", names)
  }

  private func removeDelivery(_ id: Int64) throws -> Int {
    try db.run("DELETE FROM deliveries WHERE id = ?", [id])
  }

  private func removeContent(of notice: String) throws -> Int {
    let row = try db.number(
      "SELECT rowid FROM notices WHERE id = ? AND content <> '' AND \(Self.hasNoJob)", [notice])
    guard let row else { return 0 }
    try db.rewrite(
      "notices", row, ["content": NoticeTable.noContent.databaseValue], isKeyed: false)
    return 1
  }
}

extension SQLiteStore {
  public func removeOutdated(
    _ cutoffs: KeepCutoffs, from place: HousekeepingPlace, at now: Timestamp
  ) async throws(StoreError) -> HousekeepingStep {
    let page = try await reader.read { db in
      try OutdatedSearch(db: db, cutoffs: cutoffs).page(from: place)
    }
    guard !page.isEmpty else { return HousekeepingStep(next: page.next) }
    let removed = try await writer.perform { db in
      try HistoryRemoval(db: db, cutoffs: cutoffs, now: now).remove(page, at: place)
    }
    // What could not be removed after all must not be looked at for ever.
    let isStuck = page.next == place && removed.isEmpty
    return HousekeepingStep(removed: removed, next: isStuck ? nil : page.next)
  }
}
