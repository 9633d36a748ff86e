import Domain

/// What follows from a proof that something which was sent doesn't exist; pure.
///
/// A document that SmartBill never takes, and never refuses, would be sent without an end, and each
/// time its series waits for the proof.
enum AbsenceRule {
  /// So often a document is sent where SmartBill issues others meanwhile: the fault is the document's.
  static let sendsMax = 3
  /// So often where it issues no other: then SmartBill is ill, and that goes over by itself. With the
  /// delays below they take about five hours.
  static let sendsMaxAlone = 10
  /// An account that is well again is found so within the hour.
  static let delayMax = Duration.seconds(3600)

  /// Whether a person must say that it is sent again.
  ///
  /// - Parameters:
  ///   - count: of the proofs.
  ///   - others: whether others like it were issued since its first doubt.
  static func needsPerson(after count: Int, others: Bool) -> Bool {
    count >= (others ? sendsMax : sendsMaxAlone)
  }

  /// How long after a proof it isn't sent: the time in which a doubt comes to rest, doubled with each
  /// further proof.
  static func delay(after count: Int, quiet: Duration) -> Duration {
    let doublings = min(max(count - 1, 0), 20)
    return min(quiet * (1 << doublings), delayMax)
  }

  static func detail(_ count: Int, since moment: Timestamp?) -> String {
    "sent \(count) times, proven absent each time"
      + (moment.map { "; first in doubt at \($0)" } ?? "")
  }
}

extension Absences {
  /// Until when it isn't sent; nil if it may be. A clock that was set back keeps nothing waiting for
  /// longer than the longest delay.
  func againAt(at now: Timestamp) -> Timestamp? {
    againAt.flatMap { now < $0 && $0 <= now + AbsenceRule.delayMax ? $0 : nil }
  }
}

extension Settlement {
  /// Nothing of it exists: it is sent again, after all that waits beside it.
  static func behind(_ absences: Absences, at moment: Timestamp, _ claim: Claim) -> Settlement {
    behind(.invoiceDelayed, absences, at: moment, claim)
  }

  static func paymentBehind(_ absences: Absences, at moment: Timestamp, _ claim: Claim)
    -> Settlement
  {
    behind(.paymentWaits, absences, at: moment, claim)
  }

  private static func behind(
    _ code: FailureCode, _ absences: Absences, at moment: Timestamp, _ claim: Claim
  ) -> Settlement {
    let detail = AbsenceRule.detail(absences.count, since: absences.doubtedAt)
    return Settlement(claim.fence, .behind(Failure(code, detail: detail), at: moment))
  }
}
