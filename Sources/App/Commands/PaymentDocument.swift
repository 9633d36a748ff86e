import Domain

/// A payment as `--json` shows it: bodies are text, or `base64:…`.
struct PaymentDocument: Encodable {
  let payment: Payment
  let request: String?
  let evidence: [InvoiceDocument.Answer]
  let acts: [AttemptRecord]

  init(_ detail: PaymentDetail) {
    payment = detail.payment
    request = detail.request.map(BodyText.text)
    evidence = detail.evidence.map {
      InvoiceDocument.Answer($0.answer, attempt: $0.attempt, at: $0.at)
    }
    acts = detail.acts
  }
}
