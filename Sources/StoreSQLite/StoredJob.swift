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
  let note: String?
  /// What of the above can't be read: such a job isn't run.
  private let damage: UnreadableColumn?

  init(_ row: Row) {
    self.row = row
    var reading = RowReading(row)
    id = reading.value("id", or: 0)
    lane = reading.optional("lane")
    // One that this version doesn't know is nothing that it may run.
    state = Job.State(rawValue: reading.text("state")) ?? .held
    attempt = reading.counted("attempt")
    runAt = reading.moment("run_at")
    startedAt = reading.optionalMoment("started_at") ?? reading.moment("created_at")
    asked = Asking(
      shop: ShopID(reading.text("shop")), event: EventID(reading.text("event")),
      run: reading.counted("run"))
    note = reading.optional("note")
    damage = reading.error
  }

  /// Nil where this version doesn't know it.
  var kind: JobKind? {
    var reading = RowReading(row)
    return JobKind(rawValue: reading.text("kind"))
  }

  /// Whether it makes a document of the invoice that its event is bound to.
  var issues: Bool {
    kind.map { [.issueInvoice, .draftInvoice, .issueProforma, .reverseInvoice].contains($0) }
      ?? false
  }

  func failure() throws -> Failure? { try row.failure() }

  /// The job as just claimed.
  func claimed(at now: Timestamp) throws -> Job {
    if let damage { throw damage }
    return Job(
      id: id, key: try row.value("key"), command: try command(), state: .running,
      attempt: attempt + 1, runAt: runAt, failure: try row.failure(), note: note,
      createdAt: try row.moment("created_at"), updatedAt: now)
  }

  func command() throws -> Command {
    guard let text = try row.optional("command") as String? else {
      return .handleEvent(.init(asked: asked))
    }
    return try JSONText.decode("command", text)
  }

  /// Nil where this version can't read it.
  var readableCommand: Command? {
    var reading = RowReading(row)
    return reading.take { try command() }
  }

  /// The event that it handles, of a row that was read to be claimed.
  func event() throws -> Event? {
    guard let sequence = try row.optional("sequence") as Int64?, let body = try row.bytes("body")
    else { return nil }
    return Event(
      sequence: sequence, shop: asked.shop, id: asked.event,
      receivedAt: try row.moment("received_at"), body: body)
  }

  /// What can't be read of it is told as its failure; a kind that this version doesn't know is told
  /// as the first of its pool.
  func record() -> JobRecord {
    var reading = RowReading(row)
    let kind: JobKind? = reading.take { try row.word("kind") }
    let failure = reading.take { try row.failure() }
    let _: Job.State? = reading.take { try row.word("state") }
    reading.add(damage)
    let (key, pool) = (reading.text("key"), reading.text("pool"))
    let (created, updated) = (reading.moment("created_at"), reading.moment("updated_at"))
    let (subject, ahead): (String?, Job.ID?) =
      (reading.optional("subject"), reading.optional("waits_for"))
    return JobRecord(
      id: id, key: key,
      kind: kind ?? JobKind.allCases.first { $0.pool.rawValue == pool } ?? .handleEvent,
      shop: asked.shop, event: asked.event, lane: lane, state: state, attempt: attempt,
      runAt: runAt, failure: reading.fault(of: "job \(id)") ?? failure, note: note,
      createdAt: created, updatedAt: updated, order: subject.map { OrderID($0) }, waitsFor: ahead)
  }
}
