import Domain

/// Puts drafts into SmartBill's words, and knows what they will come to.
struct InvoicePreparation {
  let vatNames: [VATRate: String]
  let vatRounding: VATRounding?
  var referenceField = ReferenceField.mentions

  func prepare(_ draft: InvoiceDraft) throws(Failure) -> PreparedInvoice {
    let invoice = try WireInvoice(draft, vatNames: vatNames, referenceField: referenceField)
    let totals = InvoiceTotals(of: invoice.products, precision: invoice.precision)
    let total = try TotalGuard(vatRounding: vatRounding).total(of: totals, order: draft.order)
    return PreparedInvoice(body: try invoice.body(), total: total)
  }
}
