import Domain
import FoundationEssentials

/// The body of `POST /document/send` (`smartbill-api.md` §5): flat, subject and text in Base64.
struct WireMail: Encodable {
  var companyVatCode: String
  var seriesName: String
  var number: String
  /// `factura` or `proforma`.
  var type: String
  /// The customer's address on the document, where it is left out.
  var to: String?
  var cc: String?
  var bcc: String?
  var subject: String?
  var bodyText: String?

  init(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, isProforma: Bool = false
  ) {
    type = isProforma ? "proforma" : "factura"
    companyVatCode = cif
    seriesName = number.series
    self.number = number.text
    to = mail.to?.text
    cc = mail.cc?.text
    bcc = mail.bcc?.text
    subject = mail.subject.map { Self.encoded($0.text) }
    bodyText = mail.text.map { Self.encoded($0.text) }
  }

  /// Without what could be read as a reference of ours, whoever wrote it.
  private static func encoded(_ text: String) -> String {
    Data(InvoiceReference.removed(from: text).utf8).base64EncodedString()
  }

  func body() throws(Failure) -> [UInt8] {
    try WireBody.bytes(of: self, orElse: .mailRefused, "the request")
  }
}
