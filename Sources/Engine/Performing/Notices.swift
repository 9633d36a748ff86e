import Domain

extension Invoice {
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
  /// The ledger lacks what was written when the job was made: for a person, and nothing is called.
  static func conflict(_ detail: String, _ claim: Claim) -> Settlement {
    Settlement(claim.fence, .held(Failure(.ledgerConflict, detail: detail)))
  }

  /// Held, and the shop told, where no document is there to tell it of. Each failed attempt is a fact
  /// of its own.
  static func failed(
    _ failure: Failure, of operation: Notice.Operation, for order: OrderID, _ claim: Claim
  ) -> Settlement {
    let job = claim.job
    let notice = Notice(
      fact: "\(operation.rawValue)/job/\(job.id)/\(job.attempt)/failed", asked: job.command.asked,
      order: order, content: .failed(operation, failure))
    return Settlement(claim.fence, .held(failure), notices: [notice])
  }

  /// A newer event of the order came before the one that asks: a person's request is held and told, a
  /// status change asks for nothing any more.
  static func overtaken(
    _ issue: Command.IssueInvoice, of operation: Notice.Operation, _ claim: Claim
  ) -> Settlement {
    guard issue.cause == .request else {
      return Settlement(
        claim.fence, .completed(note: JobNote(.cancelledByNewer)))
    }
    return .failed(Failure(.eventOvertaken), of: operation, for: issue.order.id, claim)
  }

  /// No call may be made for the account until then; the job and its lane wait.
  static func blocked(_ account: AccountID, until: Timestamp, _ claim: Claim) -> Settlement {
    Settlement(
      claim.fence, .retry(Failure(.smartBillBlocked, detail: "until \(until)"), at: until),
      changes: [.accountBlocked(account, until: until)])
  }

  /// A cancel looks again later, until it is clear what became of the document.
  static func cancelWaits(for document: Invoice, _ claim: Claim, at now: Timestamp) -> Settlement {
    let failure = Failure(.cancelWaits, detail: "invoice \(document.id)")
    let delay = RetryPolicy.ledgerDelay(after: claim.tries)
    return Settlement(claim.fence, .retry(failure, at: now + delay))
  }
}
