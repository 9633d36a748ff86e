import Domain
import StoreSQLite
import TestKit

/// A past that took months, made in minutes: events accepted, handled, invoiced and told, each step
/// by the store itself, as the engine has it do. Only SmartBill and the shop were never asked.
struct Past {
  /// The `webhook-id` under which each order's invoice was told.
  private(set) var told: [OrderID: String] = [:]

  /// SmartBill takes three invoices a second; with so many series a commit settles as many.
  private static let seriesCount = 64
  private static let lease = Duration.seconds(600)
  private static let firstOrder = 1_000_000

  /// Makes it in the database at the path, which nobody owns now.
  init(events: Int, at path: String) async throws {
    let store = try SQLiteStore.open(path: path, at: .sample)
    try await accept(events, on: store)
    let fiftieth = max(1, events / 50)
    var issued = 0
    while issued < events {
      try await handle(on: store)
      issued += try await issue(from: issued, on: store)
      try await tell(on: store)
      if issued % fiftieth < Self.seriesCount { Proof.say("past: \(issued) of \(events)") }
    }
    while try await tell(on: store) > 0 {}
    await store.close()
  }

  static func order(_ index: Int) -> OrderID { OrderID("\(firstOrder + index)") }

  private func accept(_ events: Int, on store: SQLiteStore) async throws {
    // As many as one commit takes.
    for start in stride(from: 0, to: events, by: 128) {
      try await withThrowingTaskGroup { group in
        for index in start..<min(start + 128, events) {
          group.addTask {
            let order = Self.order(index)
            let delivery = Delivery(
              shop: "magazin", event: PretendShop.event(of: order), receivedAt: .sample,
              body: SampleEvent.statusChanged(.sample(id: order)))
            _ = try await store.accept(delivery)
          }
        }
        try await group.waitForAll()
      }
    }
  }

  private func handle(on store: SQLiteStore) async throws {
    let claims = try await store.claim([.handling: 128], at: .sample, lease: Self.lease)
    let settlements = claims.map { claim in
      let asked = claim.job.command.asked
      let order = OrderID(String(asked.event.rawValue.dropFirst("evt-".count)))
      let number = (Int(order.rawValue) ?? 0) % Self.seriesCount
      let series = Series(cif: "RO12345674", name: "V\(number)")
      let issue = Command.issueInvoice(
        .init(
          asked: asked, cause: .statusChange, account: "firma", series: series,
          order: .sample(id: order)))
      return Settlement(
        claim.fence, .completed, commands: [issue],
        label: EventLabel(type: "order.status_changed", subject: order, occurredAt: nil))
    }
    _ = try await store.settle(settlements, at: .sample)
  }

  private func issue(from first: Int, on store: SQLiteStore) async throws -> Int {
    let claims = try await store.claim(
      [.accounting: Self.seriesCount], at: .sample, lease: Self.lease)
    let settlements = try await withThrowingTaskGroup { group in
      for (index, claim) in claims.enumerated() {
        group.addTask { try await Self.issued(claim, number: first + index + 1, on: store) }
      }
      return try await group.reduce(into: [Settlement]()) { $0.append($1) }
    }
    let results = try await store.settle(settlements, at: .sample)
    guard results.allSatisfy({ $0 == .settled }) else { throw NotMade(what: "an invoice") }
    return claims.count
  }

  private static func issued(_ claim: Claim, number: Int, on store: SQLiteStore) async throws
    -> Settlement
  {
    let asked = claim.job.command.asked
    guard
      let invoice = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .issue)?
        .invoice
    else { throw NotMade(what: "a binding") }
    let request = ReservationRequest(
      invoice: invoice.id, fence: claim.fence, body: [], expectedNumber: number,
      total: "131.00", currency: "RON", issuedOn: "2026-11-23")
    guard case .reserved(let reservation) = try await store.reserve(request, at: .sample) else {
      throw NotMade(what: "a reservation")
    }
    let document = IssuedDocument(
      number: InvoiceNumber(series: invoice.series.name, value: number), total: "131.00",
      currency: "RON", issuedOn: "2026-11-23")
    return Settlement(
      claim.fence, .completed, changes: [.issued(reservation, document)],
      notices: [invoice.issuedNotice(document, asked: asked)])
  }

  @discardableResult private mutating func tell(on store: SQLiteStore) async throws -> Int {
    let claims = try await store.claim([.shops: 128], at: .sample, lease: Self.lease)
    for claim in claims {
      guard case .notifyShop(let command) = claim.job.command else { continue }
      told[command.order] = command.notice
    }
    _ = try await store.settle(claims.map { Settlement($0.fence, .completed) }, at: .sample)
    return claims.count
  }

  struct NotMade: Error { let what: String }
}
