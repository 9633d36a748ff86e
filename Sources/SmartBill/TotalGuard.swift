import Domain

/// Lets an invoice pass only if it will come to what the customer paid, to the ban.
struct TotalGuard {
  /// The account's; nil where nobody has looked.
  let vatRounding: VATRounding?

  /// The invoice's total.
  ///
  /// Where neither way of rounding gives the order's total, the setting could not help, so its
  /// absence isn't what is reported.
  func total(of totals: InvoiceTotals, order: Order) throws(Failure) -> Money {
    let expected = Int128(order.total.units)
    guard totals.byLine == expected || totals.byDocument == expected else {
      throw differs(totals, from: order)
    }
    guard totals.byLine != totals.byDocument else { return order.total }
    guard let vatRounding else {
      throw Failure(
        .vatRoundingUndecided, detail: "\(bothWays(totals)), order \(order.total) \(order.currency)"
      )
    }
    guard totals.total(vatRounding) == expected else { throw differs(totals, from: order) }
    return order.total
  }

  private func differs(_ totals: InvoiceTotals, from order: Order) -> Failure {
    let invoice =
      if totals.byLine == totals.byDocument { text(totals.byLine) } else if let vatRounding {
        "\(text(totals.total(vatRounding))) (VAT rounded by \(vatRounding.rawValue))"
      } else {
        bothWays(totals)
      }
    return Failure(
      .orderTotalDiffers, detail: "invoice \(invoice), order \(order.total) \(order.currency)")
  }

  private func bothWays(_ totals: InvoiceTotals) -> String {
    "VAT rounded by line \(text(totals.byLine)), by document \(text(totals.byDocument))"
  }

  private func text(_ total: Int128) -> String {
    Int64(exactly: total).map { Money(units: $0).description } ?? "too large"
  }
}
