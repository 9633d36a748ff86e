/// A document of the account: an invoice, a storno, a proforma, or a draft of one.
struct IssuedDocument: Sendable {
  var id: Int
  /// Unguessable: whoever has the link may see the document.
  var hash: String
  /// ``DocumentKind/invoice`` or ``DocumentKind/estimate``; receipts are ``Payment``s.
  var kind = DocumentKind.invoice
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
  var paymentURL: String?
  /// What was asked to be sold: a proforma is invoiced from it.
  var products: [ProductRequest] = []
  /// What it took out of the stock, or a storno brought back.
  var stockMoves: [StockMove] = []
  /// The id and the name of the invoice that it reverses; nil unless it is a storno.
  var reverses: (id: Int, name: String)?
  /// The id of the proforma that it was made from.
  var estimate: Int?
  /// The request that made it, as it arrived.
  var requestBody: String = ""

  var numberValue: Int? { number.flatMap { Int($0) } }

  /// Series and number as SmartBill's texts run them together: `FCT0042`.
  var name: String { series + (number ?? "") }
}
