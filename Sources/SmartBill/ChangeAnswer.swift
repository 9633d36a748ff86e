import Domain

/// Reads what came back of a cancel or a restore, which may be sent again wherever this says too
/// little (`smartbill-api.md` §7.4).
struct ChangeAnswer {
  /// SmartBill's words for a change that is done now, and for one that was done before.
  private let doneWords: [String]
  /// Of a refusal that is none of those with a code of their own.
  private let refusal: FailureCode
  private let block: Duration

  static func cancel(block: Duration) -> ChangeAnswer {
    ChangeAnswer(
      doneWords: ["anulata cu succes", "este deja anulata"], refusal: .cancelRefused,
      block: block)
  }

  static func cancelProforma(block: Duration) -> ChangeAnswer {
    ChangeAnswer(
      doneWords: ["anulata cu succes", "este deja anulata"], refusal: .proformaCancelRefused,
      block: block)
  }

  static func restore(block: Duration) -> ChangeAnswer {
    ChangeAnswer(
      doneWords: ["restaurata cu succes", "nu necesita restaurare"], refusal: .restoreRefused,
      block: block)
  }

  func reading(of answer: RawAnswer, at now: Timestamp) -> ChangeReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> ChangeReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let envelope = Envelope(body)
    if let failure = AccountRefusal.failure(status, envelope) { return .accountRefused(failure) }
    guard (200..<500).contains(status), let envelope else { return unavailable("HTTP \(status)") }
    if let words = envelope.words {
      return isDone(ErrorText(words))
        ? .done : .refused(ChangeRefusal.failure(words, otherwise: refusal))
    }
    let message = envelope.message
    guard (200..<300).contains(status), !message.isEmpty else {
      return unavailable("HTTP \(status) without a reason")
    }
    // Told wrongly that an invoice is cancelled, or stands, a shop would sell against it: unknown
    // words are for a person.
    return isDone(message) ? .done : .refused(Failure(refusal, detail: message.text))
  }

  private func isDone(_ text: ErrorText) -> Bool { doneWords.contains(where: text.contains) }

  private func unavailable(_ why: String) -> ChangeReading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }
}
