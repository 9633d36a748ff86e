/// The body of `POST /invoice/reverse`: a whole invoice, no amounts (smartbill-api.md §5).
struct StornoRequest: Sendable {
  var series: String?
  var number: String?
  var issueDate: String?

  static let shape = JSONShape.object([
    "companyVatCode": .string, "seriesName": .string, "number": .string, "issueDate": .date,
  ])

  init(_ object: JSONObject) {
    func text(_ name: String) -> String? {
      guard let text = object[name]?.text, !text.isEmpty else { return nil }
      return text
    }
    series = text("seriesName")
    number = text("number")
    issueDate = text("issueDate")
  }
}
