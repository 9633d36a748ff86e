import Domain
import TestKit
import Testing

@testable import Engine

@Suite struct StockTests {
  func sync(_ bench: Workbench, _ event: EventID, _ data: String = "{}") async throws {
    let body = #"{"type": "stock.sync_requested", "data": \#(data)}"#
    try await bench.receive(Array(body.utf8), as: event)
    try await bench.drain()
  }

  func products(_ bench: Workbench) async throws -> [String] {
    try await bench.store.stockProducts(of: "magazin", after: nil, limit: 1000).map {
      "\($0.key) \($0.level?.description ?? "-") \($0.state.rawValue)"
    }
  }

  func sent(_ bench: Workbench) -> [[String]] {
    bench.shop.batches.map { $0.content.items.map { "\($0.key) \($0.quantity)" } }
  }

  @Test func `a first pass sends all, the next only what differs`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "1", "B": "2.9"])
      try await sync(bench, "s1")
      expectEqual(sent(bench), [["A 1", "B 2"]])
      try await sync(bench, "s2")
      expectEqual(sent(bench).count, 1)
      bench.stock.set(["A": "1", "B": "1", "C": "5"])
      try await sync(bench, "s3")
      expectEqual(sent(bench).last, ["B 1", "C 5"])
      try await sync(bench, "s4", #"{"full": true}"#)
      expectEqual(sent(bench).last, ["A 1", "B 1", "C 5"])
      try await expectEqual(products(bench), ["A 1 listed", "B 1 listed", "C 5 listed"])
    }
  }

  @Test func `a large pass goes in batches of a hundred, each its own job`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(Dictionary(uniqueKeysWithValues: (0..<250).map { ("P\($0)", "1") }))
      try await sync(bench, "s1")
      expectEqual(bench.shop.batches.map(\.content.items.count), [100, 100, 50])
      try await expectEqual(bench.store.jobs(JobFilter(kind: .applyStock)).count, 3)
      try await expectEqual(products(bench).count, 250)
    }
  }

  @Test func `a batch that fails is sent again as it was, and the next waits for it`() async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(Dictionary(uniqueKeysWithValues: (0..<150).map { ("P\($0)", "1") }))
      bench.shop.answerStock(.failed(Failure(.shopUnreachable), retryAfter: nil))
      try await sync(bench, "s1")
      expectEqual(bench.shop.batches.count, 1)
      try await bench.finish()
      expectEqual(bench.shop.batches.map(\.content.items.count), [100, 100, 50])
      expectEqual(bench.shop.batches[0], bench.shop.batches[1])
      try await expectEqual(products(bench).count, 150)
    }
  }

  @Test func `a batch that a shop refuses as a whole is sent product by product`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "1", "B": "2"])
      let refused = StockBatchReading.failed(Failure(.shopRefused), retryAfter: nil)
      bench.shop.answerStock(refused, refused, refused)
      try await sync(bench, "s1")
      try await bench.finish()
      expectEqual(sent(bench).suffix(2), [["A 1"], ["B 2"]])
      try await expectEqual(products(bench), ["A 1 listed", "B 2 listed"])
    }
  }

  @Test func `a product at which the shop hangs keeps no other back`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(Dictionary(uniqueKeysWithValues: (0..<100).map { ("P\($0)", "1") }))
      bench.shop.hang(at: "P42")
      try await sync(bench, "s1")
      try await bench.finish()
      let known = try await products(bench)
      #expect(known.count == 99 && !known.contains { $0.hasPrefix("P42 ") })
      try await expectEqual(bench.failures(.discarded), [.callbackExhausted])
      expectEqual(bench.shop.batches.last?.content.items.map(\.key), ["P42"])
      // The shop is mended, and the next pass brings it.
      bench.shop.hang(at: nil)
      try await sync(bench, "s2")
      expectEqual(sent(bench).last, ["P42 1"])
    }
  }

  @Test func `a shop that can take no more at all is given time, and no batch is divided`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "1", "B": "1"])
      let busy = StockBatchReading.overloaded(
        Failure(.shopRefused, detail: "HTTP 503"), retryAfter: nil)
      bench.shop.answerStock(busy, busy, busy, busy, busy)
      try await sync(bench, "s1")
      try await bench.finish()
      expectEqual(sent(bench), Array(repeating: ["A 1", "B 1"], count: 6))
    }
  }

  @Test func `an empty answer and too many zeroes are held, until a person accepts them`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(Dictionary(uniqueKeysWithValues: (0..<10).map { ("P\($0)", "1") }))
      try await sync(bench, "s1")
      bench.stock.set([:])
      try await sync(bench, "s2")
      try await expectEqual(bench.failures(.held), [.stockEmpty])
      bench.stock.set(["P0": "1"])
      try await sync(bench, "s3")
      try await expectEqual(bench.failures(.held), [.stockZeroed, .stockEmpty])
      let held = try await bench.store.jobs(JobFilter(kind: .syncStock, state: .held))
      expectEqual(held.first?.failure?.detail?.contains("9 of 10"), true)
      expectEqual(bench.shop.batches.count, 1)
      try await sync(bench, "s4", #"{"accept_zeroes": true}"#)
      try await expectEqual(products(bench).filter { $0.hasSuffix(" 0 listed") }.count, 9)
      // That one has done what the held ones were to do.
      #expect(try await bench.failures(.held).isEmpty)
    }
  }

  @Test func `a held comparison is done by a later one, but for one that was to send all`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "1"])
      try await sync(bench, "s1")
      bench.stock.set([:])
      try await sync(bench, "s2")
      try await sync(bench, "s3", #"{"full": true}"#)
      try await expectEqual(bench.failures(.held), [.stockEmpty, .stockEmpty])
      bench.stock.set(["A": "2"])
      try await sync(bench, "s4")
      let held = try await bench.store.jobs(JobFilter(kind: .syncStock, state: .held))
      expectEqual(held.map(\.event), ["s3"])
    }
  }

  @Test func `a shop without a stock section has its stock events parked with that reason`()
    async throws
  {
    try await Workbench.with { bench in
      try await sync(bench, "s1")
      try await expectEqual(bench.failures(.held), [.stockNotConfigured])
      expectEqual(bench.stock.calls, 0)
    }
  }

  @Test func `a push is sent at once, by the same way, and outlasts an older snapshot`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "5", "B": "5"])
      try await sync(bench, "s1")
      // Received a moment later than the next snapshot begins.
      let later = bench.clock.now().milliseconds + 1000
      let push = """
        {"type": "stock.changed", "data": {"received_at": \(later), "push": {"products": [
          {"productName": "Produs A", "productCode": "A", "warehouse": "Depozit", "quantity": 3.0},
          {"productName": "Produs B", "productCode": "B", "warehouse": "Altul", "quantity": 0}]}}}
        """
      try await bench.receive(Array(push.utf8), as: .inside("p1"))
      try await bench.drain()
      expectEqual(bench.stock.calls, 1)
      expectEqual(sent(bench).last, ["A 3"])
      try await sync(bench, "s2")
      expectEqual(sent(bench).count, 2)
      try await expectEqual(products(bench), ["A 3 listed", "B 5 listed"])
    }
  }

  @Test func `SmartBill's refusal is held, an outage tried again, a full window waited for`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "5"])
      bench.stock.answer(
        .unavailable(Failure(.smartBillUnreachable)), .busy(until: bench.clock.now()),
        .blocked(until: bench.clock.now() + .seconds(600)))
      try await sync(bench, "s1")
      try await bench.finish()
      expectEqual(bench.stock.calls, 4)
      try await expectEqual(products(bench), ["A 5 listed"])
      bench.stock.answer(.refused(Failure(.stockRefused, detail: "Gestiunea X")))
      try await sync(bench, "s2")
      try await expectEqual(bench.failures(.held), [.stockRefused])
    }
  }

  @Test func `comparisons that were asked for during an outage are one, a full one for itself`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "5"])
      bench.stock.answer(.unavailable(Failure(.smartBillUnreachable)))
      for event: EventID in ["s1", "s2"] { try await sync(bench, event) }
      try await sync(bench, "s3", #"{"full": true}"#)
      for event: EventID in ["s4", "s5"] { try await sync(bench, event) }
      expectEqual(bench.stock.calls, 1)
      try await bench.finish()
      // The full one's, and the last.
      expectEqual(bench.stock.calls, 3)
      let jobs = try await bench.store.jobs(JobFilter(kind: .syncStock, state: .completed))
      expectEqual(jobs.count, 5)
      expectEqual(jobs.count { $0.note == JobNote(.leftToLater).line }, 3)
      try await expectEqual(products(bench), ["A 5 listed"])
    }
  }

  @Test func `a claim outlasts the longest that a stock may take`() {
    let settings = EngineSettings(
      policies: [:], createTimeout: .seconds(120), stockDuration: .seconds(7000))
    #expect(settings.lease > .seconds(7000))
  }

  /// The process dies after each step in turn; the next takes up what it left.
  @Test func `a pass that dies at any step ends as if it had not`() async throws {
    for steps in 0..<20 {
      try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
        bench.stock.set(Dictionary(uniqueKeysWithValues: (0..<150).map { ("P\($0)", "1") }))
        let body = #"{"type": "stock.sync_requested", "data": {}}"#
        try await bench.receive(Array(body.utf8), as: "s1")
        bench.stepsToLive = steps
        do {
          try await bench.drain()
        } catch is Workbench.Died {
          try await bench.restart()
        }
        bench.stepsToLive = nil
        try await bench.finish()
        try await expectEqual(products(bench).count, 150, "after \(steps) steps")
      }
    }
  }
}
