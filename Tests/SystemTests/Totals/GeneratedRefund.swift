import Domain
import TestKit

/// What a customer gets back of an order: some of its lines, or some of their pieces, with the total
/// that the shop itself comes to.
struct GeneratedRefund {
  /// As the handler of `order.refunded` makes it: quantities and total negative.
  var order: Order
  /// What the shop gives back, in bani.
  let total: Int
  /// Of each thing sold, how many pieces.
  let counts: [Int]

  /// - Parameter left: how much of each line has not been given back; less after it, unless the shop
  ///   gives back too much.
  init(of generated: GeneratedOrder, left: inout [Int], _ chance: inout SeededRandom) {
    var sums = ShopSums(generated.pricing)
    order = generated.order
    order.lines = []
    var counts = generated.sold.map { _ in 0 }
    // A shop that errs gives something back again.
    let errs = Int.random(in: 0..<8, using: &chance) == 0
    for (index, sold) in generated.sold.enumerated() {
      let most = errs ? sold.count : left[index]
      guard most > 0, order.lines.isEmpty || Bool.random(using: &chance) else { continue }
      let count = Bool.random(using: &chance) ? most : Int.random(in: 1...most, using: &chance)
      var line = sold.line(of: count)
      line.quantity = Quantity(units: -line.quantity.units)
      order.lines.append(line)
      sums.count(sold.amount(of: count), at: sold.rate)
      left[index] -= min(left[index], count)
      counts[index] = count
    }
    self.counts = counts
    total = sums.total
    order.total = Money(bani: Int64(-total))
  }
}
