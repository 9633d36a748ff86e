/// The body of `POST /invoice/v2`, once the strict mapper let it through.
struct InvoiceRequest: Sendable {
  var companyVATCode: String?
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

  init(_ object: JSONObject) {
    companyVATCode = object["companyVatCode"]?.text
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
  }

  /// What is asked for that this sandbox doesn't do yet, by field name. It says so rather than
  /// issue an invoice that leaves it out.
  static func unbuiltWish(in object: JSONObject) -> String? {
    let flags = ["useStock", "useEstimateDetails", "useIntraCif", "usePaymentTax"]
    let fields = ["payment", "paymentUrl"]
    return flags.first { object[$0]?.truth == true } ?? fields.first { object[$0] != nil }
  }
}
