/// Sends a document to its client, or pretends to (smartbill-api.md §5, §7.6).
extension Account {
  mutating func send(_ request: MailRequest, at now: Int) throws(Refusal) -> SentMail {
    let kind = try request.kind
    guard let number = request.number else { throw .noDocumentNumber }
    guard let document = document(kind, series: request.series, number: number) else {
      throw .noSuchDocument
    }
    guard let subject = request.subject else { throw .subjectNotBase64 }
    guard let body = request.body else { throw .bodyNotBase64 }
    let to = request.to ?? document.client.email
    guard !to.isEmpty else { throw .noRecipient }
    for list in [to, request.cc, request.bcc] { try MailAddress.check(list) }
    guard rules.hasMailServer else { throw .noMailServer }
    let sent = SentMail(
      document: document.id, to: to, cc: request.cc, bcc: request.bcc,
      subject: Self.filled(subject, document), body: Self.filled(body, document),
      milliseconds: now)
    mail.append(sent)
    return sent
  }

  /// The placeholders that a subject and a text may have.
  private static func filled(_ text: String, _ document: IssuedDocument) -> String {
    let values = [
      "#tip document#": document.kind == .invoice ? "factura" : "proforma",
      "#serie numar document#": "\(document.series) \(document.number ?? "")",
      "#link document#": DocumentLinks.view(document),
      "#data emiterii#": CalendarDate.slashed(document.issueDate),
      "#data scadentei#": CalendarDate.slashed(document.dueDate ?? ""),
      "#total document#": document.totals.total.text(decimals: 2),
      "#mentiune#": document.mentions, "#nume client#": document.client.name,
      "#persoana contact#": "",
    ]
    return values.reduce(text) { $0.replacing($1.key, with: $1.value) }
  }
}
