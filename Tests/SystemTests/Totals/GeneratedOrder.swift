import Domain
import TestKit

/// An order as some shop would make it, with the total that the shop itself comes to.
struct GeneratedOrder {
  typealias Pricing = ShopSums.Pricing
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
  private var sums: ShopSums
  /// Products and extras, as they may be given back.
  private(set) var sold: [SoldLine] = []

  init(_ chance: inout SeededRandom) {
    let pricings: [Pricing] = [
      .gross, .gross, .gross, .netByLine, .netByDocument, .netFromGross,
    ]
    pricing = pricings.randomElement(using: &chance) ?? .gross
    sums = ShopSums(pricing)
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
    order.total = Money(bani: Int64(sums.total))
    if Int.random(in: 0..<4, using: &chance) == 0 { spoil(&chance) }
  }

  private static func count(_ chance: inout SeededRandom) -> Int {
    switch Int.random(in: 0..<1000, using: &chance) {
    case 0: 300
    case 1..<30: Int.random(in: 20...60, using: &chance)
    default: Int.random(in: 1...6, using: &chance)
    }
  }

  /// Whether its parts come to exactly what they cost: no reductions, nothing that was rounded.
  var isExact: Bool {
    pricing != .netFromGross && !sharesOut && !order.lines.contains { $0.kind == .discount }
      && sold.allSatisfy { if case .pieces = $0.measure { true } else { false } }
  }

  // MARK: The shop's own sums

  private var isNet: Bool { pricing == .netByLine || pricing == .netByDocument }

  // MARK: Lines

  /// Those that SmartBill has names for of its own.
  private static let reasons: [VATReason] = [
    .reverseCharge, .exemptWithDeduction, .exemptWithoutDeduction,
  ]

  private mutating func addProduct(_ chance: inout SeededRandom) {
    let rates = [21, 21, 21, 21, 21, 21, 11, 11, 0]
    let rate = paysVAT ? rates.randomElement(using: &chance) ?? 21 : 0
    var bani = Int.random(in: 50...50_000, using: &chance)
    if Bool.random(using: &chance) { bani = bani / 100 * 100 + 99 }
    let pieces = [1, 1, 1, 2, 3, 5, 12].randomElement(using: &chance) ?? 1
    var line = OrderLine(
      kind: .product, code: "P-\(lines.count)", name: "Produs", quantity: "1",
      price: Money(bani: Int64(bani)), isVATIncluded: !isNet,
      vatRate: VATRate(units: Int64(rate * 100)))
    var (measure, count) = (SoldLine.Measure.pieces(bani), pieces)
    switch Int.random(in: 0..<10, using: &chance) {
    case 0...4 where sharesOut:
      // So many for a round sum: 3 for 100.00 are 33.3333 each.
      line.quantity = Quantity(units: Int64(pieces) * 10_000)
      line.price = Money(units: Int64(ShopSums.rounded(bani * 100, by: pieces)))
      measure = .shares(Int(line.price.units))
      sums.count(bani, at: rate)
    case 5 where pricing != .netFromGross && !sharesOut:
      // By weight, to the gram.
      let grams = Int.random(in: 50...3000, using: &chance)
      line.quantity = Quantity(units: Int64(grams) * 10)
      (measure, count) = (.grams(bani), grams)
      sums.count(ShopSums.rounded(bani * grams, by: 1000), at: rate)
    default:
      line.quantity = Quantity(units: Int64(pieces) * 10_000)
      sums.count(bani * pieces, at: rate)
    }
    if pricing == .netFromGross {
      // Shown with VAT, kept without, to four decimals.
      line.isVATIncluded = false
      line.price = Money(units: Int64(ShopSums.rounded(bani * 100 * 100, by: 100 + rate)))
    }
    if rate == 0, paysVAT { line.vatReason = Self.reasons.randomElement(using: &chance) }
    lines.append(line)
    sold.append(SoldLine(line: line, measure: measure, rate: rate, count: count))
  }

  private mutating func addExtra(_ kind: OrderLine.Kind, _ chance: inout SeededRandom) {
    let rate = paysVAT ? 21 : 0
    let bani = Int.random(in: 500...3000, using: &chance)
    let line = OrderLine(
      kind: kind, name: kind == .fee ? "Taxă ramburs" : "Transport",
      price: Money(bani: Int64(bani)), isVATIncluded: !isNet,
      vatRate: VATRate(units: Int64(rate * 100)))
    lines.append(line)
    sold.append(SoldLine(line: line, measure: .pieces(bani), rate: rate, count: 1))
    sums.count(bani, at: rate)
  }

  // MARK: Reductions

  /// - Parameter line: what it is taken off, or one of these.
  private func discount(
    _ bani: Int, at rate: Int?, off line: OrderLine?, covers: Int?
  ) -> OrderLine {
    OrderLine(
      kind: .discount, name: "Reducere", price: Money(bani: Int64(-bani)), isVATIncluded: !isNet,
      vatRate: rate.map { VATRate(units: Int64($0 * 100)) },
      vatReason: rate == 0 ? line?.vatReason : nil, covers: covers)
  }

  /// Off the line just above.
  private mutating func addLineReduction(
    _ reduction: Reduction, _ chance: inout SeededRandom
  ) {
    guard let line = lines.last, line.kind == .product, pricing != .netFromGross, !sharesOut,
      let rate = line.vatRate.map({ Int($0.units / 100) })
    else { return }
    let worth = ShopSums.rounded(
      Int(line.price.units) * Int(line.quantity.units), by: 10_000 * 100)
    switch reduction {
    case .lineValue where worth > 2:
      let bani = Int.random(in: 1...worth / 2, using: &chance)
      lines.append(
        discount(bani, at: Bool.random(using: &chance) ? rate : nil, off: line, covers: 1))
      sums.count(-bani, at: rate)
    case .linePercent where line.price.bani != nil:
      let percent = Int.random(in: 1...50, using: &chance)
      var line = discount(0, at: nil, off: nil, covers: 1)
      line.percent = Percentage(units: Int64(percent * 100))
      lines.append(line)
      sums.count(-ShopSums.rounded(worth * percent, by: 100), at: rate)
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
    let worth = sums.byRate.values.reduce(0, +)
    guard worth > 100 else { return }
    switch reduction {
    case .cartValue:
      let bani = Int.random(in: 1...worth / 4, using: &chance)
      let rate = paysVAT ? (sums.byRate.count == 1 ? sums.byRate.keys.first ?? 21 : 21) : 0
      lines.append(discount(bani, at: rate, off: lines.first, covers: nil))
      sums.count(-bani, at: rate)
    case .cartValueShared where !isNet:
      let bani = Int.random(in: 1...worth / 4, using: &chance)
      lines.append(discount(bani, at: nil, off: nil, covers: nil))
      sums.reduce(by: bani)
    case .cartPercent where !isNet && lines.allSatisfy({ $0.price.bani != nil }):
      let percent = Int.random(in: 1...50, using: &chance)
      var line = discount(0, at: nil, off: nil, covers: nil)
      line.percent = Percentage(units: Int64(percent * 100))
      lines.append(line)
      sums.reduce(by: ShopSums.rounded(worth * percent, by: 100))
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
