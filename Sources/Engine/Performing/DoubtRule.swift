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

  static func movement(
    to next: Int, expecting expected: Int, after doubt: Doubt, timing: DoubtTiming,
    at now: Timestamp
  ) -> Movement {
    switch next {
    case expected:
      .absent(proven: doubt.absentAt.map { $0 + timing.confirm <= now } ?? false)
    case expected + 1:
      .movedByOne
    default:
      .moved(new: expected..<max(expected, min(next, expected + candidatesMax)))
    }
  }

  /// Whether a document is the one that was asked for.
  enum Verdict: Equatable {
    case ours
    case absent
    /// Another's, or not as it was asked for.
    case differs(String)
  }

  /// - Parameter isNamed: a person says that it is this one: then a reference that can't be found
  ///   in the PDF doesn't contradict, but another's does.
  static func verdict(
    on candidate: Candidate, reference: InvoiceReference, total: Money, isNamed: Bool
  ) -> Verdict {
    guard let found = candidate.total else { return .absent }
    let references = candidate.references
    if references != [reference], !(isNamed && references.isEmpty) {
      let printed = references.map(\.text).joined(separator: ", ")
      return .differs(
        "\(candidate.number) carries \(printed.isEmpty ? "no reference of ours" : printed), "
          + "not \(reference)")
    }
    guard found == total else {
      return .differs("\(candidate.number) comes to \(found), the order to \(total)")
    }
    return .ours
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
  ///   - reference: the invoice's.
  ///   - total: the storno's, so below zero.
  static func verdict(
    onStorno candidate: Candidate, of reference: InvoiceReference, total: Money
  ) -> Verdict {
    guard let found = candidate.total else { return .absent }
    if let other = candidate.references.first(where: { $0 != reference }) {
      return .differs("\(candidate.number) carries \(other), not \(reference)")
    }
    guard found == total else {
      return .differs("\(candidate.number) comes to \(found), the storno to \(total)")
    }
    return .ours
  }

  /// Whether a proforma is the one that was asked for. It obliges nobody, so our reference, which is
  /// on no other, is enough.
  static func verdict(
    onProforma candidate: Candidate, reference: InvoiceReference, isNamed: Bool
  ) -> Verdict {
    guard candidate.exists else { return .absent }
    let references = candidate.references
    guard references == [reference] || isNamed && references.isEmpty else {
      let printed = references.map(\.text).joined(separator: ", ")
      return .differs(
        "\(candidate.number) carries \(printed.isEmpty ? "no reference of ours" : printed), "
          + "not \(reference)")
    }
    return .ours
  }
}
