import Domain

extension Invoice {
  /// A notice of a fact about this invoice; told again, the fact keeps its id and sequence.
  func notice(_ fact: String, asked: Asking, _ content: Notice.Content) -> Notice {
    Notice(fact: "invoice/\(id)/\(fact)", asked: asked, order: key.order, content: content)
  }

  /// nil if it isn't issued.
  func issuedNotice(asked: Asking) -> Notice? {
    document.map { notice("issued", asked: asked, .issued($0, revision: key.revision)) }
  }

  func cancelledNotice(asked: Asking) -> Notice {
    notice("cancelled", asked: asked, .cancelled(document?.number, revision: key.revision))
  }

  /// Each failed attempt is a fact of its own: its reason may be another.
  func failureNotice(_ failure: Failure, of operation: Notice.Operation, _ claim: Claim)
    -> Notice
  {
    notice(
      "failed/job/\(claim.job.id)/\(claim.job.attempt)", asked: claim.job.command.asked,
      .failed(operation, failure))
  }
}

extension Settlement {
  /// No call may be made for the account until then; the job and its lane wait.
  static func blocked(_ account: AccountID, until: Timestamp, _ claim: Claim) -> Settlement {
    Settlement(
      claim.fence, .retry(Failure(.smartBillBlocked, detail: "until \(until)"), at: until),
      changes: [.accountBlocked(account, until: until)])
  }
}
