/// The whole shop as a value: no clock, no network; times and ids are arguments.
struct ShopState: Sendable {
  private(set) var orders: [ShopOrderRecord] = []
  private(set) var receipts: [ShopReceipt] = []
  private(set) var counters = ShopCounters()
  private(set) var faults: [ShopFault] = []
  var outbox = ShopOutbox()
  /// Where Punte listens for this shop; nothing is sent before it is known.
  var punte: String?
  var shelf = ShopShelf()

  private var indexByID: [String: Int] = [:]
  private var receivedIDs: Set<String> = []
  private var nextNumber: Int

  /// More than a demonstration or a load test needs, and bounded.
  static let ordersMax = 20_000
  static let orderIDCharactersMax = 64
  /// How many callbacks are remembered whole; their ids and counts are kept for good.
  static let receiptsMax = 20_000

  init(firstNumber: Int = 1001, samples: [ShopSample] = ShopSample.allCases, at now: ShopTime) {
    nextNumber = firstNumber
    for sample in samples {
      append(sample.draft.order(id: takeNumber(), placedAt: now))
    }
  }

  func record(of id: String) -> ShopOrderRecord? {
    indexByID[id].map { orders[$0] }
  }

  /// Takes an order in. Nothing is told to Punte until its status changes.
  mutating func place(_ draft: ShopOrderDraft, at now: ShopTime) throws(ShopError)
    -> ShopOrderRecord
  {
    guard orders.count < Self.ordersMax else { throw .tooManyOrders }
    let id = draft.id ?? takeNumber()
    guard (1...Self.orderIDCharactersMax).contains(id.count), !draft.lines.isEmpty else {
      throw .orderUnreadable
    }
    guard indexByID[id] == nil else { throw .orderExists }
    append(draft.order(id: id, placedAt: now))
    return orders[orders.count - 1]
  }

  /// Gives an order a status, and tells Punte when it is another than before.
  mutating func change(
    _ id: String, to status: ShopOrderStatus, webhookID: String, at now: ShopTime
  ) throws(ShopError) {
    let index = try index(of: id)
    let previous = orders[index].order.status
    guard status != previous else { return }
    orders[index].order.status = status
    if status == .confirmed { orders[index].confirmedAt = now }
    outbox.add(
      .statusChanged(orders[index].order, previous: previous), id: webhookID, at: now)
  }

  /// Presses "Trimite in Erp", "Anuleaza factura" or "Restaureaza factura", whether or not the page would offer it.
  mutating func ask(
    _ request: ShopRequest, for id: String, webhookID: String, at now: ShopTime
  ) throws(ShopError) {
    let index = try index(of: id)
    orders[index].pending = request
    orders[index].failure = nil
    let event: ShopEvent =
      switch request {
      case .issue: .issueRequested(orders[index].order)
      case .cancel: .cancelRequested(orderID: id)
      case .restore: .restoreRequested(orderID: id)
      case .refund: .refunded(orders[index].order, .whole(id: nextRefund(of: index)))
      }
    outbox.add(event, id: webhookID, at: now)
  }

  /// Tells Punte of money received; asked for again under its id it is told again.
  mutating func pay(
    _ wish: ShopPaymentWish, for id: String, webhookID: String, at now: ShopTime
  ) throws(ShopError) {
    let index = try index(of: id)
    let payment = wish.payment(of: orders[index])
    orders[index].add(payment)
    outbox.add(.paymentReceived(payment, orderID: id), id: webhookID, at: now)
  }

  /// Gives money back for an order, all of it or a part.
  mutating func refund(
    _ wish: ShopRefundWish, of id: String, webhookID: String, at now: ShopTime
  ) throws(ShopError) {
    let index = try index(of: id)
    let order = orders[index].order
    guard let refund = wish.refund(of: order, id: wish.id ?? nextRefund(of: index)) else {
      throw .orderUnreadable
    }
    orders[index].pending = .refund
    orders[index].failure = nil
    outbox.add(.refunded(order, refund), id: webhookID, at: now)
  }

  private mutating func nextRefund(of index: Int) -> String {
    orders[index].refunds += 1
    return "R\(orders[index].refunds)"
  }

  /// Takes in a callback whose signature has been verified.
  mutating func receive(
    id: String, body: String, callback: ShopCallback?, headers: [String: String],
    at now: ShopTime
  ) -> ShopReceipt.Verdict {
    let verdict = judge(callback, id: id)
    if verdict == .applied || verdict == .unknownType, let callback,
      let index = indexByID[callback.orderID]
    {
      orders[index].sequence = callback.sequence
      orders[index].apply(callback.news, at: now)
    }
    if verdict != .malformed { receivedIDs.insert(id) }
    counters.count(verdict)
    if receipts.count >= Self.receiptsMax { receipts.removeFirst(Self.receiptsMax / 2) }
    receipts.append(
      ShopReceipt(
        id: id, type: callback?.type, orderID: callback?.orderID, sequence: callback?.sequence,
        receivedAt: now, verdict: verdict, body: body, headers: headers))
    return verdict
  }

  mutating func countBadSignature() {
    counters.badSignatures += 1
  }

  mutating func add(_ fault: ShopFault) {
    faults.append(fault)
  }

  mutating func clearFaults() {
    faults = []
  }

  /// The fault that the next callback meets, counted down.
  mutating func takeFault() -> ShopFault? {
    guard let fault = faults.first else { return nil }
    counters.faults += 1
    if let times = fault.times {
      faults[0].times = times - 1
      if times <= 1 { faults.removeFirst() }
    }
    return fault
  }

  private func judge(_ callback: ShopCallback?, id: String) -> ShopReceipt.Verdict {
    guard !receivedIDs.contains(id) else { return .duplicate }
    guard let callback else { return .malformed }
    guard let record = record(of: callback.orderID) else { return .unknownOrder }
    if let held = record.sequence, callback.sequence < held { return .outdated }
    return callback.news == .other ? .unknownType : .applied
  }

  private func index(of id: String) throws(ShopError) -> Int {
    guard let index = indexByID[id] else { throw .unknownOrder }
    return index
  }

  private mutating func append(_ order: ShopOrder) {
    indexByID[order.id] = orders.count
    orders.append(ShopOrderRecord(order))
  }

  /// The next order number that no order has.
  private mutating func takeNumber() -> String {
    while indexByID[String(nextNumber)] != nil { nextNumber += 1 }
    defer { nextNumber += 1 }
    return String(nextNumber)
  }
}
