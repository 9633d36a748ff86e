/// What a shop itself comes to, in integers of its own, by none of the code that is tested.
struct ShopSums {
  /// How a shop keeps its prices, and where it rounds VAT.
  enum Pricing: CaseIterable { case gross, netByLine, netByDocument, netFromGross }

  let pricing: Pricing
  /// In bani, VAT included, by rate; of net prices what they come to before VAT.
  private(set) var byRate: [Int: Int] = [:]
  /// Of `netByLine`: the VAT of each line, rounded.
  private var lineVAT = 0

  init(_ pricing: Pricing) { self.pricing = pricing }

  mutating func count(_ bani: Int, at rate: Int) {
    byRate[rate, default: 0] += bani
    lineVAT += Self.rounded(bani * rate, by: 100)
  }

  /// A reduction of several rates, which its shop keeps with VAT.
  mutating func reduce(by bani: Int) { byRate[21, default: 0] -= bani }

  var total: Int {
    switch pricing {
    case .gross, .netFromGross: byRate.values.reduce(0, +)
    case .netByLine: byRate.values.reduce(0, +) + lineVAT
    case .netByDocument:
      byRate.reduce(0) { $0 + $1.value + Self.rounded($1.value * $1.key, by: 100) }
    }
  }

  static func rounded(_ number: Int, by divisor: Int) -> Int {
    let half = (number.magnitude + UInt(divisor) / 2) / UInt(divisor)
    return number < 0 ? -Int(half) : Int(half)
  }
}
