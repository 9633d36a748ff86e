import Domain

/// Reads what came back of a create call, by the table in `webhooks.md` §4.4: what isn't proven to
/// have failed or succeeded is in doubt.
struct CreateAnswer {
  /// The series that was asked for.
  private let series: String
  private let asked: ReservedDocument
  /// Of a refusal that has no code of its own.
  private let refused: FailureCode
  private let isDraft: Bool
  /// Of an answer that proves nothing.
  private let doubt: FailureCode
  /// How long SmartBill refuses calls after one too many.
  private let block: Duration

  init(draft: InvoiceDraft, block: Duration) {
    series = draft.series.name
    // SmartBill doesn't say what the document came to; the draft passed the total guard.
    asked = ReservedDocument(
      total: draft.order.total, currency: draft.order.currency, issuedOn: draft.issuedOn)
    refused = .smartBillRefused
    isDraft = draft.key.kind == .draft
    doubt = draft.key.kind == .proforma ? .proformaInDoubt : .invoiceInDoubt
    self.block = block
  }

  init(draft: StornoDraft, block: Duration) {
    series = draft.series.name
    asked = ReservedDocument(
      total: draft.total, currency: draft.original.currency, issuedOn: draft.issuedOn)
    refused = .reverseRefused
    isDraft = false
    doubt = .invoiceInDoubt
    self.block = block
  }

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
    case 200..<300 where isDraft && envelope?.errorText.isEmpty == true:
      // It has no number, and so only its page shows that it was saved.
      return envelope?.documentURL.map { .drafted(editURL: $0) }
        ?? inDoubt("HTTP \(status) without a draft's page")
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
    let series = envelope.series.isEmpty ? series : envelope.series
    var document = asked.document(InvoiceNumber(series: series, text: envelope.number))
    document.viewURL = envelope.documentViewURL
    document.editURL = envelope.documentURL
    return document
  }

  /// SmartBill's words for a series that the account doesn't have (`smartbill-api.md` §7.4).
  private static let unknownSeries = ["Seria nu a fost gasita", "Serie inexistenta"]

  /// For the proforma that an invoice was to be made from.
  private static let goneProforma = ["Factura proforma", "nu a fost gasita"]

  private func refusal(_ words: String) -> Failure {
    let text = ErrorText(words)
    if Self.goneProforma.allSatisfy(text.contains) {
      return Failure(.documentMissing, detail: words)
    }
    let isUnknownSeries = Self.unknownSeries.contains(where: text.contains)
    guard !isUnknownSeries else { return Failure(.seriesUnknown, detail: words) }
    return refused == .reverseRefused
      ? ChangeRefusal.failure(words, otherwise: refused)
      : Failure(StockRefusal.code(of: text) ?? refused, detail: words)
  }

  private func inDoubt(_ why: String) -> CreateReading {
    .inDoubt(Failure(doubt, detail: why))
  }
}

extension Envelope {
  /// Why SmartBill refused, in its own words; nil where it gave no reason.
  var words: String? {
    let words = errorText.isEmpty ? requestErrors.joined(separator: "; ") : errorText.text
    return words.isEmpty ? nil : words
  }
}
