import Domain

/// What a cancel's or a restore's answer means to its job: it may be sent again wherever nothing is
/// known of it.
enum ChangeEnd {
  case done
  case refused(Failure)
  /// As the settlement says.
  case later(Settlement)

  init(
    _ reading: ChangeReading, of account: AccountID, _ claim: Claim, at now: Timestamp
  ) {
    switch reading {
    case .done: self = .done
    case .refused(let failure): self = .refused(failure)
    case .unavailable(let failure):
      let delay = RetryPolicy.accountingDelay(after: claim.tries)
      self = .later(Settlement(claim.fence, .retry(failure, at: now + delay)))
    case .accountRefused(let failure):
      let retryAt = now + RetryPolicy.accountRefusedDelay
      self = .later(Settlement(claim.fence, .retry(failure, at: retryAt)))
    case .blocked(let until): self = .later(.blocked(account, until: until, claim))
    }
  }
}
