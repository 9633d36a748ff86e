import Domain
import TestKit
import Testing

@Suite struct StockDriftTests {
  private let now = Timestamp(milliseconds: 1_790_000_000_000)

  private func rows(
    _ levels: [String: Quantity], _ products: [String: Quantity], said: [String: Quantity]?,
    _ policy: StockPolicy = StockPolicy(warehouses: ["Depozit"])
  ) -> [String] {
    let snapshot = StockSnapshot(
      rows: levels.map { StockLevel(code: $0, name: $0, unit: "buc", quantity: $1) },
      identifiedBy: .code, asOf: now)
    let known = products.sorted { $0.key < $1.key }.map {
      StockProduct(
        key: StockKey($0), code: $0, name: $0, unit: "buc", level: $1, asOf: now, state: .listed)
    }
    let shop = said.map { said in
      Dictionary(
        uniqueKeysWithValues: said.map { (StockKey($0), StockSaid(stock: $1, isPublished: nil)) })
    }
    return StockDrift.rows(of: snapshot, known, under: policy, said: shop).map { row in
      let values = [row.smartBill, row.acknowledged, row.shop].map { $0?.description ?? "-" }
      return "\(row.key) \(values.joined(separator: " "))" + (row.differs ? " !" : "")
    }
  }

  @Test func `all three are side by side, and what differs is marked`() {
    expectEqual(
      rows(
        ["A": "1.5", "B": "2", "C": "3", "E": "5"], ["A": "1", "B": "1", "D": "4", "E": "5"],
        said: ["A": "1", "B": "2", "E": "4"]),
      ["A 1 1 1", "B 2 1 2 !", "C 3 - - !", "D - 4 - !", "E 5 5 4 !"])
  }

  @Test func `a shop that can't say is left out`() {
    expectEqual(rows(["A": "1"], ["A": "1"], said: nil), ["A 1 1 -"])
  }

  @Test func `what the shop never took and SmartBill no longer names differs from nothing`() {
    let rejected = StockProduct(
      key: StockKey("A"), code: "A", name: "A", unit: "buc", level: nil, asOf: now,
      state: .rejected)
    let empty = StockSnapshot(rows: [], identifiedBy: .code, asOf: now)
    for said in [nil, [:], [StockKey("A"): StockSaid(stock: "3", isPublished: true)]] {
      let rows = StockDrift.rows(
        of: empty, [rejected], under: StockPolicy(warehouses: ["Depozit"]), said: said)
      expectEqual(rows.map(\.differs), [false])
    }
  }

  @Test func `what vanished and is left differs from nothing`() {
    let leave = StockPolicy(warehouses: ["Depozit"], vanished: .leave)
    expectEqual(rows([:], ["A": "1"], said: ["A": "1"], leave), ["A - 1 1"])
    expectEqual(rows([:], ["A": "0"], said: ["A": "0"]), ["A - 0 0"])
  }
}
