import Domain

/// The part of a discount that falls on one rate. SmartBill takes a discount over several rates only
/// as a value that states its own (`smartbill-api.md` §4.4).
struct DiscountShare: Equatable {
  var charge: VATCharge?
  var isVATIncluded: Bool
  /// What is taken off: above zero, in `Money`'s units.
  var value: Int128

  /// A percentage taken off each rate; together they come to the percentage of the whole, rounded
  /// once, as shops compute it.
  static func shares(_ percent: Percentage, off covered: [InvoiceTotals.Amount]) -> [DiscountShare]
  {
    [true, false].flatMap { isVATIncluded -> [DiscountShare] in
      let groups = groups(of: covered.filter { $0.isVATIncluded == isVATIncluded }) { $0.value }
      let base = groups.reduce(0) { $0 + $1.sum }
      let taken = (base * Int128(percent.units)).dividedHalfUp(
        by: Int128(Percentage.whole) * InvoiceTotals.ban)
      return parts(of: taken, step: InvoiceTotals.ban, groups, isVATIncluded: isVATIncluded)
    }
  }

  /// A value shared out over the rates, in proportion to what the lines of each come to; with VAT
  /// or without, as the discount itself is.
  static func shares(
    _ value: Money, isVATIncluded: Bool, off covered: [InvoiceTotals.Amount]
  ) -> [DiscountShare] {
    let groups = groups(of: covered) { amount in
      let (whole, rate) = (Int128(VATRate.whole), Int128(amount.charge?.rate.units ?? 0))
      return switch (amount.isVATIncluded, isVATIncluded) {
      case (true, false): (amount.value * whole).dividedHalfUp(by: whole + rate)
      case (false, true): (amount.value * (whole + rate)).dividedHalfUp(by: whole)
      default: amount.value
      }
    }
    let step = value.bani == nil ? 1 : InvoiceTotals.ban
    return parts(
      of: Int128(value.units.magnitude) / step, step: step, groups, isVATIncluded: isVATIncluded)
  }

  private typealias Group = (charge: VATCharge?, sum: Int128)

  /// What the lines of each rate come to.
  private static func groups(
    of amounts: [InvoiceTotals.Amount], _ weight: (InvoiceTotals.Amount) -> Int128
  ) -> [Group] {
    // Where other discounts took more than there was, there is nothing left to take.
    amounts.sumsByCharge(of: weight).filter { $0.sum > 0 }
  }

  private static func parts(
    of taken: Int128, step: Int128, _ groups: [Group], isVATIncluded: Bool
  ) -> [DiscountShare] {
    guard !groups.isEmpty else { return [] }
    let parts = Apportionment.parts(of: taken, by: groups.map(\.sum))
    return zip(groups, parts).compactMap { group, part in
      part == 0
        ? nil
        : DiscountShare(charge: group.charge, isVATIncluded: isVATIncluded, value: part * step)
    }
  }
}
