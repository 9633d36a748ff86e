extension Endpoint {
  /// `POST /invoice/v2` and `POST /estimate/v2`, and their older spellings, which answer without
  /// the document members.
  static func issue(_ kind: DocumentKind, path: String, company: Company) -> Endpoint {
    let tellsDocument = path.hasSuffix("/v2")
    return taking(
      kind == .invoice ? .invoice : .estimate, at: path, name: kind.rawValue, company: company,
      refusing: { Envelope.refusal($0, withDocument: tellsDocument) }
    ) { object, call, account, mark throws(Refusal) in
      let document = try account.issue(
        InvoiceRequest(object, kind: kind), body: String(decoding: call.body, as: UTF8.self),
        mark: mark)
      return Envelope.issued(document, answering: call, tellsDocument: tellsDocument)
    }
  }

  /// `POST /invoice/reverse`: the storno of a whole invoice. A bad date is the mapper's to refuse.
  static func reverseInvoice(company: Company) -> Endpoint {
    taking(
      StornoRequest.shape, at: "/invoice/reverse", name: "invoice/reverse", company: company,
      refusing: { Envelope.refusal($0, withDocument: true) }
    ) { object, call, account, mark throws(Refusal) in
      let storno = try account.reverse(
        StornoRequest(object), body: String(decoding: call.body, as: UTF8.self), mark: mark)
      return Envelope.issued(storno, answering: call, tellsDocument: true)
    }
  }
}

extension Envelope {
  fileprivate static func issued(
    _ document: IssuedDocument, answering call: APICall, tellsDocument: Bool
  ) -> Reply {
    let site = "http://\(call.authority)"
    var object = base(number: document.number ?? "", series: document.series)
    if let wish = document.paymentURL {
      // Where a real account's payment processor would have its page, the document's own is shown.
      object["url"] = .string(
        wish == "Generate URL" ? site + DocumentLinks.view(document) : wish)
    }
    if tellsDocument {
      object.members += documentMembers(
        url: site + DocumentLinks.edit(document), id: .integer(document.id),
        viewURL: site + DocumentLinks.view(document))
    } else {
      object["message"] = .string("\(document.kind.title) a fost emisa.")
    }
    return .json(.object(object))
  }
}
