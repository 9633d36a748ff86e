import Domain

/// Reads what came back of `POST /payment`: what isn't proven to have failed or succeeded is in
/// doubt.
struct PaymentAnswer {
  let payment: PaymentDraft
  /// How long SmartBill refuses calls after one too many.
  let block: Duration

  /// SmartBill's words (`smartbill-api.md` §7.4, §7.6).
  private static let paidAlready = "incasata sau stornata in totalitate"
  private static let cancelled = "este anulata"
  private static let unknownInvoice = "Factura nu a fost gasita"
  private static let otherCurrency = "nu corespunde cu moneda incasarii"
  private static let unknownSeries = [
    "Seria incasarii nu a fost gasita", "Seria nu poate fi folosita la chitante",
    "Seria nu a fost gasita",
  ]

  func reading(of answer: RawAnswer, at now: Timestamp) -> PaymentReading {
    switch answer {
    case .notSent(let why): .notSent(Failure(.smartBillUnreachable, detail: why))
    case .unclear(let why, _): inDoubt(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> PaymentReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let envelope = Envelope(body)
    // One sample of a refusal has a number (`smartbill-api.md` §7.6): nobody knows what it means.
    if let envelope, let words = envelope.words, !envelope.number.isEmpty {
      return inDoubt("HTTP \(status) with number \(envelope.number): \(words)")
    }
    if let failure = AccountRefusal.failure(status, envelope) { return .accountRefused(failure) }
    switch status {
    case 200..<300:
      guard let envelope else { return inDoubt("HTTP \(status) without an answer") }
      return envelope.words.map(refusal) ?? success(envelope)
    case 400..<500:
      return envelope?.words.map(refusal) ?? inDoubt("HTTP \(status) without a reason")
    default:
      return inDoubt("HTTP \(status)")
    }
  }

  /// Of what has no receipt all is empty; some other answer may be so too, which says nothing.
  private func success(_ envelope: Envelope) -> PaymentReading {
    guard envelope.saysErrorText else { return inDoubt("an answer without an errorText") }
    guard payment.terms.type == .receipt else { return .recorded(nil) }
    guard !envelope.number.isEmpty else { return inDoubt("a receipt without a number") }
    let series = envelope.series.isEmpty ? payment.terms.series ?? "" : envelope.series
    return .recorded(Receipt(series: series, number: envelope.number))
  }

  private func refusal(_ words: String) -> PaymentReading {
    let text = ErrorText(words)
    if Self.unknownSeries.contains(where: text.contains) {
      return .accountRefused(Failure(.receiptSeriesUnknown, detail: payment.terms.series))
    }
    let code: FailureCode =
      if text.contains(Self.paidAlready) {
        .paymentAlreadyPaid
      } else if text.contains(Self.cancelled) || text.contains(Self.unknownInvoice) {
        .paymentWithoutInvoice
      } else if text.contains(Self.otherCurrency) {
        .paymentCurrencyDiffers
      } else {
        .paymentRefused
      }
    // Of the others the detail must quote nobody.
    let detail = code.quotesOthers ? words : payment.invoice.description
    return .refused(Failure(code, detail: detail))
  }

  private func inDoubt(_ why: String) -> PaymentReading {
    .inDoubt(Failure(.paymentInDoubt, detail: why))
  }
}
