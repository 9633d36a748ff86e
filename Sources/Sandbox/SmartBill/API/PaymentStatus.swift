extension Endpoint {
  /// `GET /invoice/paymentstatus`: whether an invoice exists, and what it comes to. It doesn't
  /// name the invoice: `number` and `series` are empty, as in the official sample. What a
  /// cancelled or reversed one answers is unknown (smartbill-api.md §13); here it answers like any
  /// other.
  static func paymentStatus(company: Company) -> Endpoint {
    asking(
      "GET", "/invoice/paymentstatus", name: "invoice/paymentstatus", company: company,
      refusing: { Envelope.refusal($0, with: ("paid", false)) }
    ) { call, account, _ throws(Refusal) in
      guard let number = call.query["number"] else { throw .noNumberForPaymentStatus }
      // A missing series is answered like a wrong one (smartbill-api.md §7.4).
      let series = call.query["seriesname"] ?? ""
      guard let invoice = account.document(series: series, number: number) else {
        throw .noSuchInvoice
      }
      let total = invoice.totals.total
      let paid = account.paid(of: invoice)
      return Envelope.success(
        with: ("invoiceTotalAmount", .number(total.text(decimals: 2))),
        ("paidAmount", .number(paid.text(decimals: 2))),
        ("unpaidAmount", .number((total - paid).text(decimals: 2))),
        ("paid", .boolean(paid != .zero && paid >= total)))
    }
  }
}
