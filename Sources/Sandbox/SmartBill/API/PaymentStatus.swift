extension Endpoint {
  /// `GET /invoice/paymentstatus`: whether an invoice exists, and what it comes to. It doesn't
  /// name the invoice: `number` and `series` are empty, as in the official sample. What a
  /// cancelled one answers is unknown (smartbill-api.md §13); here it answers like any other.
  /// Nobody has paid anything yet, since this sandbox takes no payments.
  static func paymentStatus(cif: String) -> Endpoint {
    Endpoint(
      method: "GET", path: "/invoice/paymentstatus", name: "invoice/paymentstatus"
    ) { call, account, _ in
      do throws(Refusal) {
        try company(of: call, is: cif)
        guard let number = call.query["number"] else { throw .noNumberForPaymentStatus }
        // A missing series is answered like a wrong one (smartbill-api.md §7.4).
        let series = call.query["seriesname"] ?? ""
        guard let document = account.document(series: series, number: number) else {
          throw .noSuchInvoice
        }
        let total = JSONValue.number(document.totals.total.text(decimals: 2))
        return Envelope.success(
          with: ("invoiceTotalAmount", total), ("paidAmount", .number("0.00")),
          ("unpaidAmount", total), ("paid", false))
      } catch {
        return Envelope.refusal(error, with: ("paid", false))
      }
    }
  }
}
