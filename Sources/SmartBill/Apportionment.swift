/// Shares an amount out by weights, in whole parts that add up to it exactly.
enum Apportionment {
  /// Each part is its exact share rounded towards zero; what is left goes out one by one, to the
  /// largest remainders first, and of equal ones to the earlier.
  ///
  /// - Precondition: the weights are not negative, and their sum is above zero; amount and sum are
  ///   below 2^63, as all that `WireInvoice.lineAmountMax` lets through.
  static func parts(of amount: Int128, by weights: [Int128]) -> [Int128] {
    let whole = weights.reduce(0, +)
    precondition(whole > 0, "something bears a weight")
    let shares = weights.map {
      (amount.magnitude * $0.magnitude).quotientAndRemainder(
        dividingBy: whole.magnitude)
    }
    var parts = shares.map { Int128($0.quotient) }
    let left = Int(Int128(amount.magnitude) - parts.reduce(0, +))
    let byRemainder = shares.indices.sorted {
      (shares[$1].remainder, $0) < (shares[$0].remainder, $1)
    }
    for index in byRemainder.prefix(left) { parts[index] += 1 }
    return amount < 0 ? parts.map { -$0 } : parts
  }
}
