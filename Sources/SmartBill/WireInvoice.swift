import Domain

/// The body of `POST /invoice/v2` and of `POST /estimate/v2` (`smartbill-api.md` §4, §5). A field that SmartBill doesn't know
/// would be refused, so there is none.
struct WireInvoice: Encodable, Equatable, Sendable {
  /// Printed in the footer, as `Nr aviz: …`.
  var aviz: String?
  var client: WireClient
  var companyVatCode: String
  var currency: String
  var delegateAuto: String?
  var delegateIdentityCard: String?
  var delegateName: String?
  /// `yyyy-MM-dd`.
  var deliveryDate: String?
  /// `yyyy-MM-dd`.
  var dueDate: String?
  /// Lei for one of a foreign currency; nil takes SmartBill's own of the day.
  var exchangeRate: JSONNumber<ExchangeRate>?
  var isDraft = false
  /// `yyyy-MM-dd`.
  var issueDate: String
  var issuerCnp: String?
  var issuerName: String?
  /// Nil for Romanian.
  var language: String?
  /// Printed on the document; with our reference, one in doubt can be told to be ours.
  var mentions: String
  var observations: String?
  /// What is paid of it already; left out where the invoice says nothing of that.
  var payment: WireInvoicePayment?
  /// How many decimals amounts are kept with before the total: 2, 3 or 4.
  var precision: Int
  var products: [WireLine]
  var seriesName: String
  /// The company's fiscal code of the Union, where it has one; nil sends nothing of it.
  var useIntraCif: Bool?
  /// VAT on collection (TVA la incasare); nil leaves it to the account.
  var usePaymentTax: Bool?
  /// Nil for a proforma, which takes no goods and knows no such field.
  var useStock: Bool? = false

  func body() throws(Failure) -> [UInt8] {
    try WireBody.bytes(of: self, orElse: .orderNotInvoiceable, "the order")
  }
}
