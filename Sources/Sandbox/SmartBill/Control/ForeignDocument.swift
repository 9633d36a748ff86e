/// A document that a person issues by hand: `{"series": "FCT", "client": "…", "total": 121}`.
struct ForeignDocument: Sendable {
  var series: String
  var client: String
  var total: ExactNumber

  static let shape = JSONShape.object([
    "series": .string, "client": .string, "total": .number,
  ])

  init(_ object: JSONObject) {
    series = object["series"]?.text ?? ""
    client = object["client"]?.text ?? "Client de mana"
    total = object["total"]?.number ?? ExactNumber(121)
  }
}

extension SandboxState {
  mutating func issueForeign(
    _ document: ForeignDocument, today: String, hash: String
  ) throws(Refusal) -> IssuedDocument {
    try account.issueByHand(
      series: document.series, client: document.client, total: document.total,
      mark: Account.Mark(today: today, hash: hash))
  }
}
