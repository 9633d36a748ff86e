/// Money that the company has noted as received.
struct Payment: Sendable {
  /// What it pays of one invoice.
  struct Share: Equatable, Sendable {
    /// The invoice's id.
    var document: Int
    var value: ExactNumber
  }

  var id: Int
  var type: PaymentType
  /// Of a `Chitanta`; other payments have none.
  var series: String?
  /// Of a `Chitanta` or a `Bon`; a draft takes none.
  var number: String?
  var issueDate: String
  var client: String
  var clientVATCode: String
  var currency: String
  var value: ExactNumber
  /// Empty when it pays no invoice that is known.
  var shares: [Share] = []
  /// What a fiscal printer would print; nil but for a `Bon`.
  var printerText: String?
  /// The request that made it; empty for one that came within an invoice.
  var requestBody = ""
  var issuedMilliseconds: Int
  /// When it was deleted; nil while the account holds it.
  var deletedMilliseconds: Int?
}
