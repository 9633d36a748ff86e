import Domain

/// The body of `POST /payment` for an invoice that was issued (`smartbill-api.md` §5).
struct WirePayment: Encodable, Equatable {
  struct InvoiceName: Encodable, Equatable {
    var seriesName: String
    var number: String
  }

  var companyVatCode: String
  var currency: String
  var invoicesList: [InvoiceName]
  var isCash: Bool
  /// `yyyy-MM-dd`.
  var issueDate: String
  /// By which a person finds it in SmartBill.
  var observation: String
  /// Of the receipt; left out for what has none.
  var seriesName: String?
  var type: String
  /// The customer is the invoice's.
  var useInvoiceDetails = true
  /// Said, it may be a part of what the invoice comes to.
  var value: JSONNumber<Money>

  init(_ payment: PaymentDraft) {
    companyVatCode = payment.cif
    currency = payment.currency
    invoicesList = [
      InvoiceName(seriesName: payment.invoice.series, number: payment.invoice.text)
    ]
    isCash = payment.terms.type.isCash
    issueDate = payment.issuedOn
    observation = InvoiceReference.removed(
      from: "Comanda \(payment.key.order), plata \(payment.key.payment)")
    seriesName = payment.terms.series
    type = payment.terms.type.rawValue
    value = JSONNumber(payment.value)
  }

  func body() throws(Failure) -> [UInt8] {
    try WireBody.bytes(of: self, orElse: .paymentRefused, "the payment")
  }
}

/// A payment that comes with its invoice (`smartbill-api.md` §4.5).
struct WireInvoicePayment: Encodable, Equatable, Sendable {
  var isCash: Bool
  /// Of the receipt; left out for what has none.
  var paymentSeries: String?
  var type: String
  var value: JSONNumber<Money>

  init(_ terms: PaymentTerms, value: Money) {
    isCash = terms.type.isCash
    paymentSeries = terms.series
    type = terms.type.rawValue
    self.value = JSONNumber(value)
  }
}
