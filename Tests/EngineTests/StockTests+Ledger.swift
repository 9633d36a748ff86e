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
      #expect(sent(bench).dropFirst() == [["Produs A 4", "Produs B 2"]])
      #expect(try await products(bench) == ["Produs A 4 listed", "Produs B 2 listed"])
      try await sync(bench, "s3")
      #expect(sent(bench).count == 2)
      // A push is the same: what the ledger has isn't told apart as it is.
      policy.stock?.identity = .code
      try await bench.restart(policy: policy)
      bench.clock.advance(by: .seconds(1))
      try await push(bench, "p1", ["A": "4"], at: bench.clock.now())
      try await bench.drain()
      #expect(sent(bench).last == ["A 4", "B 2"])
      #expect(try await products(bench) == ["A 4 listed", "B 2 listed"])
    }
  }
}
