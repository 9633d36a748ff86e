/// A document that a person issues by hand: its series, and whatever else matters to a test.
struct ForeignDocument: Sendable {
  var series: String
  var client: String
  var total: ExactNumber
  var mentions: String
  var observations: String
  var aviz: String

  static let shape = JSONShape.object([
    "series": .string, "client": .string, "total": .number, "mentions": .string,
    "observations": .string, "aviz": .string,
  ])

  init(_ object: JSONObject) {
    series = object["series"]?.text ?? ""
    client = object["client"]?.text ?? "Client de mana"
    total = object["total"]?.number ?? ExactNumber(121)
    mentions = object["mentions"]?.text ?? ""
    observations = object["observations"]?.text ?? ""
    aviz = object["aviz"]?.text ?? ""
  }
}
