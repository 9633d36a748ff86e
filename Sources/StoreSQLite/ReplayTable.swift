import Domain
import GRDB

struct ReplayTable {
  let db: Database

  func find(_ id: Replay.ID) throws -> Replay? {
    try db.row("SELECT * FROM replays WHERE id = ?", [id]).map(Self.replay)
  }

  func list(limit: Int) throws -> [Replay] {
    try db.rows(
      "SELECT * FROM replays ORDER BY id DESC LIMIT ?", [min(max(limit, 0), Conditions.limitMax)]
    ).map(Self.replay)
  }

  func detail(_ id: Replay.ID) throws -> ReplayDetail? {
    guard let replay = try find(id) else { return nil }
    let underWay = try db.number(
      """
      SELECT COUNT(*) FROM jobs
      WHERE run = ? AND run > 0 AND state IN ('available', 'running') AND kind <> 'watch'
      """, [id])
    return ReplayDetail(
      replay: replay, jobsUnderWay: Int(underWay ?? 0),
      acts: try AuditTable(db: db).list(replay: id))
  }

  /// Asked for again under the same key, it is there already, and nil is answered.
  func insert(_ request: ReplayRequest, by person: Operator, at now: Timestamp) throws
    -> Replay.ID?
  {
    let last = try db.number("SELECT MAX(sequence) FROM events") ?? 0
    let isNew = try db.run(
      """
      INSERT INTO replays (key, selection, state, cursor, last, selected, taken, passed_over, who,
        why, started_at)
      VALUES (?, ?, 'open', 0, ?, ?, 0, 0, ?, ?, ?)
      ON CONFLICT (key) DO NOTHING
      """,
      [
        request.key, try JSONText.encode(request.selection), last, request.selected, person.name,
        person.reason, now.milliseconds,
      ])
    return isNew == 0 ? nil : Replay.ID(db.lastInsertedRowID)
  }

  func advance(_ replay: Replay, to cursor: Int64, taken: Int, passedOver: Int) throws {
    try db.run(
      """
      UPDATE replays SET cursor = ?, taken = taken + ?, passed_over = passed_over + ? WHERE id = ?
      """, [cursor, taken, passedOver, replay.id])
  }

  func end(_ id: Replay.ID, _ state: Replay.State, at now: Timestamp) throws {
    try db.run(
      "UPDATE replays SET state = ?, ended_at = ? WHERE id = ?",
      [state.rawValue, now.milliseconds, id])
  }

  private static func replay(_ row: Row) throws -> Replay {
    Replay(
      id: try row.value("id"), key: try row.value("key"),
      selection: try JSONText.decode("selection", of: row), state: try row.word("state"),
      cursor: try row.value("cursor"), last: try row.value("last"),
      selected: try row.counted("selected"), taken: try row.counted("taken"),
      passedOver: try row.counted("passed_over"), by: try row.person(),
      startedAt: try row.moment("started_at"), endedAt: try row.optionalMoment("ended_at"))
  }
}
