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

  init(_ row: Row) {
    self.row = row
    id = row["id"]
    lane = row["lane"]
    // One that this version doesn't know is nothing that it may run.
    state = Job.State(rawValue: row["state"]) ?? .held
    attempt = row["attempt"]
    runAt = row.moment("run_at")
    startedAt = Timestamp(milliseconds: row["started_at"] ?? row["created_at"])
    asked = Asking(shop: ShopID(row["shop"]), event: EventID(row["event"]), run: row["run"])
  }

  /// Nil where this version doesn't know it.
  var kind: JobKind? { JobKind(rawValue: row["kind"]) }

  /// Whether it makes a document of the invoice that its event is bound to.
  var issues: Bool {
    kind.map { [.issueInvoice, .draftInvoice, .issueProforma, .reverseInvoice].contains($0) }
      ?? false
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

  /// Nil where this version can't read it.
  var readableCommand: Command? {
    var reading = RowReading()
    return reading.take { try command() }
  }

  /// The event that it handles, of a row that was read to be claimed.
  func event() -> Event? {
    guard let sequence = row["sequence"] as Int64?, let body = row.bytes("body") else { return nil }
    return Event(
      sequence: sequence, shop: asked.shop, id: asked.event,
      receivedAt: row.moment("received_at"), body: body)
  }

  /// What can't be read of it is told as its failure; a kind that this version doesn't know is told
  /// as the first of its pool.
  func record() -> JobRecord {
    var reading = RowReading()
    let kind: JobKind? = reading.take { try row.word("kind") }
    let failure = reading.take { try row.failure() }
    let _: Job.State? = reading.take { try row.word("state") }
    return JobRecord(
      id: id, key: row["key"],
      kind: kind ?? JobKind.allCases.first { $0.pool.rawValue == row["pool"] as String }
        ?? .handleEvent,
      shop: asked.shop, event: asked.event, lane: lane, state: state, attempt: attempt,
      runAt: runAt, failure: reading.fault(of: "job \(id)") ?? failure, note: row["note"],
      createdAt: row.moment("created_at"), updatedAt: row.moment("updated_at"),
      order: (row["subject"] as String?).map { OrderID($0) }, waitsFor: row["waits_for"])
  }
}
