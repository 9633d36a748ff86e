/// The body of `POST /payment`, once the strict mapper let it through (smartbill-api.md §5).
struct PaymentRequest: Sendable {
  var type: String?
  var isDraft: Bool
  var issueDate: String?
  var seriesName: String?
  /// A `Bon` may bring its number.
  var number: String?
  var returnsPrinterText: Bool
  var usesStock: Bool
  var client: ClientDetails?
  var products: [ProductRequest]
  var value: ExactNumber?
  var currency: String?
  var precision: Int
  var usesInvoiceDetails: Bool
  var invoices: [InvoiceName]

  struct InvoiceName: Sendable {
    var series: String
    var number: String
  }

  init(_ object: JSONObject) {
    type = object["type"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    isDraft = object["isDraft"]?.truth ?? false
    issueDate = object["issueDate"]?.text
    seriesName = object["seriesName"]?.text
    number = object["number"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    returnsPrinterText = object["returnFiscalPrinterText"]?.truth ?? false
    usesStock = object["useStock"]?.truth ?? false
    client = object["client"]?.object.map(ClientDetails.init)
    products = (object["products"]?.array ?? []).map { ProductRequest($0.object) }
    value = object["value"]?.number
    currency = object["currency"]?.text
    precision = min(max(object["precision"]?.integer ?? 2, 2), 4)
    usesInvoiceDetails = object["useInvoiceDetails"]?.truth ?? false
    // Several, or one that isn't in a list.
    let list = object["invoicesList"]
    invoices = (list?.array ?? [list].compactMap(\.self)).compactMap(\.object).map {
      InvoiceName(series: $0["seriesName"]?.text ?? "", number: $0["number"]?.text ?? "")
    }
  }

  static let shape = JSONShape.object([
    "companyVatCode": .string, "type": .string, "issueDate": .string, "isDraft": .boolean,
    "seriesName": .string, "number": .string, "returnFiscalPrinterText": .boolean,
    "observation": .string, "useStock": .boolean, "client": .client,
    "products": .array(.product), "value": .number, "currency": .string,
    "exchangeRate": .number, "precision": .integer, "isCash": .boolean, "issuerName": .string,
    "issuerCnp": .string, "receivedCash": .number, "receivedCard": .number,
    "receivedTicheteMasa": .number, "receivedTicheteCadou": .number,
    "receivedOrdinDePlata": .number, "receivedCec": .number, "receivedCredit": .number,
    "receivedCupon": .number, "receivedPuncteDeFidelitate": .number,
    "receivedBonuriValoareFixa": .number, "receivedMonedaAlternativa": .number,
    "text": .string, "translatedText": .string, "language": .string,
    "useInvoiceDetails": .boolean,
    "invoicesList": .oneOrMany(.object(["seriesName": .string, "number": .string])),
  ])
}
