extension Endpoint {
  /// Every operation known of SmartBill's V1 API (smartbill-api.md §3.1, §3.2). An account may lack
  /// the two undocumented lists of the company.
  static func catalogue(company: Company, listsCompany: Bool) -> [Endpoint] {
    let documented = [
      issue(.invoice, path: "/invoice/v2", company: company),
      issue(.invoice, path: "/invoice", company: company),
      reverseInvoice(company: company), cancel(.invoice, company: company),
      restore(.invoice, company: company), delete(.invoice, company: company),
      invoicePDF(company: company), paymentStatus(company: company),
      issue(.estimate, path: "/estimate/v2", company: company),
      issue(.estimate, path: "/estimate", company: company),
      cancel(.estimate, company: company), restore(.estimate, company: company),
      delete(.estimate, company: company), estimatePDF(company: company),
      estimateInvoices(company: company),
      receivePayment(company: company), paymentText(company: company),
      deleteReceipt(company: company), deletePayment(company: company),
      listTaxes(company: company), listSeries(company: company), listStocks(company: company),
      sendMail(company: company), listShopStocks(company: company),
    ]
    guard listsCompany else { return documented }
    return documented + [listWarehouses(company: company), listUnits(company: company)]
  }
}
