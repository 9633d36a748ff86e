import TestKit
import Testing

@testable import SmartBill

@Suite struct ApportionmentTests {
  @Test(
    arguments: [
      (10, [1, 1, 1], [4, 3, 3]), (-10, [1, 1, 1], [-4, -3, -3]), (1, [1, 3], [0, 1]),
      (100, [2, 0, 1], [67, 0, 33]), (0, [1, 2], [0, 0]),
    ] as [(Int128, [Int128], [Int128])])
  func `an amount is shared out in proportion, the rest to the largest remainders`(
    amount: Int128, weights: [Int128], parts: [Int128]
  ) {
    expectEqual(Apportionment.parts(of: amount, by: weights), parts)
  }

  @Test func `the parts always come to the whole`() {
    var chance = SeededRandom(seed: 1)
    for _ in 0..<2_000 {
      let weights = (0..<Int.random(in: 1...6, using: &chance)).map { _ in
        Int128(Int.random(in: 0...100_000, using: &chance))
      }
      guard weights.contains(where: { $0 > 0 }) else { continue }
      let amount = Int128(Int.random(in: -1_000_000...1_000_000, using: &chance))
      expectEqual(Apportionment.parts(of: amount, by: weights).reduce(0, +), amount)
    }
  }
}
