extension Endpoint {
  /// `GET /invoice/pdf`. An unknown invoice, or a missing parameter, is the page of a gateway that
  /// found nobody behind it: nothing tells it from an outage (smartbill-api.md §7.1).
  static func invoicePDF(cif: String) -> Endpoint {
    var endpoint = Endpoint(method: "GET", path: "/invoice/pdf", name: "invoice/pdf") {
      call, account, _ in
      guard let company = call.query["cif"], let series = call.query["seriesname"],
        let number = call.query["number"]
      else { return Envelope.badGateway() }
      guard company == cif else {
        return Envelope.refusal(.unknownCompany, withDocument: false)
      }
      guard let document = account.document(series: series, number: number) else {
        return Envelope.badGateway()
      }
      var reply = Reply(
        status: 200,
        body: .pdf(
          InvoicePDF(document: document, supplierCIF: cif),
          mediaType: ContentRules.named(by: call.accept, among: pdfFormats) ?? anyBytes))
      reply.headers = [
        ("Content-Disposition", "attachment; filename=\"\(fileName(of: document))\"")
      ]
      return reply
    }
    endpoint.formats = pdfFormats
    return endpoint
  }

  private static let anyBytes = "application/octet-stream"
  /// `application/pdf` isn't among them: asking for it is 406. The answer calls itself what was
  /// asked for (smartbill-api.md §5).
  private static let pdfFormats: Set<String> = [anyBytes, "application/json"]

  /// `facturaFCT0042.pdf`; a header takes plain characters only.
  private static func fileName(of document: IssuedDocument) -> String {
    let name = "factura\(document.series)\(document.number ?? "")"
    let plain = name.unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": Character(scalar)
      default: "_"
      }
    }
    return String(plain) + ".pdf"
  }
}
