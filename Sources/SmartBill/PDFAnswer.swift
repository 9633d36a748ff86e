import Domain

/// Reads what came back of `GET /invoice/pdf`. A document that doesn't exist is a 502 like an
/// outage's (`smartbill-api.md` §7.1), so it is never read as absent.
struct PDFAnswer {
  let block: Duration
  var reader = PDFText()

  func reading(of answer: RawAnswer, at now: Timestamp) async -> ReferencesReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(.smartBillUnreachable, why)
    case .answered(let status, let body): await reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) async
    -> ReferencesReading
  {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    if status == 401 { return unavailable(.smartBillCredentials, Envelope(body)?.words) }
    guard status == 200 else { return unavailable(.smartBillUnreachable, "HTTP \(status)") }
    do {
      return .printed(InvoiceReference.all(in: try await reader.text(of: body)))
    } catch {
      switch error {
      case .notAPDF: return unavailable(.smartBillUnreachable, "HTTP 200 without a PDF")
      case .unreadable(let why): return unavailable(.documentUnreadable, why)
      }
    }
  }

  private func unavailable(_ code: FailureCode, _ why: String?) -> ReferencesReading {
    .unavailable(Failure(code, detail: why))
  }
}
