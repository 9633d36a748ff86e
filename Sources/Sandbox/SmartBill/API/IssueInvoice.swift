extension Endpoint {
  /// `POST /invoice/v2`, and `POST /invoice`, which answers without the document members.
  static func issueInvoice(path: String, cif: String) -> Endpoint {
    let tellsDocument = path.hasSuffix("/v2")
    return Endpoint(method: "POST", path: path, name: "invoice") { call, account, mark in
      let object: JSONObject
      switch read(call) {
      case .body(let body): object = body
      case .refused(let reply): return reply
      }
      if object.writes("companyVatCode"), object["companyVatCode"] == nil {
        return Envelope.internalError()
      }
      if let wish = InvoiceRequest.unbuiltWish(in: object) {
        return unbuiltReply("\(wish) of \(path)")
      }
      do throws(Refusal) {
        let request = InvoiceRequest(object)
        guard request.companyVATCode == cif else { throw .unknownCompany }
        let body = String(decoding: call.body, as: UTF8.self)
        let document = try account.issue(request, body: body, mark: mark)
        return reply(to: call, issued: document, tellsDocument: tellsDocument)
      } catch {
        return Envelope.refusal(error, withDocument: tellsDocument)
      }
    }
  }

  private enum Reading {
    case body(JSONObject)
    case refused(Reply)
  }

  private static func read(_ call: APICall) -> Reading {
    guard let value = try? JSONParser.parse(call.body), let object = value.object else {
      return .refused(
        Envelope.requestError(
          400, code: "json_parse_error", message: "Error parsing JSON request input.",
          path: call.path))
    }
    if let mismatch = JSONShape.invoice.mismatch(in: value) {
      return .refused(
        Envelope.requestError(
          400, code: "json_mapping_error", message: mismatch.message, param: mismatch.path,
          path: call.path))
    }
    return .body(object)
  }

  private static func reply(
    to call: APICall, issued document: IssuedDocument, tellsDocument: Bool
  ) -> Reply {
    var object = Envelope.base(number: document.number ?? "", series: document.series)
    if tellsDocument {
      let base = "http://\(call.authority)"
      object.members += Envelope.documentMembers(
        url: "\(base)\(DocumentLinks.edit(document))", id: .integer(document.id),
        viewURL: "\(base)\(DocumentLinks.view(document))")
    } else {
      object["message"] = "Factura a fost emisa."
    }
    return .json(.object(object))
  }
}
