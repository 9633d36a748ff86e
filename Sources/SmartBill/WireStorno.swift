import Domain

/// The body of `POST /invoice/reverse`: a whole invoice, and no amounts (`smartbill-api.md` §5).
struct WireStorno: Encodable, Equatable, Sendable {
  var companyVatCode: String
  /// `yyyy-MM-dd`.
  var issueDate: String
  /// The invoice's, as SmartBill writes it.
  var number: String
  var seriesName: String

  init(_ draft: StornoDraft) {
    companyVatCode = draft.series.cif
    issueDate = draft.issuedOn
    number = draft.original.number.text
    seriesName = draft.original.number.series
  }

  func body() throws(Failure) -> [UInt8] {
    try WireBody.bytes(of: self, orElse: .reverseRefused, "the storno")
  }
}
