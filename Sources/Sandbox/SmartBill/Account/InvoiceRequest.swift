/// The body of `POST /invoice/v2` or `POST /estimate/v2`, once the strict mapper let it through.
struct InvoiceRequest: Sendable {
  var kind: DocumentKind
  var seriesName: String?
  var isDraft: Bool
  var issueDate: String?
  var dueDate: String?
  var otherDates: [String]
  var client: ClientDetails?
  var products: [ProductRequest]
  var currency: String
  /// Decimals of the calculation: 2, 3 or 4; a larger one is silently 4.
  var precision: Int
  var mentions: String
  var observations: String
  var aviz: String
  var sendEmail: Bool
  var emailTo: String?
  /// `Generate URL`, or a link of the caller's.
  var paymentURL: String?
  /// VAT on collection. It changes no amount here.
  var usesPaymentTax: Bool
  var usesStock: Bool
  var estimate: EstimateSource?
  var payment: InvoicePayment?

  /// The proforma to take client and products from, instead of the body's.
  struct EstimateSource: Sendable {
    var seriesName: String
    var number: String
  }

  /// A payment that comes with the invoice (smartbill-api.md §4.5).
  struct InvoicePayment: Sendable {
    var type: String?
    var value: ExactNumber?
    var seriesName: String?
  }

  init(_ object: JSONObject, kind: DocumentKind = .invoice) {
    self.kind = kind
    seriesName = object["seriesName"]?.text
    isDraft = object["isDraft"]?.truth ?? false
    issueDate = object["issueDate"]?.text
    dueDate = object["dueDate"]?.text
    otherDates = ["deliveryDate", "paymentDate"].compactMap { object[$0]?.text }
    client = object["client"]?.object.map(ClientDetails.init)
    products = (object["products"]?.array ?? []).map { ProductRequest($0.object) }
    currency = object["currency"]?.text ?? "RON"
    precision = min(max(object["precision"]?.integer ?? 2, 2), 4)
    mentions = object["mentions"]?.text ?? ""
    observations = object["observations"]?.text ?? ""
    aviz = object["aviz"]?.text ?? ""
    sendEmail = object["sendEmail"]?.truth ?? false
    emailTo = object["email"]?.object?["to"]?.text
    paymentURL = object["paymentUrl"]?.text
    usesPaymentTax = object["usePaymentTax"]?.truth ?? false
    let source = object["estimate"]?.object
    if object["useEstimateDetails"]?.truth == true {
      estimate = EstimateSource(
        seriesName: source?["seriesName"]?.text ?? "", number: source?["number"]?.text ?? "")
    }
    // From a proforma, its own flag counts (smartbill-api.md §4.1).
    let flagged = estimate == nil ? object : source
    usesStock = flagged?["useStock"]?.truth ?? false
    payment = object["payment"]?.object.map { payment in
      InvoicePayment(
        type: payment["type"]?.text, value: payment["value"]?.number,
        seriesName: payment["paymentSeries"]?.text)
    }
  }
}
