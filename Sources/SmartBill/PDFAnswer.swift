import Domain

/// Reads what came back of `GET /invoice/pdf`. A document that doesn't exist is a 502 like an
/// outage's (`smartbill-api.md` §7.1), so it is never read as absent.
///
/// A PDF whose text doesn't name the document itself was not read, and says nothing of what is printed
/// there.
struct PDFAnswer {
  let block: Duration
  var reader = PDFText()
  /// Tells our own references from others.
  var seal: ReferenceSeal?

  func reading(of answer: RawAnswer, on number: InvoiceNumber, at now: Timestamp) async
    -> ReferencesReading
  {
    switch bytes(of: answer, at: now) {
    case .bytes(let bytes): await references(in: bytes, of: number)
    case .blocked(let until): .blocked(until: until)
    case .unavailable(let code, let why): unavailable(code, why)
    }
  }

  func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, in answer: RawAnswer, at now: Timestamp
  ) async -> NamingReading {
    switch bytes(of: answer, at: now) {
    case .bytes(let pdf):
      switch await text(of: pdf) {
      case .success(let text) where NumberMention(number).isOwn(in: text):
        .named(NumberMention(original).stands(in: text))
      case .success: .unavailable(Self.unread(number))
      case .failure(let failure): .unavailable(failure)
      }
    case .blocked(let until): .blocked(until: until)
    case .unavailable(let code, let why): .unavailable(Failure(code, detail: why))
    }
  }

  enum Document {
    case printed([UInt8])
    case unavailable(Failure)
    case blocked(until: Timestamp)
  }

  /// The document itself, for a person to see.
  func document(of answer: RawAnswer, at now: Timestamp) -> Document {
    switch bytes(of: answer, at: now) {
    case .bytes(let bytes) where bytes.starts(with: "%PDF-".utf8): .printed(bytes)
    case .bytes: .unavailable(Failure(.documentUnavailable, detail: Self.notAPDF))
    case .blocked(let until): .blocked(until: until)
    case .unavailable(.smartBillUnreachable, let why):
      .unavailable(Failure(.documentUnavailable, detail: why))
    case .unavailable(let code, let why): .unavailable(Failure(code, detail: why))
    }
  }

  private static let notAPDF = "HTTP 200 without a PDF"

  private enum Bytes {
    case bytes([UInt8])
    case blocked(until: Timestamp)
    case unavailable(FailureCode, String?)
  }

  private func bytes(of answer: RawAnswer, at now: Timestamp) -> Bytes {
    switch answer {
    case .notSent(let why), .unclear(let why, _): .unavailable(.smartBillUnreachable, why)
    case .answered(let status, let body):
      if BlockNotice.isBlock(status: status, body: body) {
        .blocked(until: now + block)
      } else if status == 401 {
        .unavailable(.smartBillCredentials, Envelope(body)?.words)
      } else if status == 200 {
        .bytes(body)
      } else {
        .unavailable(.smartBillUnreachable, "HTTP \(status)")
      }
    }
  }

  private func references(in pdf: [UInt8], of number: InvoiceNumber) async -> ReferencesReading {
    switch await text(of: pdf) {
    case .success(let text) where NumberMention(number).isOwn(in: text):
      .printed(InvoiceReference.all(in: text, sealedBy: seal))
    case .success: .unread(Self.unread(number))
    case .failure(let failure): .unavailable(failure)
    }
  }

  private static func unread(_ number: InvoiceNumber) -> Failure {
    Failure(
      .documentUnreadable,
      detail: "textul PDF-ului nu numește documentul \(number) / "
        + "the PDF's text doesn't name the document \(number)")
  }

  private func text(of pdf: [UInt8]) async -> Result<String, Failure> {
    do {
      return .success(try await reader.text(of: pdf))
    } catch {
      switch error {
      case .notAPDF: return .failure(Failure(.smartBillUnreachable, detail: Self.notAPDF))
      case .unreadable(let why): return .failure(Failure(.documentUnreadable, detail: why))
      }
    }
  }

  private func unavailable(_ code: FailureCode, _ why: String?) -> ReferencesReading {
    .unavailable(Failure(code, detail: why))
  }
}
