import Domain

/// What an invoice's doubt comes to, once SmartBill has answered (`webhooks.md` §4.5); pure.
enum DoubtRule {
  /// Answered looks that decide nothing; then a person is asked.
  static let roundsMax = 3
  /// So many of the documents that appeared meanwhile are shown to the person who has to decide.
  static let candidatesMax = 5

  /// What the series' next number says of a document that was to get `expected`.
  enum Movement: Equatable {
    /// No document was issued. It is proven by the second such look.
    case absent(proven: Bool)
    /// One document was issued, under the number that was expected: is it ours?
    case movedByOne
    /// Others issued or deleted too: these numbers are new, the lowest first.
    case moved(new: Range<Int>)
  }

  /// - Parameter isConfirmed: a look before this one found it so too, long enough ago.
  static func movement(
    to next: Int, expecting expected: Int, isConfirmed: Bool
  ) -> Movement {
    switch next {
    case expected:
      .absent(proven: isConfirmed)
    case expected + 1:
      .movedByOne
    default:
      .moved(new: expected..<max(expected, min(next, expected + candidatesMax)))
    }
  }

  /// Which of several new documents is the one that was asked for, where that is beyond doubt: each
  /// was looked up, it alone bears our reference, no other's beside it, and it comes to what was
  /// sent. nil where a person must decide.
  ///
  /// - Parameter count: how many numbers are new.
  static func ours(
    among candidates: [Candidate], of count: Int, _ expected: Expectation, total: Money
  ) -> InvoiceNumber? {
    let bearing = candidates.filter { candidate in
      candidate.references.contains { $0.text == expected.reference.text }
    }
    guard candidates.count == count, bearing.count == 1, let found = bearing.first,
      found.references.count == 1, verdict(on: found, expected, total: total) == .ours
    else { return nil }
    return found.number
  }

  /// Whether a document is the one that was asked for.
  enum Verdict: Equatable {
    case ours
    case absent
    /// Another's, or not as it was asked for.
    case differs(String)
  }

  /// What is expected of a document that is looked at.
  struct Expectation {
    let reference: InvoiceReference
    /// It was sent before references had tags.
    var isUntagged = false
    /// A person says that it is this one.
    var isNamed = false
  }

  static func verdict(
    on candidate: Candidate, _ expected: Expectation, total: Money
  ) -> Verdict {
    guard let found = candidate.total else { return .absent }
    if let contradiction = contradiction(of: candidate, expected) {
      return .differs(contradiction)
    }
    guard found == total else {
      return .differs("\(candidate.number) comes to \(found), the order to \(total)")
    }
    return .ours
  }

  /// What the references on a document say against its being the one; nil if they don't.
  ///
  /// A genuine one counts before all others: a stranger can print what he likes in a name, but not
  /// our tag. Without a genuine one, only what was sent without a tag is recognised by itself. A
  /// person's word needs a document without a reference, or with one of the same order: where the
  /// database was lost, it may be that of another revision.
  private static func contradiction(of candidate: Candidate, _ expected: Expectation) -> String? {
    let references = candidate.references
    let genuine = references.filter(\.isGenuine)
    let texts = references.map(\.text)
    let agrees =
      if expected.isNamed {
        genuine.isEmpty
          ? references.isEmpty || references.contains { $0.family == expected.reference.family }
          : genuine.allSatisfy { $0.family == expected.reference.family }
      } else if !genuine.isEmpty {
        genuine == [expected.reference]
      } else {
        expected.isUntagged && texts == [expected.reference.text]
      }
    guard !agrees else { return nil }
    guard !references.isEmpty else {
      return "\(candidate.number) nu poartă nicio referință a noastră / "
        + "\(candidate.number) carries no reference of ours"
    }
    func printed(_ untagged: String) -> String {
      references.map { $0.text + ($0.isGenuine ? "" : " \(untagged)") }.joined(separator: ", ")
    }
    let isOther = !texts.contains(expected.reference.text)
    return "\(candidate.number) poartă \(printed("fără eticheta acestei baze de date"))"
      + (isOther ? ", nu \(expected.reference.text)" : "") + " / "
      + "\(candidate.number) carries \(printed("without a tag of this database"))"
      + (isOther ? ", not \(expected.reference.text)" : "")
  }

  /// Whether a document is the storno that was asked for, as far as its total and the references
  /// on it say.
  ///
  /// SmartBill makes a storno without asking what to print on it, so it can't bear our reference;
  /// whether it copies the invoice's mentions, no source says. So it bears none of ours or the
  /// invoice's own, and comes to minus what the invoice does. That it names the invoice, as the law
  /// wants (Cod fiscal art. 330), is asked for besides.
  ///
  /// - Parameters:
  ///   - expected: its reference is the invoice's.
  ///   - total: the storno's, so below zero.
  static func verdict(
    onStorno candidate: Candidate, of expected: Expectation, total: Money
  ) -> Verdict {
    guard let found = candidate.total else { return .absent }
    let reference = expected.reference
    // What a stranger may have printed says nothing against a person's word.
    let other = candidate.references.first { printed in
      printed.text != reference.text && (printed.isGenuine || !expected.isNamed)
    }
    if let other {
      return .differs("\(candidate.number) carries \(other), not \(reference)")
    }
    guard found == total else {
      return .differs("\(candidate.number) comes to \(found), the storno to \(total)")
    }
    return .ours
  }

  /// Whether a proforma is the one that was asked for. It obliges nobody, so our reference, which is
  /// on no other, is enough.
  static func verdict(onProforma candidate: Candidate, _ expected: Expectation) -> Verdict {
    guard candidate.exists else { return .absent }
    return contradiction(of: candidate, expected).map(Verdict.differs) ?? .ours
  }
}
