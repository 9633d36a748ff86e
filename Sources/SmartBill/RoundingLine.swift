import Domain

/// The line that evens out what a shop rounded otherwise than SmartBill does, where the settings
/// allow one.
struct RoundingLine {
  static let name = "Rotunjire"

  /// The most that it may come to; more is no rounding.
  let max: Money

  /// A line that raises or lowers the lines' total by the difference, VAT included, so that it does
  /// so to the ban; at the rate of which the lines have most. Nil if it may not be so much.
  func line(for difference: Int128, after lines: [WireLine], currency: String) -> WireLine? {
    guard difference.magnitude <= max.units.magnitude, difference % InvoiceTotals.ban == 0,
      let difference = Int64(exactly: difference), difference != 0
    else { return nil }
    let sums = InvoiceTotals.amounts(of: lines).sumsByCharge(of: \.value)
    // Those of a refund are negative.
    let charge = sums.max { $0.sum.magnitude < $1.sum.magnitude }?.charge
    let percentage = charge.map { JSONNumber($0.rate) }
    guard difference < 0 else {
      return .sale(
        WireLine.Sale(
          currency: currency, isService: true, isTaxIncluded: true,
          measuringUnitName: OrderLine.defaultUnit, name: Self.name,
          price: JSONNumber(Money(units: difference)), quantity: JSONNumber(.one),
          taxName: charge?.name, taxPercentage: percentage))
    }
    return .discount(
      WireLine.Discount(
        currency: currency, discountValue: JSONNumber(Money(units: difference)),
        isTaxIncluded: true, measuringUnitName: OrderLine.defaultUnit, name: Self.name,
        numberOfItems: lines.count, taxName: charge?.name, taxPercentage: percentage))
  }
}
