import Domain

/// Reads what came back of a create call, by the table in `webhooks.md` §4.4: what isn't proven to
/// have failed or succeeded is in doubt.
struct CreateAnswer {
  let draft: InvoiceDraft
  /// How long SmartBill refuses calls after one too many.
  let block: Duration

  func reading(of answer: RawAnswer, at now: Timestamp) -> CreateReading {
    switch answer {
    case .notSent(let why): .notSent(Failure(.smartBillUnreachable, detail: why))
    case .unclear(let why, _): inDoubt(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> CreateReading {
    let envelope = Envelope(body)
    if let envelope, !envelope.number.isEmpty {
      guard (200..<300).contains(status), envelope.errorText.isEmpty else {
        return inDoubt(
          "HTTP \(status) with number \(envelope.number): \(envelope.errorText.text)")
      }
      return .issued(document(envelope))
    }
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    if let failure = AccountRefusal.failure(status, envelope) { return .accountRefused(failure) }
    switch status {
    case 200..<300:
      guard let envelope, !envelope.errorText.isEmpty else {
        return inDoubt("HTTP \(status) without a number")
      }
      return .refused(refusal(envelope.errorText.text))
    case 400..<500:
      guard let words = envelope?.words else { return inDoubt("HTTP \(status) without a reason") }
      return .refused(refusal(words))
    default:
      return inDoubt("HTTP \(status)")
    }
  }

  private func document(_ envelope: Envelope) -> IssuedDocument {
    let series = envelope.series.isEmpty ? draft.series.name : envelope.series
    // SmartBill doesn't say what the document came to; the draft passed the total guard.
    return IssuedDocument(
      number: InvoiceNumber(series: series, text: envelope.number), total: draft.order.total,
      currency: draft.order.currency, issuedOn: draft.issuedOn,
      viewURL: envelope.documentViewURL, editURL: envelope.documentURL)
  }

  /// SmartBill's words for a series that the account doesn't have (`smartbill-api.md` §7.4).
  private static let unknownSeries = ["Seria nu a fost gasita", "Serie inexistenta"]

  private func refusal(_ words: String) -> Failure {
    let text = ErrorText(words)
    let isUnknownSeries = Self.unknownSeries.contains(where: text.contains)
    return Failure(isUnknownSeries ? .seriesUnknown : .smartBillRefused, detail: words)
  }

  private func inDoubt(_ why: String) -> CreateReading {
    .inDoubt(Failure(.invoiceInDoubt, detail: why))
  }
}

extension Envelope {
  /// Why SmartBill refused, in its own words; nil where it gave no reason.
  var words: String? {
    let words = errorText.isEmpty ? requestErrors.joined(separator: "; ") : errorText.text
    return words.isEmpty ? nil : words
  }
}
