import Domain

extension DoubtPerformer {
  /// So many proformas that appeared meanwhile are looked at, two calls each; more is for a person.
  static let proformasMax = 20

  /// Looks at each proforma that appeared since: ours carries our reference. People may number
  /// proformas of their own in the series, so none of theirs stops it; and where none is ours, seen
  /// twice, it doesn't exist.
  func lookForProforma(_ look: Look) async throws(Unanswered) -> Settlement {
    let next = try next(
      in: await invoicing.nextProformaNumber(
        of: look.invoice.series, for: look.request.account, at: time.now()), look)
    let new = look.expected..<max(look.expected, next)
    guard new.count <= Self.proformasMax else {
      let detail = "\(new.count) proformas appeared since, up to \(next - 1)"
      return look.needsPerson(Failure(.proformaInDoubt, detail: detail), [])
    }
    var candidates: [Candidate] = []
    for value in new {
      let candidate = try await candidate(look.number(value), look)
      let verdict = DoubtRule.verdict(
        onProforma: candidate, look.expectation(isNamed: false))
      if verdict == .ours {
        return look.adopted(
          look.reserved.document(candidate.number), note: JobNote(.foundInSmartBill))
      }
      candidates.append(candidate)
    }
    var doubt = look.doubt
    guard candidates.allSatisfy(\.exists) else {
      // The series says that it exists, the document that it doesn't: one of them is late.
      doubt.rounds += 1
      guard doubt.rounds <= DoubtRule.roundsMax else {
        let detail = "the series has moved, but not all of its proformas are there"
        return look.needsPerson(Failure(.proformaInDoubt, detail: detail), candidates)
      }
      return look.again(at: time.now() + look.timing.confirm, knowing: doubt)
    }
    if confirms(look) { return look.provenAbsent(at: time.now()) }
    doubt.absentAt = doubt.absentAt ?? time.now()
    return look.again(at: time.now() + look.timing.confirm, knowing: doubt)
  }
}

extension InvoiceKey.Kind {
  /// What a document of this kind is in doubt by.
  var doubtCode: FailureCode { self == .proforma ? .proformaInDoubt : .invoiceInDoubt }
}
