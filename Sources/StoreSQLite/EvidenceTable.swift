import Domain
import FoundationEssentials
import GRDB

struct EvidenceTable {
  let db: Database

  private enum Kind: String {
    case answered
    case notSent = "not_sent"
    case unclear
  }

  func add(_ evidence: Evidence) throws {
    try add(
      evidence.answer, of: evidence.invoice, evidence.attempt, at: evidence.at, into: .invoices)
  }

  func add(_ evidence: PaymentEvidence) throws {
    try add(
      evidence.answer, of: evidence.payment, evidence.attempt, at: evidence.at, into: .payments)
  }

  func list(of invoice: Invoice.ID) throws -> [Evidence] {
    try rows(of: invoice, in: .invoices).map { attempt, at, answer in
      Evidence(invoice: invoice, attempt: attempt, at: at, answer: answer)
    }
  }

  func list(ofPayment payment: Payment.ID) throws -> [PaymentEvidence] {
    try rows(of: payment, in: .payments).map { attempt, at, answer in
      PaymentEvidence(payment: payment, attempt: attempt, at: at, answer: answer)
    }
  }

  // MARK: Of both ledgers

  private enum Place {
    case invoices, payments

    var table: String { self == .invoices ? "evidence" : "payment_evidence" }
    var owner: String { self == .invoices ? "invoice" : "payment" }
  }

  private func add(
    _ answer: RawAnswer, of owner: Int64, _ attempt: Int, at moment: Timestamp, into place: Place
  ) throws {
    var (status, body, detail): (Int?, Data?, String?)
    let kind: Kind
    switch answer {
    case .answered(let answered, let bytes):
      (kind, status, body) = (.answered, answered, Data(bytes))
    case .notSent(let text): (kind, detail) = (.notSent, text)
    case .unclear(let text, let part):
      (kind, detail, body) = (.unclear, text, part.isEmpty ? nil : Data(part))
    }
    try db.run(
      """
      INSERT INTO \(place.table) (\(place.owner), attempt, at, kind, status, body, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, [owner, attempt, moment.milliseconds, kind.rawValue, status, body, detail])
  }

  private func rows(of owner: Int64, in place: Place) throws
    -> [(attempt: Int, at: Timestamp, answer: RawAnswer)]
  {
    try db.rows(
      "SELECT * FROM \(place.table) WHERE \(place.owner) = ? ORDER BY id", [owner]
    ).map { row in
      let kind: Kind = try UnreadableColumn.naming("\(place.table) of \(owner)") {
        try row.word("kind")
      }
      let answer: RawAnswer =
        switch kind {
        case .answered:
          .answered(status: try row.optional("status") ?? 0, body: try row.bytes("body") ?? [])
        case .notSent: .notSent(try row.optional("detail") ?? "")
        case .unclear:
          .unclear(try row.optional("detail") ?? "", partialBody: try row.bytes("body") ?? [])
        }
      return (try row.value("attempt"), try row.moment("at"), answer)
    }
  }
}
