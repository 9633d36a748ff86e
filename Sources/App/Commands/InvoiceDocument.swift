import Domain

/// An invoice as `--json` shows it: bodies are text, or `base64:…`.
struct InvoiceDocument: Encodable {
  let invoice: Invoice
  /// As its document bears it.
  let reference: String
  let request: String?
  let evidence: [Answer]
  let acts: [AttemptRecord]
  /// Until when it isn't issued, and why; nil where it doesn't wait.
  let waits: String?

  struct Answer: Encodable {
    let attempt: Int
    let at: Timestamp
    /// `answered`, `not_sent` or `unclear`.
    let outcome: String
    let status: Int?
    let body: String?
    let reason: String?
  }

  init(_ detail: InvoiceDetail, waits: String? = nil) {
    self.waits = waits
    invoice = detail.invoice
    reference = detail.reference
    request = detail.request.map(BodyText.text)
    evidence = detail.evidence.map { Answer($0.answer, attempt: $0.attempt, at: $0.at) }
    acts = detail.acts
  }
}

extension InvoiceDocument.Answer {
  init(_ answer: RawAnswer, attempt: Int, at: Timestamp) {
    self.attempt = attempt
    self.at = at
    switch answer {
    case .answered(let code, let bytes):
      (outcome, status, body, reason) = ("answered", code, BodyText.text(of: bytes), nil)
    case .notSent(let why): (outcome, status, body, reason) = ("not_sent", nil, nil, why)
    case .unclear(let why, let part):
      let text = part.isEmpty ? nil : BodyText.text(of: part)
      (outcome, status, body, reason) = ("unclear", nil, text, why)
    }
  }
}
