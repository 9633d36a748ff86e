import Domain

/// The body of `POST /invoice/v2` for an invoice that SmartBill makes of a proforma: all that an
/// invoice has but the client and the products, which it takes from there (`smartbill-api.md` §4.1).
struct WireConversion: Encodable {
  struct Source: Encodable {
    var number: String
    var seriesName: String
    /// From a proforma, this one counts; the lines name their warehouse already.
    var useStock: Bool
  }

  let aviz: String?
  let companyVatCode: String
  let currency: String
  let delegateAuto: String?
  let delegateIdentityCard: String?
  let delegateName: String?
  let deliveryDate: String?
  let dueDate: String?
  let estimate: Source
  let exchangeRate: JSONNumber<ExchangeRate>?
  let isDraft: Bool
  let issueDate: String
  let issuerCnp: String?
  let issuerName: String?
  let language: String?
  let mentions: String
  let observations: String?
  let payment: WireInvoicePayment?
  let precision: Int
  let seriesName: String
  let useEstimateDetails = true
  let useIntraCif: Bool?
  let usePaymentTax: Bool?

  init(_ invoice: WireInvoice, from proforma: InvoiceNumber) {
    aviz = invoice.aviz
    companyVatCode = invoice.companyVatCode
    currency = invoice.currency
    delegateAuto = invoice.delegateAuto
    delegateIdentityCard = invoice.delegateIdentityCard
    delegateName = invoice.delegateName
    deliveryDate = invoice.deliveryDate
    dueDate = invoice.dueDate
    estimate = Source(
      number: proforma.text, seriesName: proforma.series, useStock: invoice.useStock ?? false)
    exchangeRate = invoice.exchangeRate
    isDraft = invoice.isDraft
    issueDate = invoice.issueDate
    issuerCnp = invoice.issuerCnp
    issuerName = invoice.issuerName
    language = invoice.language
    mentions = invoice.mentions
    observations = invoice.observations
    payment = invoice.payment
    precision = invoice.precision
    seriesName = invoice.seriesName
    useIntraCif = invoice.useIntraCif
    usePaymentTax = invoice.usePaymentTax
  }

  func body() throws(Failure) -> [UInt8] {
    try WireBody.bytes(of: self, orElse: .orderNotInvoiceable, "the order")
  }
}
