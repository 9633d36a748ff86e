extension Endpoint {
  /// Every operation known of SmartBill's V1 API (smartbill-api.md §3.1, §3.2).
  static func catalogue(cif: String) -> [Endpoint] {
    [
      issueInvoice(path: "/invoice/v2", cif: cif), issueInvoice(path: "/invoice", cif: cif),
      cancelInvoice(cif: cif), deleteInvoice(cif: cif), invoicePDF(cif: cif),
      paymentStatus(cif: cif),
      listSeries(cif: cif), listTaxes(cif: cif),
      .unbuilt("POST", "/invoice/reverse"),
      .unbuilt("PUT", "/invoice/restore"),
      .unbuilt("POST", "/estimate/v2"), .unbuilt("POST", "/estimate"),
      .unbuilt("DELETE", "/estimate"), .unbuilt("GET", "/estimate/pdf"),
      .unbuilt("GET", "/estimate/invoices"), .unbuilt("PUT", "/estimate/cancel"),
      .unbuilt("PUT", "/estimate/restore"),
      .unbuilt("POST", "/payment"), .unbuilt("GET", "/payment/text"),
      .unbuilt("DELETE", "/payment/chitanta"), .unbuilt("DELETE", "/payment/v2"),
      .unbuilt("GET", "/stocks"), .unbuilt("GET", "/stocks/ecom"),
      .unbuilt("POST", "/document/send"), .unbuilt("GET", "/company/warehouses"),
      .unbuilt("GET", "/company/mu"),
    ]
  }
}
