extension Endpoint {
  /// `GET /series`: the series and their next numbers. Drafts don't move them. This sandbox has
  /// invoice series only, so the list of proformas (`p`) or receipts (`c`) is empty.
  static func listSeries(cif: String) -> Endpoint {
    Endpoint(method: "GET", path: "/series", name: "series") { call, account, _ in
      do throws(Refusal) {
        try company(of: call, is: cif)
        let type = call.query["type"] ?? "f"
        guard ["f", "p", "c"].contains(type) else { throw .unknownSeriesType(type) }
        let list = type == "f" ? account.series.map(item) : []
        return Envelope.success(with: ("list", .array(list)))
      } catch {
        return Envelope.refusal(error, withDocument: false)
      }
    }
  }

  private static func item(of series: Series) -> JSONValue {
    [
      "name": .string(series.name), "nextNumber": .integer(series.nextNumber), "type": "f",
    ]
  }
}
