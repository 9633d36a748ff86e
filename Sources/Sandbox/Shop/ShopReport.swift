/// Everything the shop knows, for `GET /_sandbox/state`. Absent values are left out.
struct ShopReport: Encodable {
  let punte: String?
  let orders: [ShopOrderRecord]
  let products: [ShopShelf.Item]
  let callbacks: [ShopReceipt]
  let counters: ShopCounters
  let faults: [ShopFault]
  let outbox: ShopOutbox

  init(_ state: ShopState) {
    punte = state.punte
    orders = state.orders
    products = state.shelf.items
    callbacks = state.receipts
    counters = state.counters
    faults = state.faults
    outbox = state.outbox
  }
}
