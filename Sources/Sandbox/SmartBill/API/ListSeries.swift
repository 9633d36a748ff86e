extension Endpoint {
  /// `GET /series`: the series and their next numbers; of all kinds when none is named. Drafts
  /// don't move them.
  static func listSeries(company: Company) -> Endpoint {
    asking("GET", "/series", name: "series", company: company) {
      call, account, _ throws(Refusal) in
      let type = call.query["type"]
      let kinds = DocumentKind.allCases.filter { type == nil || type == $0.letter }
      if let type, kinds.isEmpty { throw .unknownSeriesType(type) }
      let list = kinds.flatMap { kind in account.series.filter { $0.kind == kind } }.map(item)
      return Envelope.success(with: ("list", .array(list)))
    }
  }

  private static func item(of series: Series) -> JSONValue {
    [
      "name": .string(series.name), "nextNumber": .integer(series.nextNumber),
      "type": .string(series.kind.letter),
    ]
  }
}
