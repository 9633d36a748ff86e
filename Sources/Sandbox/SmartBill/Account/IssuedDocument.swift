/// A document of the account: an invoice, or a draft of one.
struct IssuedDocument: Sendable {
  var id: Int
  /// Unguessable: whoever has the link may see the document.
  var hash: String
  var series: String
  /// Padded text; nil for a draft, which takes none.
  var number: String?
  var isCancelled = false
  /// A person issued it by hand, past the API.
  var isForeign = false
  /// When it was issued or saved, in milliseconds.
  var issuedMilliseconds: Int
  /// When it was deleted; nil while the account holds it.
  var deletedMilliseconds: Int?
  var issueDate: String
  var dueDate: String?
  var client: ClientDetails
  var currency: String
  var lines: [DocumentLine]
  var totals: DocumentTotals
  var mentions: String = ""
  var observations: String = ""
  var aviz: String = ""
  /// To whom SmartBill would have e-mailed it. The sandbox sends nothing.
  var emailedTo: String?
  /// The request that made it, as it arrived.
  var requestBody: String = ""

  var numberValue: Int? { number.flatMap { Int($0) } }
}
