import ArgumentParser

/// A VAT rate of the account: a line names one by the pair of name and percentage.
struct VATRate: Hashable, Sendable, ExpressibleByArgument {
  var name: String
  var percentage: Int

  init(name: String, percentage: Int) {
    self.name = name
    self.percentage = percentage
  }

  /// `SGR=0`.
  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let percentage = Int(parts[1]), (0...100).contains(percentage) else {
      return nil
    }
    self.init(name: parts[0], percentage: percentage)
  }

  /// The rates of a VAT payer since 2025-08-01, under SmartBill's names (smartbill-api.md §10).
  static let romanian = [
    VATRate(name: "Normala", percentage: 21),
    VATRate(name: "Redusa", percentage: 11),
    VATRate(name: "Taxare inversa", percentage: 0),
    VATRate(name: "TVA Inclus", percentage: 0),
    VATRate(name: "SDD", percentage: 0),
    VATRate(name: "SFDD", percentage: 0),
  ]

  /// The share of VAT in a price that includes it, or on one that doesn't, rounded once.
  func vat(of value: ExactNumber, isIncluded: Bool, decimals: Int) -> ExactNumber {
    let base = isIncluded ? 100 + percentage : 100
    return value.times(ExactNumber(percentage), over: ExactNumber(base), decimals: decimals)
  }
}

extension [VATRate] {
  /// The rate that a line means. Without a name, the first of that percentage; for 0 % that is
  /// `Taxare inversa` (smartbill-api.md §4.3, the newer of two official answers).
  func rate(named name: String?, percentage: ExactNumber) -> VATRate? {
    first { rate in
      ExactNumber(rate.percentage) == percentage && (name == nil || rate.name == name)
    }
  }
}
