import Domain
import TestKit
import Testing

@Suite struct OpenStockTests {
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  private func batch(_ id: StockBatch.ID, _ codes: [String], asOf: Timestamp) -> StockBatch {
    StockBatch(
      id: id, shop: "magazin", pass: id, webhookID: "stk_\(id)", sequence: id, createdAt: asOf,
      asOf: asOf,
      content: StockBatch.Content(
        identity: .code, hiddenCategory: nil,
        items: codes.map {
          StockChange(key: StockKey($0), code: $0, name: $0, unit: "buc", quantity: .zero)
        }))
  }

  @Test func `a push takes its products out of older batches, and leaves newer ones as they are`() {
    var open = OpenStock(beside: now, of: [StockKey("A"), StockKey("B"), StockKey("X")])
    open.take([
      batch(1, ["A", "C"], asOf: now - .seconds(1)), batch(2, ["A"], asOf: now),
      batch(3, ["D"], asOf: now), batch(4, ["B"], asOf: now + .seconds(1)),
    ])
    expectEqual(open.overtaken, [StockKey("A")])
    expectEqual(open.newer, [StockKey("B")])
    expectEqual(open.rest.mapValues { $0.items.map(\.code) }, [1: ["C"], 2: []])
  }

  @Test func `a comparison of the whole overtakes all that is open`() {
    var open = OpenStock(beside: now)
    open.take([batch(1, ["A", "C"], asOf: now - .seconds(1)), batch(2, ["A"], asOf: now)])
    expectEqual(open.overtaken, [StockKey("A"), StockKey("C")])
    #expect(open.rest.isEmpty)
  }
}
