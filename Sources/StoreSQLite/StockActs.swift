import Domain
import GRDB

/// A person's wish for a shop's stock, as an event of the inbox, with who asked and why.
struct StockActs {
  let db: Database
  let person: Operator
  let now: Timestamp

  func request(_ request: StockRequest) throws -> ActResult {
    let delivery = request.delivery(at: now)
    let asked = Asking(shop: request.shop, event: delivery.event)
    let job = try NewJob(.handleEvent(.init(asked: asked)))
    _ = try EventTable(db: db).accept(delivery, handledBy: job)
    if let id = try db.number("SELECT id FROM jobs WHERE key = ?", [job.key]) {
      try AuditTable(db: db).add("request", by: person, of: .job(id), at: now)
    }
    return .done
  }
}
