import Domain
import GRDB

/// A row of `jobs`, read as far as it is needed.
struct StoredJob {
  let row: Row
  let id: Job.ID
  let lane: String?
  let state: Job.State
  let attempt: Int
  let runAt: Timestamp
  let startedAt: Timestamp
  let asked: (shop: ShopID, event: EventID)

  init(_ row: Row) throws {
    self.row = row
    id = row["id"]
    lane = row["lane"]
    state = try row.word("state")
    attempt = row["attempt"]
    runAt = row.moment("run_at")
    startedAt = Timestamp(milliseconds: row["started_at"] ?? row["created_at"])
    asked = (ShopID(row["shop"]), EventID(row["event"]))
  }

  func failure() throws -> Failure? { try row.failure() }

  /// The job as just claimed.
  func claimed(at now: Timestamp) throws -> Job {
    Job(
      id: id, key: row["key"], command: try JSONText.decode("command", of: row), state: .running,
      attempt: attempt + 1, runAt: runAt, failure: try row.failure(), note: row["note"],
      createdAt: row.moment("created_at"), updatedAt: now)
  }

  func record() throws -> JobRecord {
    JobRecord(
      id: id, key: row["key"], kind: try row.word("kind"), shop: asked.shop, event: asked.event,
      lane: lane, state: state, attempt: attempt, runAt: runAt, failure: try row.failure(),
      note: row["note"], createdAt: row.moment("created_at"), updatedAt: row.moment("updated_at"))
  }
}
