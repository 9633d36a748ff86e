/// A mail that SmartBill would have sent. The sandbox sends nothing.
struct SentMail: Sendable {
  /// The document's id.
  var document: Int
  var to: String
  var cc: String
  var bcc: String
  var subject: String
  var body: String
  var milliseconds: Int
}
