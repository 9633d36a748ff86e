import Domain
import TestKit

/// An order as some shop would make it, with the total that the shop itself comes to: in integers
/// of its own, by none of the code that is tested.
struct GeneratedOrder {
  /// How a shop keeps its prices, and where it rounds VAT.
  enum Pricing: CaseIterable { case gross, netByLine, netByDocument, netFromGross }
  enum Reduction: CaseIterable {
    case none, lineValue, linePercent, cartValue, cartValueShared, cartPercent
  }
  /// What is wrong with it, where something is.
  enum Flaw: CaseIterable { case total, basis, noShipping, oldRate, zeroRate }

  var order: Order
  var pricing: Pricing
  var paysVAT = true
  var flaw: Flaw?

  /// Its prices are shares of round sums, to four decimals; such a shop sells nothing by weight.
  private let sharesOut: Bool
  private var lines: [OrderLine] = []
  /// In bani, VAT included, by rate; of net prices what they come to before VAT.
  private var sums: [Int: Int] = [:]
  /// Of `netByLine`: the VAT of each line, rounded.
  private var lineVAT = 0

  init(_ chance: inout SeededRandom) {
    let pricings: [Pricing] = [
      .gross, .gross, .gross, .netByLine, .netByDocument, .netFromGross,
    ]
    pricing = pricings.randomElement(using: &chance) ?? .gross
    sharesOut = pricing == .gross && Int.random(in: 0..<10, using: &chance) == 0
    paysVAT = pricing != .gross || Int.random(in: 0..<12, using: &chance) > 0
    order = .sample()
    let reduction = Reduction.allCases.randomElement(using: &chance) ?? .none
    let count = Self.count(&chance)
    for _ in 0..<count {
      addProduct(&chance)
      if Int.random(in: 0..<4, using: &chance) == 0 { addLineReduction(reduction, &chance) }
    }
    let products = lines.count
    if Int.random(in: 0..<3, using: &chance) > 0 { addExtra(.shipping, &chance) }
    if Int.random(in: 0..<4, using: &chance) == 0 { addExtra(.fee, &chance) }
    addCartReduction(reduction, over: products, &chance)
    order.lines = lines
    order.currency = Int.random(in: 0..<10, using: &chance) == 0 ? "EUR" : "RON"
    if order.currency == "EUR", Bool.random(using: &chance) { order.exchangeRate = "5.0912" }
    order.total = Money(bani: Int64(total))
    if Int.random(in: 0..<4, using: &chance) == 0 { spoil(&chance) }
  }

  private static func count(_ chance: inout SeededRandom) -> Int {
    switch Int.random(in: 0..<1000, using: &chance) {
    case 0: 300
    case 1..<30: Int.random(in: 20...60, using: &chance)
    default: Int.random(in: 1...6, using: &chance)
    }
  }

  // MARK: The shop's own sums

  private var isNet: Bool { pricing == .netByLine || pricing == .netByDocument }

  private static func rounded(_ number: Int, by divisor: Int) -> Int {
    let half = (number.magnitude + UInt(divisor) / 2) / UInt(divisor)
    return number < 0 ? -Int(half) : Int(half)
  }

  private mutating func count(_ bani: Int, at rate: Int) {
    sums[rate, default: 0] += bani
    lineVAT += Self.rounded(bani * rate, by: 100)
  }

  private var total: Int {
    switch pricing {
    case .gross, .netFromGross: sums.values.reduce(0, +)
    case .netByLine: sums.values.reduce(0, +) + lineVAT
    case .netByDocument:
      sums.reduce(0) { $0 + $1.value + Self.rounded($1.value * $1.key, by: 100) }
    }
  }

  // MARK: Lines

  private mutating func addProduct(_ chance: inout SeededRandom) {
    let rate = paysVAT ? [21, 21, 21, 11].randomElement(using: &chance) ?? 21 : 0
    var bani = Int.random(in: 50...50_000, using: &chance)
    if Bool.random(using: &chance) { bani = bani / 100 * 100 + 99 }
    let pieces = [1, 1, 1, 2, 3, 5, 12].randomElement(using: &chance) ?? 1
    var line = OrderLine(
      kind: .product, code: "P-\(lines.count)", name: "Produs", quantity: "1",
      price: Money(bani: Int64(bani)), isVATIncluded: !isNet,
      vatRate: VATRate(units: Int64(rate * 100)))
    switch Int.random(in: 0..<10, using: &chance) {
    case 0...4 where sharesOut:
      // So many for a round sum: 3 for 100.00 are 33.3333 each.
      line.quantity = Quantity(units: Int64(pieces) * 10_000)
      line.price = Money(units: Int64(Self.rounded(bani * 100, by: pieces)))
      count(bani, at: rate)
    case 5 where pricing != .netFromGross && !sharesOut:
      // By weight, to the gram.
      let grams = Int.random(in: 50...3000, using: &chance)
      line.quantity = Quantity(units: Int64(grams) * 10)
      count(Self.rounded(bani * grams, by: 1000), at: rate)
    default:
      line.quantity = Quantity(units: Int64(pieces) * 10_000)
      count(bani * pieces, at: rate)
    }
    if pricing == .netFromGross {
      // Shown with VAT, kept without, to four decimals.
      line.isVATIncluded = false
      line.price = Money(units: Int64(Self.rounded(bani * 100 * 100, by: 100 + rate)))
    }
    if rate == 0, paysVAT { line.vatReason = .exemptWithDeduction }
    lines.append(line)
  }

  private mutating func addExtra(_ kind: OrderLine.Kind, _ chance: inout SeededRandom) {
    let rate = paysVAT ? 21 : 0
    let bani = Int.random(in: 500...3000, using: &chance)
    lines.append(
      OrderLine(
        kind: kind, name: kind == .fee ? "Taxă ramburs" : "Transport",
        price: Money(bani: Int64(bani)), isVATIncluded: !isNet,
        vatRate: VATRate(units: Int64(rate * 100))))
    count(bani, at: rate)
  }

  // MARK: Reductions

  private func discount(_ bani: Int, at rate: Int?, covers: Int?) -> OrderLine {
    OrderLine(
      kind: .discount, name: "Reducere", price: Money(bani: Int64(-bani)), isVATIncluded: !isNet,
      vatRate: rate.map { VATRate(units: Int64($0 * 100)) }, covers: covers)
  }

  /// Off the line just above.
  private mutating func addLineReduction(
    _ reduction: Reduction, _ chance: inout SeededRandom
  ) {
    guard let line = lines.last, line.kind == .product, pricing != .netFromGross, !sharesOut,
      let rate = line.vatRate.map({ Int($0.units / 100) })
    else { return }
    let worth = Self.rounded(
      Int(line.price.units) * Int(line.quantity.units), by: 10_000 * 100)
    switch reduction {
    case .lineValue where worth > 2:
      let bani = Int.random(in: 1...worth / 2, using: &chance)
      lines.append(discount(bani, at: Bool.random(using: &chance) ? rate : nil, covers: 1))
      count(-bani, at: rate)
    case .linePercent where line.price.bani != nil:
      let percent = Int.random(in: 1...50, using: &chance)
      var line = discount(0, at: nil, covers: 1)
      line.percent = Percentage(units: Int64(percent * 100))
      lines.append(line)
      count(-Self.rounded(worth * percent, by: 100), at: rate)
    default: return
    }
  }

  /// Off all the products, which may have several rates.
  private mutating func addCartReduction(
    _ reduction: Reduction, over products: Int, _ chance: inout SeededRandom
  ) {
    guard lines.count == products, lines.allSatisfy({ $0.kind == .product }),
      pricing != .netFromGross, !sharesOut
    else { return }
    let worth = sums.values.reduce(0, +)
    guard worth > 100 else { return }
    switch reduction {
    case .cartValue:
      let bani = Int.random(in: 1...worth / 4, using: &chance)
      let rate = paysVAT ? (sums.count == 1 ? sums.keys.first ?? 21 : 21) : 0
      lines.append(discount(bani, at: rate, covers: nil))
      count(-bani, at: rate)
    case .cartValueShared where !isNet:
      let bani = Int.random(in: 1...worth / 4, using: &chance)
      lines.append(discount(bani, at: nil, covers: nil))
      sums[21, default: 0] -= bani
    case .cartPercent where !isNet && lines.allSatisfy({ $0.price.bani != nil }):
      let percent = Int.random(in: 1...50, using: &chance)
      var line = discount(0, at: nil, covers: nil)
      line.percent = Percentage(units: Int64(percent * 100))
      lines.append(line)
      sums[21, default: 0] -= Self.rounded(worth * percent, by: 100)
    default: return
    }
  }

  // MARK: Flaws

  private mutating func spoil(_ chance: inout SeededRandom) {
    let flaw = Flaw.allCases.randomElement(using: &chance) ?? .total
    self.flaw = flaw
    switch flaw {
    case .total:
      let bani = Int64.random(in: 1...300, using: &chance)
      order.total = order.total + Money(bani: Bool.random(using: &chance) ? bani : -bani)
      if order.total < .zero { order.total = .zero }
    case .basis: for index in order.lines.indices { order.lines[index].isVATIncluded.toggle() }
    case .noShipping:
      order.lines.removeAll { $0.kind == .shipping }
    case .oldRate: order.lines[0].vatRate = "19"
    case .zeroRate:
      order.lines[0].vatRate = "0"
      order.lines[0].vatReason = .reverseCharge
    }
  }
}
