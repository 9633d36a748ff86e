import Domain

/// A line as its shop sold it, which may be given back in part.
struct SoldLine {
  enum Measure {
    /// Each costs so much, in bani.
    case pieces(Int)
    /// Each is a share of a round sum, as the line has it: in ten thousandths.
    case shares(Int)
    /// A kilo costs so much, in bani.
    case grams(Int)
  }

  let line: OrderLine
  let measure: Measure
  let rate: Int
  /// How many, or how heavy.
  let count: Int

  /// In bani, in the shop's own way.
  func amount(of count: Int) -> Int {
    switch measure {
    case .pieces(let bani): bani * count
    case .shares(let units): ShopSums.rounded(units * count, by: 100)
    case .grams(let bani): ShopSums.rounded(bani * count, by: 1000)
    }
  }

  /// The same, so much of it.
  func line(of count: Int) -> OrderLine {
    var line = line
    line.quantity = Quantity(
      units: line.quantity.units / Int64(self.count) * Int64(count))
    return line
  }
}
