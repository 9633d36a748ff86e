import FoundationEssentials

/// The body of `POST /document/send`, once the strict mapper let it through.
struct MailRequest: Sendable {
  var series: String
  var number: String?
  var type: String?
  var to: String?
  var cc: String
  var bcc: String
  /// Decoded; nil when it isn't Base64. Nothing sent is nothing to decode.
  var subject: String?
  var body: String?

  static let shape = JSONShape.object([
    "companyVatCode": .string, "seriesName": .string, "number": .string, "type": .string,
    "to": .string, "cc": .string, "bcc": .string, "subject": .string, "bodyText": .string,
  ])

  init(_ object: JSONObject) {
    func text(_ name: String) -> String? {
      guard let text = object[name]?.text, !text.isEmpty else { return nil }
      return text
    }
    func decoded(_ name: String) -> String? {
      guard let text = text(name) else { return "" }
      return Data(base64Encoded: text).map { String(decoding: $0, as: UTF8.self) }
    }
    series = text("seriesName") ?? ""
    number = text("number")
    type = text("type")
    to = text("to")
    cc = text("cc") ?? ""
    bcc = text("bcc") ?? ""
    subject = decoded("subject")
    body = decoded("bodyText")
  }

  /// In any case.
  var kind: DocumentKind {
    get throws(Refusal) {
      switch type?.lowercased() {
      case "factura": .invoice
      case "proforma": .estimate
      case nil: throw .noMailType
      default: throw .unknownMailType(type ?? "")
      }
    }
  }
}
