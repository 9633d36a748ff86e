/// Which payment `DELETE /payment/v2` means: that of an invoice, or one by all that it says
/// (smartbill-api.md §3.1).
struct PaymentDeletion: Sendable {
  enum Which: Sendable {
    case ofInvoice(series: String, number: String)
    case like(date: String, value: ExactNumber, client: String, cif: String)
  }

  var paymentType: String?
  var invoiceSeries: String?
  var invoiceNumber: String?
  var paymentDate: String?
  var paymentValue: ExactNumber?
  var clientName: String?
  var clientCIF: String?

  /// Case and all: `CEC`, not `cec`.
  var type: PaymentType {
    get throws(Refusal) {
      guard let paymentType else { throw .noTypeToDelete }
      guard let type = PaymentType(rawValue: paymentType), PaymentType.deletable.contains(type)
      else { throw .typeCantBeDeleted }
      return type
    }
  }

  var which: Which {
    get throws(Refusal) {
      if invoiceSeries != nil || invoiceNumber != nil {
        guard let invoiceSeries else { throw .noInvoiceSeries }
        guard let invoiceNumber else { throw .noInvoiceNumber }
        return .ofInvoice(series: invoiceSeries, number: invoiceNumber)
      }
      guard let paymentDate else { throw .noPaymentDate }
      guard let paymentValue else { throw .noValueToDelete }
      guard let clientName else { throw .noClientName }
      guard let clientCIF else { throw .noClientCIF }
      return .like(date: paymentDate, value: paymentValue, client: clientName, cif: clientCIF)
    }
  }
}
