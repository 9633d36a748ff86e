import Domain
import TestKit
import Testing

@testable import Engine

/// What orders that aren't invoiced yet take off the stock.
extension StockTests {
  private func reserving(by identity: ProductIdentity = .code) -> StockPolicy {
    StockPolicy(warehouses: ["Depozit"], identity: identity, reservesOrders: true)
  }

  @Test func `an order that is invoiced while the stock is read is not oversold`() async throws {
    try await Workbench.with(stock: reserving()) { bench in
      bench.stock.set(["CAF-1": "10"])
      try await bench.receive(
        Array(#"{"type": "stock.sync_requested", "data": {}}"#.utf8), as: "s1")
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      try await bench.confirm()
      // Closures of other tasks may not hold the bench; this one is called within the test's own.
      nonisolated(unsafe) let busy = bench
      bench.stock.meanwhile {
        do {
          for claim in try await busy.claimAll() { try await busy.perform(claim) }
        } catch {
          Issue.record(error)
        }
      }
      try await bench.drain()
      try await expectEqual(bench.states(), [.issued])
      expectEqual(sent(bench), [["CAF-1 9"]])
      // SmartBill's next answer has it.
      bench.stock.set(["CAF-1": "9"])
      try await sync(bench, "s2")
      expectEqual(sent(bench).count, 1)
    }
  }

  @Test func `of an order that changed before it was invoiced the last word is reserved, once`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.wait = .seconds(7200)
    try await Workbench.with(policy: policy, stock: reserving()) { bench in
      bench.stock.set(["CAF-1": "10"])
      try await bench.confirm()
      var order = Order.sample()
      order.lines[0].quantity = "3"
      order.total = "393.00"
      try await bench.receive(SampleEvent.statusChanged(order), as: "changed")
      try await bench.drain()
      try await bench.receive(
        Array(#"{"type": "stock.sync_requested", "data": {}}"#.utf8), as: "s1")
      try await bench.drain()
      expectEqual(sent(bench).last, ["CAF-1 7"])
    }
  }

  @Test func `an order with a proforma is reserved until it is invoiced, or that is cancelled`()
    async throws
  {
    try await Workbench.with(policy: ProformaTests.policy, stock: reserving()) { bench in
      bench.stock.set(["CAF-1": "10"])
      for order: OrderID in ["1001", "1002"] {
        let waits = SampleEvent.statusChanged(.sample(id: order, status: "Asteapta plata"))
        try await bench.receive(waits, as: EventID("waits \(order)"))
      }
      try await bench.finish()
      try await expectEqual(bench.states(), [.issued, .issued])
      try await sync(bench, "s1")
      expectEqual(sent(bench).last, ["CAF-1 8"])
      try await bench.cancelProforma("1002")
      try await bench.finish()
      try await sync(bench, "s2")
      expectEqual(sent(bench).last, ["CAF-1 9"])
      try await bench.confirm()
      try await bench.finish()
      try await sync(bench, "s3")
      expectEqual(sent(bench).last, ["CAF-1 10"])
    }
  }

  @Test func `by title an order is reserved whatever its case, diacritics and spaces`()
    async throws
  {
    var policy = ShopPolicy.sample
    policy.wait = .seconds(3600)
    try await Workbench.with(policy: policy, stock: reserving(by: .title)) { bench in
      bench.stock.set(["Cană": "10", "Ceai": "10"])
      var order = Order.sample()
      order.lines[0].name = "produs  CANA"
      try await bench.receive(SampleEvent.statusChanged(order), as: "confirm")
      try await bench.drain()
      try await sync(bench, "s1")
      expectEqual(sent(bench), [["Produs Cană 9", "Produs Ceai 10"]])
    }
  }
}
