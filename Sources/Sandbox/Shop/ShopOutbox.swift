/// The webhooks on their way to Punte. Those of one order leave in order, one at a time.
struct ShopOutbox: Encodable, Sendable {
  private(set) var entries: [Entry] = []
  /// All entries before this one are delivered, so nobody need look at them: thousands of orders
  /// placed at once leave almost in their order.
  private var firstOpen = 0

  /// The first retry waits so long, and each later one twice as long as the one before…
  static let backoffFirstMs: Int64 = 250
  /// … up to this, short enough for a person who waits before the page.
  static let backoffMaxMs: Int64 = 10_000
  /// How many delivered ones are remembered, so that a long run does not fill the memory.
  static let deliveredMax = 5_000

  struct Entry: Encodable, Sendable {
    let id: String
    let orderID: String
    let type: String
    let body: String
    let createdAt: ShopTime
    var state = State.waiting
    var attempts = 0
    var dueAt: ShopTime
    var lastAnswer: Answer?
    var deliveredAt: ShopTime?

    enum State: String, Codable, Sendable {
      case waiting, sending, delivered
    }

    enum CodingKeys: String, CodingKey {
      case id, type, body, state, attempts
      case orderID = "order_id"
      case createdAt = "created_at_ms"
      case dueAt = "due_at_ms"
      case lastAnswer = "last_answer"
      case deliveredAt = "delivered_at_ms"
    }
  }

  /// What came of one attempt: a status, or what kept it from coming.
  struct Answer: Codable, Equatable, Sendable {
    var status: Int?
    var error: String?

    var isReceived: Bool { (200...299).contains(status ?? 0) }
  }

  var sendingCount: Int { entries[firstOpen...].count { $0.state == .sending } }

  func encode(to encoder: any Encoder) throws {
    try entries.encode(to: encoder)
  }

  mutating func add(_ event: ShopEvent, id: String, at now: ShopTime) {
    entries.append(
      Entry(
        id: id, orderID: event.orderID, type: event.type, body: event.body(at: now),
        createdAt: now, dueAt: now))
  }

  /// Takes what may be sent now: the oldest undelivered one of each order, when it is due.
  mutating func claim(at now: ShopTime, atMost limit: Int) -> [Entry] {
    guard limit > 0 else { return [] }
    var claimed: [Entry] = []
    var busy: Set<String> = []
    for index in entries.indices[firstOpen...] where entries[index].state != .delivered {
      guard busy.insert(entries[index].orderID).inserted else { continue }
      guard entries[index].state == .waiting, entries[index].dueAt <= now else { continue }
      guard claimed.count < limit else { break }
      entries[index].state = .sending
      entries[index].attempts += 1
      claimed.append(entries[index])
    }
    return claimed
  }

  /// Notes the answer to a claimed one. Returns how long to wait before its retry, or nil when it
  /// has been received.
  mutating func settle(_ id: String, with answer: Answer, at now: ShopTime) -> Int64? {
    guard let index = entries[firstOpen...].firstIndex(where: { $0.id == id }) else {
      return nil
    }
    entries[index].lastAnswer = answer
    guard !answer.isReceived else {
      entries[index].state = .delivered
      entries[index].deliveredAt = now
      forgetOldest()
      while firstOpen < entries.count, entries[firstOpen].state == .delivered { firstOpen += 1 }
      return nil
    }
    let delayMs = Self.backoffMs(afterAttempt: entries[index].attempts)
    entries[index].state = .waiting
    entries[index].dueAt = now + delayMs
    return delayMs
  }

  /// Makes every waiting one due, as when Punte's address has changed.
  mutating func hurry(at now: ShopTime) {
    for index in entries.indices where entries[index].state == .waiting {
      entries[index].dueAt = min(entries[index].dueAt, now)
    }
  }

  static func backoffMs(afterAttempt attempt: Int) -> Int64 {
    let doublings = min(max(attempt - 1, 0), 16)
    return min(backoffFirstMs << doublings, backoffMaxMs)
  }

  /// Drops the older half of the delivered ones once there are too many.
  private mutating func forgetOldest() {
    guard entries.count > Self.deliveredMax else { return }
    var dropped = 0
    entries.removeAll { entry in
      guard entry.state == .delivered, dropped < Self.deliveredMax / 2 else { return false }
      dropped += 1
      return true
    }
    firstOpen = 0
  }
}
