/// The series and the number in a query. The parameter is `seriesname`; `seriesName` fails live
/// (smartbill-api.md §2), so it does here, unless the sandbox was told to take it.
struct DocumentName {
  var series: String
  var number: String

  init(_ query: Query, _ kind: DocumentKind) throws(Refusal) {
    guard let number = query["number"] else { throw .noNumberInQuery(kind) }
    guard let series = query["seriesname"] else { throw .noSeriesInQuery(kind) }
    (self.series, self.number) = (series, number)
  }

  /// `FCT0042`
  var text: String { series + number }
}
