extension Endpoint {
  /// `GET /estimate/invoices`: which invoices came from a proforma. One that isn't invoiced yet is
  /// answered 200 with a filled `errorText`, an unknown one 410 (smartbill-api.md §5).
  static func estimateInvoices(company: Company) -> Endpoint {
    asking(
      "GET", "/estimate/invoices", name: "estimate/invoices", company: company,
      refusing: { Envelope.refusal($0, with: ("areInvoicesCreated", false)) }
    ) { call, account, _ throws(Refusal) in
      let name = try DocumentName(call.query, .estimate)
      guard let estimate = account.document(.estimate, series: name.series, number: name.number)
      else { throw .unknownEstimate(name.series, name.number) }
      let invoices = account.invoices(of: estimate)
      guard !invoices.isEmpty else { throw .notInvoiced(name.series, name.number) }
      let list = invoices.map { invoice -> JSONValue in
        ["series": .string(invoice.series), "number": .string(invoice.number ?? "")]
      }
      return Envelope.success(with: ("areInvoicesCreated", true), ("invoices", .array(list)))
    }
  }
}
