import Domain
import FoundationEssentials
import GRDB
import Signatures

/// Removes the bodies of events that nothing needs any more, a bounded step at a time.
struct Pruning {
  let db: Database
  let now: Timestamp
  /// Whether documents keep what they were sent with, the person left out; else they keep nothing.
  var keepsLines = false

  private var prunes: PruneTable { PruneTable(db: db) }

  /// The command of a job whose order or mail was removed.
  static let noCommand = ""
  /// Jobs whose commands hold what the event's body held, as SQL lists them.
  static let copying = list([
    .issueInvoice, .draftInvoice, .issueProforma, .waitToIssue, .sendInvoice, .refundOrder,
    .reverseInvoice,
  ])

  private static func list(_ kinds: [JobKind]) -> String {
    "(" + kinds.map { "'\($0.rawValue)'" }.joined(separator: ", ") + ")"
  }

  func start(_ request: PruneRequest, by person: Operator) throws -> ActResult {
    try prunes.insert(request, by: person, at: now)
    return .done
  }

  /// Those of the events that may go by now; the others are left as they are.
  func step(_ id: Prune.ID, events: [Int64]) throws -> ActResult {
    guard let prune = try prunes.find(id) else { return .notFound }
    guard events.count <= Prune.stepEventsMax else {
      return .refused(.stepTooLong(eventsMax: Prune.stepEventsMax))
    }
    try remove(events, of: prune.scope, for: id)
    return .done
  }

  /// Answers how many events have lost their bodies.
  func removeBodies(of events: [Int64], before cutoff: Timestamp, for prune: Prune.ID) throws -> Int
  {
    try remove(events, of: .received(before: cutoff), for: prune)
  }

  @discardableResult
  private func remove(_ events: [Int64], of scope: Prune.Scope, for id: Prune.ID) throws -> Int {
    var (count, bytes) = (0, 0)
    for sequence in events {
      guard let event = try settled(sequence, for: scope) else { continue }
      let body = try event.bytes("body") ?? []
      let isPruned = try event.optional("pruned_by") as Int64? != nil
      if !isPruned {
        count += 1
        bytes += body.count
        let digest = Data(MessageDigest.sha256(body))
        // Further deliveries refer to the row, of few events.
        if try db.number("SELECT 1 FROM deliveries WHERE event = ? LIMIT 1", [sequence]) == nil {
          try db.rewrite(
            "events", sequence,
            ["body_digest": digest.databaseValue, "pruned_by": id.databaseValue], emptied: "body")
        } else {
          try db.run(
            "UPDATE events SET body = X'', body_digest = ?, pruned_by = ? WHERE sequence = ?",
            [digest, id, sequence])
        }
      }
      try forgetBodies(of: event)
      if scope == .person {
        try forgetWords(of: event)
        try forgetTold(of: event)
      }
    }
    try prunes.advance(id, events: count, bytes: bytes)
    return count
  }

  private func settled(_ sequence: Int64, for scope: Prune.Scope) throws -> Row? {
    let event = try db.row(
      """
      SELECT sequence, shop, id, received_at, body, pruned_by FROM events
      WHERE sequence = ? AND \(PruneTable.isSettled)
      """, [sequence])
    guard let event else { return nil }
    switch scope {
    case .person: return event
    case .received(let cutoff):
      let isPruned = try event.optional("pruned_by") as Int64? != nil
      return try !isPruned && event.moment("received_at") < cutoff ? event : nil
    }
  }

  /// What was made of the event's body, or came under its id.
  private func forgetBodies(of event: Row) throws {
    let names = try event.names()
    try db.run(
      "UPDATE deliveries SET body = NULL WHERE event = ? AND body IS NOT NULL",
      [try event.value("sequence") as Int64])
    let copies = try db.rows(
      """
      SELECT id FROM jobs
      WHERE shop = ? AND event = ? AND kind IN \(Self.copying) AND command <> ''
      """, names)
    for copy in copies {
      let id: Int64 = try copy.value("id")
      try db.rewrite("jobs", id, ["command": Self.noCommand.databaseValue])
    }
    let documents = try db.rows(
      """
      SELECT id, request FROM invoices WHERE request IS NOT NULL AND id IN (
        SELECT invoice FROM bindings WHERE shop = ? AND event = ?
          AND verb IN ('issue', 'reverse'))
      """, names)
    for document in documents {
      try db.run(
        "UPDATE invoices SET request = ? WHERE id = ?",
        [keepsLines ? try lines(of: document) : nil, try document.value("id") as Int64])
    }
  }

  /// What a document was made of, without whom it names; nil where that can't be told apart.
  ///
  /// SQLite takes the fields out, so that each number of the rest stays as it was written.
  private func lines(of document: Row) throws -> Data? {
    let text = try document.bytes("request").flatMap { String(validating: $0, as: UTF8.self) }
    guard let text, try db.number("SELECT json_valid(?)", [text]) == 1,
      try db.number("SELECT json_type(?) = 'object'", [text]) == 1
    else { return nil }
    let names = try db.rows("SELECT key FROM json_each(?)", [text]).map {
      try $0.value("key") as String
    }
    let paths = names.filter { !Self.lineFields.contains($0) }.map { "$.\"\($0)\"" }
    var kept = text
    for path in paths {
      kept = try db.row("SELECT json_remove(?, ?) AS kept", [kept, path])?.optional("kept") ?? kept
    }
    return Data(kept.utf8)
  }

  /// The fields of a create call that say what was sold, when and at which price; the others may
  /// name a person.
  private static let lineFields: Set = [
    "companyVatCode", "currency", "deliveryDate", "dueDate", "estimate", "exchangeRate", "isDraft",
    "issueDate", "language", "number", "payment", "precision", "products", "seriesName",
    "useEstimateDetails", "useIntraCif", "usePaymentTax", "useStock",
  ]

  /// Failures quote what was wrong, notes what was put right, and SmartBill quotes what it likes.
  func forgetWords(of event: Row) throws {
    let names = try event.names()
    let bound = "SELECT invoice FROM bindings WHERE shop = ? AND event = ?"
    try db.run(
      "UPDATE jobs SET failure_detail = NULL, note = NULL WHERE shop = ? AND event = ?", names)
    try db.run(
      "UPDATE invoices SET failure_detail = NULL, mends = NULL WHERE id IN (\(bound))", names)
    try db.run(
      """
      UPDATE attempts SET failure_detail = NULL WHERE failure_detail IS NOT NULL AND job IN (
        SELECT id FROM jobs WHERE shop = ? AND event = ?)
      """, names)
    try db.run(
      """
      UPDATE payments SET failure_detail = NULL WHERE id IN (
        SELECT payment FROM payment_bindings WHERE shop = ? AND event = ?)
      """, names)
  }

  private func forgetTold(of event: Row) throws {
    let names = try event.names()
    let told = try db.rows(
      "SELECT id, content FROM notices WHERE shop = ? AND event = ? AND content <> ''", names)
    for row in told {
      let id: String = try row.value("id")
      let content: Notice.Content = try UnreadableColumn.naming("notice \(id)") {
        try JSONText.decode("content", of: row)
      }
      try db.run(
        "UPDATE notices SET content = ? WHERE id = ?",
        [try JSONText.encode(content.withoutPerson), id])
    }
  }
}

extension Notice.Content {
  fileprivate var withoutPerson: Notice.Content {
    switch self {
    case .issued, .drafted, .cancelled, .restored, .reversed, .paymentRecorded, .proformaIssued,
      .proformaCancelled, .orderChanged:
      self
    case .skipped(let failure): .skipped(Failure(failure.code))
    case .paymentFailed(let payment, let failure): .paymentFailed(payment, Failure(failure.code))
    case .sent(let number, _, let revision): .sent(number, InvoiceMail(), revision: revision)
    case .proformaSent(let number, _, let revision):
      .proformaSent(number, InvoiceMail(), revision: revision)
    case .proformaDelayed(let failure, let revision):
      .proformaDelayed(Failure(failure.code), revision: revision)
    case .failed(let operation, let failure): .failed(operation, Failure(failure.code))
    case .delayed(let failure, let revision): .delayed(Failure(failure.code), revision: revision)
    }
  }
}
