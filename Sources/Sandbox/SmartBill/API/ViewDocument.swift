extension Endpoint {
  /// `GET /invoice/pdf`. An unknown invoice, or a missing parameter, is the page of a gateway that
  /// found nobody behind it: nothing tells it from an outage (smartbill-api.md §7.1).
  static func invoicePDF(company: Company) -> Endpoint {
    var endpoint = Endpoint(method: "GET", path: "/invoice/pdf", name: "invoice/pdf") {
      call, account, _ in
      guard let cif = call.query["cif"], let series = call.query["seriesname"],
        let number = call.query["number"]
      else { return Envelope.badGateway() }
      do throws(Refusal) {
        try company.check(cif)
        try account.rules.demand(.viewInvoices)
      } catch {
        return Envelope.refusal(error, withDocument: false)
      }
      guard let document = account.document(series: series, number: number) else {
        return Envelope.badGateway()
      }
      return pdf(of: document, from: company, answering: call)
    }
    endpoint.formats = pdfFormats
    return endpoint
  }

  /// `GET /estimate/pdf`. An unknown proforma is refused as a business does it.
  static func estimatePDF(company: Company) -> Endpoint {
    var endpoint = asking("GET", "/estimate/pdf", name: "estimate/pdf", company: company) {
      call, account, _ throws(Refusal) in
      let name = try DocumentName(call.query, .estimate)
      let document = try account.existing(.estimate, series: name.series, number: name.number)
      return pdf(of: document, from: company, answering: call)
    }
    endpoint.formats = pdfFormats
    return endpoint
  }

  private static func pdf(
    of document: IssuedDocument, from company: Company, answering call: APICall
  ) -> Reply {
    var reply = Reply(
      status: 200,
      body: .pdf(
        InvoicePDF(document: document, supplierCIF: company.cif),
        mediaType: ContentRules.named(by: call.accept, among: pdfFormats) ?? anyBytes))
    reply.headers = [
      ("Content-Disposition", "attachment; filename=\"\(fileName(of: document))\"")
    ]
    return reply
  }

  private static let anyBytes = "application/octet-stream"
  /// `application/pdf` isn't among them: asking for it is 406. The answer calls itself what was
  /// asked for (smartbill-api.md §5).
  private static let pdfFormats: Set<String> = [anyBytes, "application/json"]

  /// `facturaFCT0042.pdf`, also for a proforma; a header takes plain characters only.
  private static func fileName(of document: IssuedDocument) -> String {
    let plain = "factura\(document.name)".unicodeScalars.map { scalar -> Character in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": Character(scalar)
      default: "_"
      }
    }
    return String(plain) + ".pdf"
  }
}
