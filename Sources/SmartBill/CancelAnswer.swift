import Domain

/// Reads what came back of a cancel, which may be sent again wherever this says too little.
struct CancelAnswer {
  let block: Duration

  /// SmartBill's words for an invoice that is cancelled now (`smartbill-api.md` §7.4).
  private static let cancelledNow = "anulata cu succes"
  private static let cancelledBefore = "este deja anulata"

  func reading(of answer: RawAnswer, at now: Timestamp) -> CancelReading {
    switch answer {
    case .notSent(let why), .unclear(let why, _): unavailable(why)
    case .answered(let status, let body): reading(status, body, now)
    }
  }

  private func reading(_ status: Int, _ body: [UInt8], _ now: Timestamp) -> CancelReading {
    if BlockNotice.isBlock(status: status, body: body) { return .blocked(until: now + block) }
    let envelope = Envelope(body)
    if let failure = AccountRefusal.failure(status, envelope) { return .accountRefused(failure) }
    guard (200..<500).contains(status), let envelope else { return unavailable("HTTP \(status)") }
    if let words = envelope.words {
      return ErrorText(words).contains(Self.cancelledBefore)
        ? .cancelled : .refused(ChangeRefusal.failure(words, otherwise: .cancelRefused))
    }
    let message = envelope.message
    guard (200..<300).contains(status), !message.isEmpty else {
      return unavailable("HTTP \(status) without a reason")
    }
    // Told wrongly that an invoice is cancelled, a shop would sell against it: unknown words are
    // for a person.
    return message.contains(Self.cancelledNow) || message.contains(Self.cancelledBefore)
      ? .cancelled : .refused(Failure(.cancelRefused, detail: message.text))
  }

  private func unavailable(_ why: String) -> CancelReading {
    .unavailable(Failure(.smartBillUnreachable, detail: why))
  }
}
