import Domain
import FoundationEssentials

/// What happens in the shops: which orders there are, what is asked for them, and when. Drawn from
/// the seed.
struct Story: Sendable {
  static let account: AccountID = "firma"
  static let length = Duration.seconds(400)
  static let invoicedStatus = "Confirmata"
  static let method = "card"

  struct Event: Sendable {
    enum Kind: Sendable, Equatable {
      case confirmed, requested, cancelled, restored, refunded, refundedInPart
      /// Money came in: all of the order's total, or one half or the other.
      case paid, paidHalf, paidOtherHalf
      /// Asks for nothing.
      case idle
      /// Can't be read, or is of no known type.
      case unreadable
    }

    let shop: ShopID
    let id: EventID
    let order: OrderID
    /// The same id may come with another body: the first counts.
    var bodies: [Body]
  }

  struct Body: Sendable {
    let kind: Event.Kind
    let total: Money
    let bytes: [UInt8]
  }

  /// One HTTP request.
  struct Delivery: Sendable {
    let after: Duration
    /// In `events`.
    let event: Int
    let body: Int
  }

  /// A further run of an event, asked for by handling another one.
  struct Replay: Sendable {
    let event: EventID
    let run: Int
  }

  private(set) var policies: [ShopPolicy] = []
  private(set) var events: [Event] = []
  private(set) var deliveries: [Delivery] = []
  /// By the event that asks for it.
  private(set) var replays: [EventID: Replay] = [:]
  /// Orders that can't be invoiced, whatever is done.
  private(set) var hopeless: Set<OrderID> = []
  /// Orders that arrive paid.
  private var paidInAdvance: Set<OrderID> = []
  private var random: SeededRandom

  init(_ random: SeededRandom) {
    self.random = random
    drawShops()
    let count = self.random.element(of: [1, 2, 3, 4, 6])
    for index in 0..<count { drawOrder(OrderID("\(1001 + index)"), price: 100 + 10 * index) }
    drawReplays()
  }

  // MARK: Drawing

  private mutating func drawShops() {
    let shops: [ShopID] = random.chance(0.3) ? ["magazin", "boutique"] : ["magazin"]
    let sharesSeries = random.chance(0.5)
    let payments = PaymentTerms(type: .onlineCard, isInside: random.chance(0.4))
    for (index, shop) in shops.enumerated() {
      policies.append(
        ShopPolicy(
          shop: shop, account: Self.account,
          series: Series(cif: "RO12345674", name: sharesSeries || index == 0 ? "FCT" : "FCB"),
          trigger: random.chance(0.85) ? .automatic : .manual,
          statuses: [Self.invoicedStatus], delayedAfter: .seconds(100),
          payments: [Self.method: payments], cancel: random.chance(0.3) ? .storno : .annul))
    }
  }

  private static let plots: [[Event.Kind]] = [
    [.confirmed], [.confirmed], [.confirmed], [.confirmed, .requested], [.requested],
    [.confirmed, .confirmed], [.confirmed, .cancelled], [.cancelled, .confirmed],
    [.confirmed, .cancelled, .requested], [.cancelled, .requested],
    [.confirmed, .cancelled, .requested, .cancelled], [.confirmed, .cancelled, .cancelled],
    [.requested, .cancelled, .requested, .cancelled, .requested], [.idle, .confirmed],
    [.confirmed, .cancelled, .restored], [.confirmed, .cancelled, .restored, .cancelled],
    [.confirmed, .cancelled, .restored, .cancelled, .restored],
    [.confirmed, .cancelled, .restored, .requested], [.confirmed, .restored], [.restored],
    [.confirmed, .cancelled, .requested, .restored, .cancelled, .restored],
    [.confirmed, .cancelled, .restored, .cancelled, .restored, .cancelled, .requested],
    [.confirmed, .refunded], [.confirmed, .refundedInPart], [.confirmed, .cancelled, .refunded],
    [.confirmed, .refundedInPart, .refundedInPart, .refundedInPart], [.refunded, .confirmed],
    [.confirmed, .refundedInPart, .refunded], [.confirmed, .refundedInPart, .cancelled],
    [.confirmed, .refunded, .refunded, .cancelled, .requested],
    [.requested, .refunded, .requested, .refunded, .requested],
    [.confirmed, .refunded, .restored, .requested, .cancelled],
    [.unreadable], [.idle],
    [.confirmed, .paid], [.paid, .confirmed], [.confirmed, .paid, .paid],
    [.confirmed, .paidHalf, .paidOtherHalf], [.paidHalf, .confirmed, .paidOtherHalf],
    [.confirmed, .paid, .cancelled], [.confirmed, .cancelled, .requested, .paid],
    [.confirmed, .paidHalf, .cancelled, .paidOtherHalf, .requested],
  ]

  private mutating func drawOrder(_ order: OrderID, price: Int) {
    let policy = random.element(of: policies)
    if random.chance(0.05) { hopeless.insert(order) }
    if random.chance(0.4) { paidInAdvance.insert(order) }
    var moment = random.duration(.zero, .seconds(200))
    for (index, kind) in random.element(of: Self.plots).enumerated() {
      let total = Money(bani: Int64(price * 100))
      let id = EventID("\(order)-\(index)-\(kind)")
      var event = Event(
        shop: policy.shop, id: id, order: order, bodies: [body(kind, order, total, index)])
      if random.chance(0.1), !kind.isPayment {
        event.bodies.append(body(kind, order, total + Money(bani: 5000), index))
      }
      events.append(event)
      deliver(events.count - 1, around: moment)
      moment += random.duration(
        .zero, random.element(of: [.seconds(2), .seconds(30), .seconds(120)]))
    }
  }

  private mutating func deliver(_ event: Int, around moment: Duration) {
    var copies = 1
    while copies < 4, random.chance(0.3) { copies += 1 }
    for copy in 0..<copies {
      let body = copy == 0 ? 0 : random.number(0...(events[event].bodies.count - 1))
      let jitter = random.duration(.zero, random.element(of: [.zero, .seconds(1), .seconds(60)]))
      deliveries.append(Delivery(after: moment + jitter, event: event, body: body))
    }
    // Otherwise the other body would never come.
    if events[event].bodies.count > 1 {
      deliveries.append(
        Delivery(
          after: moment + random.duration(.zero, .seconds(2)), event: event, body: 1))
    }
  }

  private mutating func drawReplays() {
    for (index, event) in events.enumerated() where random.chance(0.25) {
      let carrier = EventID("replay-\(index)")
      replays[carrier] = Replay(event: event.id, run: 1)
      events.append(
        Event(
          shop: event.shop, id: carrier, order: OrderID("carrier-\(index)"),
          bodies: [body(.idle, OrderID("carrier-\(index)"), .zero)]))
      deliver(events.count - 1, around: random.duration(.zero, Self.length))
    }
  }

  // MARK: Bodies

  /// - Parameter index: of the event in its plot, which names a refund.
  private func body(_ kind: Event.Kind, _ order: OrderID, _ total: Money, _ index: Int = 0) -> Body
  {
    let bytes =
      switch kind {
      case .confirmed: Self.bytes("order.status_changed", self.order(order, total))
      case .idle: Self.bytes("order.status_changed", self.order(order, total, status: "Noua"))
      case .requested: Self.bytes("invoice.issue_requested", self.order(order, total))
      case .cancelled: Self.bytes("invoice.cancel_requested", self.order(order, total))
      case .restored: Self.bytes("invoice.restore_requested", self.order(order, total))
      case .paid, .paidHalf, .paidOtherHalf:
        Self.bytes("payment.received", self.order(order, total), payment(kind, total))
      case .refunded:
        Self.refund(self.order(order, total), id: "R\(index)", isFull: true)
      case .refundedInPart:
        Self.refund(self.order(order, total), id: "R\(index)", isFull: false)
      case .unreadable: Array(#"{"type":"order.status_changed","data":{}}"#.utf8)
      }
    return Body(kind: kind, total: total, bytes: bytes)
  }

  private func payment(_ kind: Event.Kind, _ total: Money) -> ReceivedPayment {
    let half = Money(units: total.units / 2)
    return ReceivedPayment(
      id: PaymentID("\(kind)"), method: Self.method, amount: kind == .paid ? total : half)
  }

  private func order(_ id: OrderID, _ total: Money, status: String = invoicedStatus) -> Order {
    let line = OrderLine(kind: .product, name: "Cafea boabe 1 kg", price: total, vatRate: "21")
    return Order(
      id: id, number: id.rawValue, status: status,
      customer: Party(kind: .person, name: "Ion Popescu", city: "Cluj-Napoca", county: "Cluj"),
      lines: hopeless.contains(id) ? [] : [line],
      payment: .init(method: Self.method, paid: paidInAdvance.contains(id)), total: total)
  }

  /// What a refund in part gives back: so much that three exceed any order.
  private static func part(of order: Order) -> Order {
    var part = order
    part.total = Money(bani: (order.total.bani ?? 0) * 2 / 5)
    part.lines = part.lines.map { line in
      var line = line
      line.price = part.total
      return line
    }
    return part
  }

  private struct RefundEnvelope: Encodable {
    struct Refund: Encodable {
      let id: String
      let full: Bool?
      let lines: [OrderLine]?
      let total: Money?
    }
    struct Payload: Encodable {
      let order: Order
      let refund: Refund
    }
    let type = "order.refunded"
    let data: Payload
  }

  private static func refund(_ order: Order, id: String, isFull: Bool) -> [UInt8] {
    let part = part(of: order)
    let refund =
      isFull
      ? RefundEnvelope.Refund(id: id, full: true, lines: nil, total: nil)
      : RefundEnvelope.Refund(id: id, full: nil, lines: part.lines, total: part.total)
    return encoded(RefundEnvelope(data: .init(order: order, refund: refund)))
  }

  private struct Envelope: Encodable {
    struct Payload: Encodable {
      let order: Order
      var payment: ReceivedPayment?
    }
    let type: String
    let data: Payload
  }

  private static func bytes(
    _ type: String, _ order: Order, _ payment: ReceivedPayment? = nil
  ) -> [UInt8] {
    encoded(Envelope(type: type, data: .init(order: order, payment: payment)))
  }

  private static func encoded(_ envelope: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(envelope) else {
      preconditionFailure("an order can be encoded")
    }
    return Array(data)
  }
}

extension Story.Event.Kind {
  var isPayment: Bool {
    switch self {
    case .paid, .paidHalf, .paidOtherHalf: true
    case .confirmed, .requested, .cancelled, .restored, .refunded, .refundedInPart, .idle,
      .unreadable:
      false
    }
  }
}
