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
    var (status, body, detail): (Int?, Data?, String?)
    let kind: Kind
    switch evidence.answer {
    case .answered(let answered, let bytes):
      (kind, status, body) = (.answered, answered, Data(bytes))
    case .notSent(let text): (kind, detail) = (.notSent, text)
    case .unclear(let text, let part):
      (kind, detail, body) = (.unclear, text, part.isEmpty ? nil : Data(part))
    }
    try db.run(
      """
      INSERT INTO evidence (invoice, attempt, at, kind, status, body, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        evidence.invoice, evidence.attempt, evidence.at.milliseconds, kind.rawValue, status, body,
        detail,
      ])
  }

  func list(of invoice: Invoice.ID) throws -> [Evidence] {
    try db.rows("SELECT * FROM evidence WHERE invoice = ? ORDER BY id", [invoice]).map { row in
      let kind: Kind = try row.word("kind")
      let answer: RawAnswer =
        switch kind {
        case .answered: .answered(status: row["status"] ?? 0, body: row.bytes("body") ?? [])
        case .notSent: .notSent(row["detail"] ?? "")
        case .unclear: .unclear(row["detail"] ?? "", partialBody: row.bytes("body") ?? [])
        }
      return Evidence(
        invoice: invoice, attempt: row["attempt"], at: row.moment("at"), answer: answer)
    }
  }
}
