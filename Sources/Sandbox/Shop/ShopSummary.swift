/// What became of each order, in a few words: short enough to be asked for again and again while
/// hundreds are invoiced. Absent values are left out.
struct ShopSummary: Encodable {
  let counters: ShopCounters
  let outbox: Outbox
  let orders: [Order]

  /// How many webhooks to Punte are in each state.
  struct Outbox: Encodable {
    let waiting, sending, delivered: Int
  }

  struct Order: Encodable {
    let id: String
    let status: ShopOrderStatus
    let pending: ShopRequest?
    let series, number: String?
    let invoice: ShopInvoice.State?
    let failure, delay: String?
    let sequence: Int64?
    /// Every genuine callback about this order that was received, in the order of arrival.
    let callbacks: [Callback]
  }

  struct Callback: Encodable {
    let id: String
    let type: String?
    let sequence: Int64?
    let verdict: ShopReceipt.Verdict
    let receivedAt: ShopTime

    enum CodingKeys: String, CodingKey {
      case id, type, sequence, verdict
      case receivedAt = "received_at_ms"
    }
  }

  init(_ state: ShopState) {
    counters = state.counters
    func count(_ wanted: ShopOutbox.Entry.State) -> Int {
      state.outbox.entries.count { $0.state == wanted }
    }
    outbox = Outbox(
      waiting: count(.waiting), sending: count(.sending), delivered: count(.delivered))
    let receipts = Dictionary(grouping: state.receipts) { $0.orderID }
    orders = state.orders.map { record in
      Order(
        id: record.order.id, status: record.order.status, pending: record.pending,
        series: record.invoice?.series, number: record.invoice?.number,
        invoice: record.invoice?.state, failure: record.failure?.code, delay: record.delay?.code,
        sequence: record.sequence,
        callbacks: (receipts[record.order.id] ?? []).map {
          Callback(
            id: $0.id, type: $0.type, sequence: $0.sequence, verdict: $0.verdict,
            receivedAt: $0.receivedAt)
        })
    }
  }
}
