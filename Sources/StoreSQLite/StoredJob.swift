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
  let asked: Asking

  init(_ row: Row) throws {
    self.row = row
    id = row["id"]
    lane = row["lane"]
    state = try row.word("state")
    attempt = row["attempt"]
    runAt = row.moment("run_at")
    startedAt = Timestamp(milliseconds: row["started_at"] ?? row["created_at"])
    asked = Asking(shop: ShopID(row["shop"]), event: EventID(row["event"]), run: row["run"])
  }

  /// Whether it makes a document of the invoice that its event is bound to.
  var issues: Bool {
    get throws {
      let kind: JobKind = try row.word("kind")
      return [.issueInvoice, .draftInvoice, .issueProforma, .reverseInvoice].contains(kind)
    }
  }

  func failure() throws -> Failure? { try row.failure() }

  /// The job as just claimed.
  func claimed(at now: Timestamp) throws -> Job {
    Job(
      id: id, key: row["key"], command: try command(), state: .running, attempt: attempt + 1,
      runAt: runAt, failure: try row.failure(), note: row["note"],
      createdAt: row.moment("created_at"), updatedAt: now)
  }

  func command() throws -> Command {
    try row["command"] == nil
      ? .handleEvent(.init(asked: asked)) : JSONText.decode("command", of: row)
  }

  /// The event that it handles, of a row that was read to be claimed.
  func event() -> Event? {
    guard let sequence = row["sequence"] as Int64?, let body = row.bytes("body") else { return nil }
    return Event(
      sequence: sequence, shop: asked.shop, id: asked.event,
      receivedAt: row.moment("received_at"), body: body)
  }

  func record() throws -> JobRecord {
    JobRecord(
      id: id, key: row["key"], kind: try row.word("kind"), shop: asked.shop, event: asked.event,
      lane: lane, state: state, attempt: attempt, runAt: runAt, failure: try row.failure(),
      note: row["note"], createdAt: row.moment("created_at"), updatedAt: row.moment("updated_at"))
  }
}
