import Domain

/// Lets an invoice pass only if it will come to what the customer paid, to the ban.
struct TotalGuard {
  /// The account's; nil where nobody has looked.
  let vatRounding: VATRounding?

  enum Verdict: Equatable {
    case agrees
    /// One way of rounding agrees, the other doesn't, and it isn't known which one counts.
    case undecided
    /// The order's total less the invoice's; nil where the ways of rounding part and neither agrees.
    case differs(by: Int128?)
  }

  /// Where neither way of rounding gives the order's total, the setting could not help, so its
  /// absence isn't what is reported.
  func verdict(on totals: InvoiceTotals, for order: Order) -> Verdict {
    let expected = Int128(order.total.units)
    if let known = totals.known(vatRounding) {
      return known == expected ? .agrees : .differs(by: expected - known)
    }
    return totals.byLine == expected || totals.byDocument == expected
      ? .undecided : .differs(by: nil)
  }

  func undecided(_ totals: InvoiceTotals, _ order: Order) -> Failure {
    Failure(
      .vatRoundingUndecided, detail: "\(bothWays(totals)), order \(order.total) \(order.currency)")
  }

  /// - Parameter cause: what the difference looks like.
  func differs(_ totals: InvoiceTotals, from order: Order, cause: DifferenceCause) -> Failure {
    let expected = Int128(order.total.units)
    let invoice: String
    let nearest: Int128
    if let known = totals.known(vatRounding) {
      nearest = known
      let way = totals.byLine == totals.byDocument ? nil : vatRounding
      invoice = text(known) + (way.map { " (VAT rounded by \($0.rawValue))" } ?? "")
    } else {
      nearest = totals.nearest(to: expected)
      invoice = bothWays(totals)
    }
    return Failure(
      .orderTotalDiffers,
      detail: "invoice \(invoice), order \(order.total) \(order.currency), "
        + "difference \(text(expected - nearest)): \(cause.text.ro) / \(cause.text.en)")
  }

  private func bothWays(_ totals: InvoiceTotals) -> String {
    "VAT rounded by line \(text(totals.byLine)), by document \(text(totals.byDocument))"
  }

  private func text(_ total: Int128) -> String {
    Int64(exactly: total).map { Money(units: $0).description } ?? "too large"
  }
}
