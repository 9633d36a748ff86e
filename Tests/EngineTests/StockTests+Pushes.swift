import Domain
import TestKit
import Testing

@testable import Engine

/// SmartBill's own pushes, beside passes of the whole.
extension StockTests {
  /// What SmartBill says, without a unit, that it has from then on.
  func push(
    _ bench: Workbench, _ event: EventID, _ levels: [String: Quantity], at moment: Timestamp
  ) async throws {
    let products = levels.sorted { $0.key < $1.key }.map { code, quantity in
      """
      {"productName": "Produs \(code)", "productCode": "\(code)", "warehouse": "Depozit",
        "quantity": \(quantity)}
      """
    }
    let body = """
      {"type": "stock.changed", "data": {"received_at": \(moment.milliseconds),
        "push": {"products": [\(products.joined(separator: ","))]}}}
      """
    try await bench.receive(Array(body.utf8), as: .inside(event.rawValue))
  }

  /// So many products, each in stock.
  func catalogue(_ count: Int) -> [String: Quantity] {
    Dictionary(uniqueKeysWithValues: (0..<count).map { ("P\($0)", "1") })
  }

  @Test func `a push that sells out three products of a hundred is sent, of twenty-one not`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(catalogue(100))
      try await sync(bench, "s1")
      bench.clock.advance(by: .seconds(1))
      try await push(bench, "p1", ["P0": "0", "P1": "0", "P2": "0"], at: bench.clock.now())
      try await bench.drain()
      try await expectEqual(bench.failures(.held), [])
      expectEqual(sent(bench).last, ["P0 0", "P1 0", "P2 0"])
      let many = Dictionary(uniqueKeysWithValues: (10..<31).map { ("P\($0)", Quantity.zero) })
      try await push(bench, "p2", many, at: bench.clock.now())
      try await bench.drain()
      let held = try await bench.store.jobs(JobFilter(state: .held))
      expectEqual(held.map { $0.failure?.code }, [.stockZeroed])
      expectEqual(held.first?.failure?.detail?.contains("21 of 97"), true)
    }
  }

  @Test func `a push that comes while a pass reads outlasts what the pass read`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "3", "B": "1"])
      try await sync(bench, "s1")
      bench.clock.advance(by: .seconds(1))
      bench.stock.set(["A": "5", "B": "2"])
      try await bench.receive(
        Array(#"{"type": "stock.sync_requested", "data": {}}"#.utf8), as: "s2")
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      let reading = try #require(try await bench.claimAll().first)
      // Back to what the shop acknowledged, a moment after the pass has begun.
      try await push(bench, "p1", ["A": "3"], at: bench.clock.now() + .seconds(1))
      for claim in try await bench.claimAll() { try await bench.perform(claim) }
      try await bench.perform(reading)
      try await bench.finish()
      expectEqual(sent(bench).dropFirst().flatMap(\.self).sorted(), ["A 3", "B 2"])
      try await expectEqual(products(bench), ["A 3 listed", "B 2 listed"])
    }
  }

  @Test func `a batch that was given up and is requeued brings back nothing that a push changed`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "4", "B": "4"])
      try await sync(bench, "s1")
      bench.clock.advance(by: .seconds(1))
      bench.stock.set(["A": "5", "B": "5"])
      bench.shop.answerStock(.gone)
      try await sync(bench, "s2")
      let lost = try #require(try await bench.store.jobs(JobFilter(state: .discarded)).first)
      bench.clock.advance(by: .seconds(1))
      try await push(bench, "p1", ["A": "4"], at: bench.clock.now())
      try await bench.drain()
      // The shop may have had the lost batch, so what it acknowledged before is told again.
      expectEqual(sent(bench).last, ["A 4"])
      try await bench.act(.requeue(lost.id))
      try await bench.finish()
      expectEqual(sent(bench).last, ["B 5"])
      try await expectEqual(products(bench), ["A 4 listed", "B 5 listed"])
    }
  }

  @Test func `what was in a batch that was given up is told again by the next pass`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "4", "B": "4"])
      try await sync(bench, "s1")
      bench.stock.set(["A": "5", "B": "4"])
      bench.shop.answerStock(.gone)
      try await sync(bench, "s2")
      bench.stock.set(["A": "4", "B": "4"])
      try await sync(bench, "s3")
      expectEqual(sent(bench).last, ["A 4"])
    }
  }

  @Test func `a push that is older than the last comparison changes nothing`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "5"])
      try await sync(bench, "s1")
      bench.clock.advance(by: .seconds(60))
      let before = bench.clock.now()
      bench.clock.advance(by: .seconds(60))
      try await sync(bench, "s2")
      try await push(bench, "p1", ["A": "0"], at: before)
      try await bench.drain()
      expectEqual(sent(bench).count, 1)
      try await expectEqual(products(bench), ["A 5 listed"])
    }
  }

  @Test func `a push of a product that is new is sent with the unit that SmartBill has`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "1"])
      try await sync(bench, "s1")
      bench.clock.advance(by: .seconds(1))
      bench.stock.set(["A": "1", "NOU": "2"])
      try await push(bench, "p1", ["NOU": "2"], at: bench.clock.now())
      try await bench.drain()
      let new = try #require(bench.shop.batches.last?.content.items)
      expectEqual(new.map { "\($0.key) \($0.quantity) \($0.unit)" }, ["NOU 2 buc"])
      // What SmartBill's push leaves out of a known one is as it was.
      let named = """
        {"type": "stock.changed", "data": {"received_at": \(bench.clock.now().milliseconds + 1),
          "push": [{"productCode": "A", "quantity": 7}]}}
        """
      try await bench.receive(Array(named.utf8), as: .inside("p2"))
      try await bench.drain()
      let known = try #require(bench.shop.batches.last?.content.items)
      expectEqual(
        known.map { "\($0.key) \($0.quantity) \($0.unit) \($0.name)" }, ["A 7 buc Produs A"])
      let kept = try await bench.store.stockProducts(of: "magazin", after: nil, limit: 10)
      expectEqual(kept.map(\.unit), ["buc", "buc"])
      expectEqual(kept.map(\.name), ["Produs A", "Produs NOU"])
    }
  }
}
