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
    try await bench.receive(Array(body.utf8), as: event)
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
      #expect(try await bench.failures(.held) == [])
      #expect(sent(bench).last == ["P0 0", "P1 0", "P2 0"])
      let many = Dictionary(uniqueKeysWithValues: (10..<31).map { ("P\($0)", Quantity.zero) })
      try await push(bench, "p2", many, at: bench.clock.now())
      try await bench.drain()
      let held = try await bench.store.jobs(JobFilter(state: .held))
      #expect(held.map { $0.failure?.code } == [.stockZeroed])
      #expect(held.first?.failure?.detail?.contains("21 of 97") == true)
    }
  }
}
