import Domain
import FoundationEssentials

/// What happens in the shops: which orders there are, what is asked for them, and when. Drawn from
/// the seed.
struct Story: Sendable {
  static let account: AccountID = "firma"
  static let length = Duration.seconds(400)
  static let invoicedStatus = "Confirmata"
  static let cancelledStatus = "Anulata"
  static let method = "card"
  static let methods = [method, "ramburs"]
  /// Those of invoices that an order may be invoiced in.
  static let series = ["FCT", "FCB", "FCR"].map { Series(cif: "RO12345674", name: $0) }
  static let proformas = Series(cif: "RO12345674", name: "PRO")

  struct Event: Sendable {
    enum Kind: Sendable, Equatable {
      case confirmed, requested, cancelled, restored, refunded, refundedInPart
      /// The order reached a status of cancelled orders.
      case statusCancelled
      /// Money came in: all of the order's total, or one half or the other.
      case paid, paidHalf, paidOtherHalf
      /// The invoice is to be e-mailed.
      case mailed
      case proforma, proformaCancelled
      /// Asks for nothing.
      case idle
      /// Can't be read, or is of no known type.
      case unreadable
    }

    let shop: ShopID
    let id: EventID
    let order: OrderID
    /// When it happened, as it says itself; nil where it doesn't say.
    var happenedAt: Timestamp?
    /// The same id may come with another body: the first counts.
    var bodies: [Body]
  }

  struct Body: Sendable {
    let kind: Event.Kind
    let total: Money
    /// How its order would be invoiced.
    let way: InvoicingWay
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
  private var ways: [ShopID: ShopWays] = [:]
  private(set) var events: [Event] = []
  private(set) var deliveries: [Delivery] = []
  /// By the event that asks for it.
  private(set) var replays: [EventID: Replay] = [:]
  /// Orders that can't be invoiced, whatever is done.
  private(set) var hopeless: Set<OrderID> = []
  /// Orders that arrive paid.
  private var paidInAdvance: Set<OrderID> = []
  private var random: SeededRandom

  private let plant: PlantedFault?

  /// - Parameter plant: told in such a way that this fault shows soon.
  init(_ random: SeededRandom, isMonthEnd: Bool, about plant: PlantedFault?) {
    self.random = random
    self.plant = plant
    drawShops(isMonthEnd)
    let count = self.random.element(of: [1, 2, 3, 4, 6])
    for index in 0..<count { drawOrder(OrderID("\(1001 + index)"), price: 100 + 10 * index) }
    drawReplays()
  }

  // MARK: Drawing

  private mutating func drawShops(_ isMonthEnd: Bool) {
    let shops: [ShopID] = random.chance(0.3) ? ["magazin", "boutique"] : ["magazin"]
    let sharesSeries = random.chance(0.5)
    let payments = PaymentTerms(type: .onlineCard, isInside: random.chance(0.4))
    for (index, shop) in shops.enumerated() {
      var policy = ShopPolicy(
        shop: shop, account: Self.account,
        series: Series(cif: "RO12345674", name: sharesSeries || index == 0 ? "FCT" : "FCB"),
        trigger: random.chance(0.85) ? .automatic : .manual,
        statuses: [Self.invoicedStatus], delayedAfter: .seconds(100),
        payments: [Self.method: payments], cancel: random.chance(0.3) ? .storno : .annul)
      let ways = drawWays(own: policy.series.name)
      self.ways[shop] = ways
      let own = ways.own.model
      (policy.terms, policy.mail, policy.wait) = (own.terms, own.mail, own.wait)
      policy.rules = ways.rules.map(\.rule)
      policy.isDraft = random.chance(plant == .draftOnTimeout ? 1 : 0.12)
      policy.cancelStatuses = [Self.cancelledStatus]
      if isMonthEnd { policy.monthEnd = MonthEnd(from: 30, until: 2) }
      if random.chance(0.7) { policy.proformaSeries = Self.proformas }
      policies.append(policy)
    }
  }

  private mutating func drawWays(own series: String) -> ShopWays {
    let own = drawWay(series, dueDays: 0, mailChance: 0.25)
    var rules: [StoryRule] = []
    for index in 0..<random.element(of: [0, 0, 1, 2, 3]) {
      let way = drawWay(
        random.element(of: [series, series, "FCR"]), dueDays: 10 + index, mailChance: 0.4)
      var rule = StoryRule(way: way)
      if random.chance(0.5) { rule.customer = random.element(of: Party.Kind.allCases) }
      if random.chance(0.4) { rule.method = random.element(of: Self.methods) }
      if random.chance(0.3) { rule.isAbroad = random.chance(0.5) }
      rules.append(rule)
    }
    return ShopWays(own: own, rules: rules)
  }

  private mutating func drawWay(_ series: String, dueDays: Int, mailChance: Double) -> InvoicingWay
  {
    InvoicingWay(
      series: series, dueDays: dueDays,
      mail: random.chance(mailChance) ? "due\(dueDays)@firma.example" : nil,
      wait: random.element(of: [.zero, .zero, .zero, .seconds(15), .seconds(90)]))
  }

  private mutating func drawSort() -> OrderSort {
    OrderSort(
      customer: random.element(of: Party.Kind.allCases), method: random.element(of: Self.methods),
      isAbroad: random.chance(0.3))
  }

  private mutating func drawOrder(_ order: OrderID, price: Int) {
    let policy = random.element(of: policies)
    if random.chance(0.05) { hopeless.insert(order) }
    if random.chance(0.4) { paidInAdvance.insert(order) }
    let sort = drawSort()
    var moment = random.duration(.zero, .seconds(200))
    // Events that say when they happened, and come in any order; each has the order at another total.
    let timed = Self.timedPlots.filter(isNeeded)
    let isTimed = random.chance(0.4) && !timed.isEmpty
    let plots = isTimed ? timed : Self.plots.filter(isNeeded)
    for (index, kind) in random.element(of: plots).enumerated() {
      let total = Money(bani: Int64((price + (isTimed ? index : 0)) * 100))
      let id = EventID("\(order)-\(index)-\(kind)")
      // Sometimes the customer has thought again.
      var seen = Seen(order, random.chance(0.1) ? drawSort() : sort, in: policy.shop, index)
      if isTimed { seen.happenedAt = Scheduler.start + moment }
      var event = Event(
        shop: policy.shop, id: id, order: order, happenedAt: seen.happenedAt,
        bodies: [body(kind, seen, total)])
      if random.chance(0.1), !kind.isPayment, !isTimed {
        event.bodies.append(body(kind, seen, total + Money(bani: 5000)))
      }
      events.append(event)
      let isLate = isTimed && random.chance(0.4)
      deliver(
        events.count - 1,
        around: moment + (isLate ? random.duration(.zero, .seconds(150)) : .zero))
      moment += random.duration(
        .zero, random.element(of: [.seconds(2), .seconds(30), .seconds(120)]))
    }
  }

  private func isNeeded(_ plot: [Event.Kind]) -> Bool { plant?.needs(plot) ?? true }

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
    for (index, event) in events.enumerated()
    where random.chance(plant == .forgetBinding ? 1 : 0.25) {
      let carrier = EventID("replay-\(index)")
      let sort = OrderSort(customer: .person, method: Self.method, isAbroad: false)
      let seen = Seen(OrderID("carrier-\(index)"), sort, in: event.shop, 0)
      replays[carrier] = Replay(event: event.id, run: 1)
      events.append(
        Event(
          shop: event.shop, id: carrier, order: seen.order, bodies: [body(.idle, seen, .zero)]))
      deliver(events.count - 1, around: random.duration(.zero, Self.length))
    }
  }

  // MARK: Bodies

  /// An order as one of its events has it.
  private struct Seen {
    let order: OrderID
    let sort: OrderSort
    let shop: ShopID
    /// Of the event in its plot.
    let index: Int
    var happenedAt: Timestamp?

    init(_ order: OrderID, _ sort: OrderSort, in shop: ShopID, _ index: Int) {
      (self.order, self.sort, self.shop, self.index) = (order, sort, shop, index)
      happenedAt = nil
    }
  }

  private func body(_ kind: Event.Kind, _ seen: Seen, _ total: Money) -> Body {
    let order = order(seen, total)
    let at = seen.happenedAt
    let bytes =
      switch kind {
      case .confirmed: Self.bytes("order.status_changed", order, at: at)
      case .idle:
        Self.bytes("order.status_changed", self.order(seen, total, status: "Noua"), at: at)
      case .statusCancelled:
        Self.bytes(
          "order.status_changed", self.order(seen, total, status: Self.cancelledStatus), at: at)
      case .requested: Self.bytes("invoice.issue_requested", order, at: at)
      case .cancelled: Self.bytes("invoice.cancel_requested", order, at: at)
      case .restored: Self.bytes("invoice.restore_requested", order, at: at)
      case .mailed: Self.bytes("invoice.send_requested", order, to: mail(seen, kind), at: at)
      case .paid, .paidHalf, .paidOtherHalf:
        Self.bytes("payment.received", order, payment(kind, total), at: at)
      case .proforma: Self.bytes("proforma.requested", order, at: at)
      case .proformaCancelled: Self.bytes("proforma.cancel_requested", order, at: at)
      case .refunded: Self.refund(order, id: "R\(seen.index)", isFull: true)
      case .refundedInPart: Self.refund(order, id: "R\(seen.index)", isFull: false)
      case .unreadable: Array(#"{"type":"order.status_changed","data":{}}"#.utf8)
      }
    guard let ways = ways[seen.shop] else { preconditionFailure("no ways of \(seen.shop)") }
    return Body(kind: kind, total: total, way: ways.way(for: seen.sort), bytes: bytes)
  }

  /// The address of a mail tells which event asked for it.
  private func mail(_ seen: Seen, _ kind: Event.Kind) -> String {
    Self.address(of: EventID("\(seen.order)-\(seen.index)-\(kind)"))
  }

  static func address(of event: EventID) -> String { "\(event)@client.example" }

  private func payment(_ kind: Event.Kind, _ total: Money) -> ReceivedPayment {
    let half = Money(units: total.units / 2)
    return ReceivedPayment(
      id: PaymentID("\(kind)"), method: Self.method, amount: kind == .paid ? total : half)
  }

  private func order(_ seen: Seen, _ total: Money, status: String = invoicedStatus) -> Order {
    let id = seen.order
    let line = OrderLine(kind: .product, name: "Cafea boabe 1 kg", price: total, vatRate: "21")
    var customer = Party(
      kind: seen.sort.customer, name: "Ion Popescu", city: "Cluj-Napoca", county: "Cluj")
    if seen.sort.isAbroad { customer.country = "Ungaria" }
    return Order(
      id: id, number: id.rawValue, status: status, customer: customer,
      lines: hopeless.contains(id) ? [] : [line],
      payment: .init(method: seen.sort.method, paid: paidInAdvance.contains(id)), total: total)
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
      var to: String?
    }
    let type: String
    let timestamp: String?
    let data: Payload
  }

  private static func bytes(
    _ type: String, _ order: Order, _ payment: ReceivedPayment? = nil, to address: String? = nil,
    at moment: Timestamp?
  ) -> [UInt8] {
    encoded(
      Envelope(
        type: type, timestamp: moment?.description,
        data: .init(order: order, payment: payment, to: address)))
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
  var asksForInvoice: Bool { self == .confirmed || self == .requested }

  var isPayment: Bool {
    switch self {
    case .paid, .paidHalf, .paidOtherHalf: true
    case .confirmed, .requested, .cancelled, .restored, .refunded, .refundedInPart, .mailed, .idle,
      .unreadable, .proforma, .proformaCancelled, .statusCancelled:
      false
    }
  }

  /// It carries the whole order, which a document may be made of.
  var hasContent: Bool {
    switch self {
    case .confirmed, .requested, .idle, .statusCancelled, .proforma: true
    default: false
    }
  }
}
