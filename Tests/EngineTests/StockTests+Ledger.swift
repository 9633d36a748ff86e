import Domain
import TestKit
import Testing

@testable import Engine

/// When the ledger can't be trusted, and when a person must look first.
extension StockTests {
  @Test func `told apart by titles from now on, a shop is told all by title, and nothing zeroed`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "4", "B": "2"])
      try await sync(bench, "s1")
      var policy = ShopPolicy.sample
      policy.stock = StockPolicy(warehouses: ["Depozit"], identity: .title)
      try await bench.restart(policy: policy)
      try await sync(bench, "s2")
      expectEqual(sent(bench).dropFirst(), [["Produs A 4", "Produs B 2"]])
      try await expectEqual(products(bench), ["Produs A 4 listed", "Produs B 2 listed"])
      try await sync(bench, "s3")
      expectEqual(sent(bench).count, 2)
      // A push is the same: what the ledger has isn't told apart as it is.
      policy.stock?.identity = .code
      try await bench.restart(policy: policy)
      bench.clock.advance(by: .seconds(1))
      try await push(bench, "p1", ["A": "4"], at: bench.clock.now())
      try await bench.drain()
      expectEqual(sent(bench).last, ["A 4", "B 2"])
      try await expectEqual(products(bench), ["A 4 listed", "B 2 listed"])
    }
  }

  @Test func `after a restore the first pass tells all, and the next only what differs`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "5", "B": "1"])
      try await sync(bench, "s1")
      try await bench.backUp()
      bench.stock.set(["A": "4", "B": "1"])
      try await sync(bench, "s2")
      try await bench.restoreCopy()
      // The copy knows nothing of the 4 that the shop has now.
      bench.stock.set(["A": "5", "B": "1"])
      bench.clock.advance(by: .seconds(1))
      try await sync(bench, "s3")
      expectEqual(sent(bench).dropFirst(2), [["A 5", "B 1"]])
      try await sync(bench, "s4")
      expectEqual(sent(bench).count, 3)
    }
  }

  @Test func `a batch of the time before a restore is not sent after it`() async throws {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(["A": "5"])
      bench.shop.answerStock(.failed(Failure(.shopUnreachable), retryAfter: nil))
      try await sync(bench, "s1")
      try await bench.backUp()
      try await bench.restoreCopy()
      try await bench.finish()
      expectEqual(sent(bench).count, 1)
      try await sync(bench, "s2")
      expectEqual(sent(bench).count, 2)
    }
  }

  @Test func `a first pass that would set too many products to nothing is held too`()
    async throws
  {
    try await Workbench.with(stock: StockPolicy(warehouses: ["Depozit"])) { bench in
      bench.stock.set(Dictionary(uniqueKeysWithValues: (0..<10).map { ("P\($0)", "0") }))
      try await sync(bench, "s1")
      #expect(bench.shop.batches.isEmpty)
      let held = try await bench.store.jobs(JobFilter(state: .held))
      expectEqual(held.map { $0.failure?.code }, [.stockZeroed])
      expectEqual(held.first?.failure?.detail?.contains("10 of 10"), true)
      try await sync(bench, "s2", #"{"accept_zeroes": true}"#)
      try await expectEqual(products(bench).count, 10)
    }
  }
}
