import Domain

/// Asks whether an invoice that was issued comes to its order's total; a person must see where not.
struct ConfirmPerformer: Sendable {
  private let invoicing: any Invoicing
  private let time: any TimeSource
  private let book: WaitBook

  init(invoicing: any Invoicing, time: any TimeSource) {
    self.invoicing = invoicing
    self.time = time
    book = WaitBook(time)
  }

  /// How long it waits for room among the calls that matter more.
  static let pause = Duration.seconds(10)
  /// A document that two looks in a row don't find, the last so long after the first, is gone: a read
  /// may lag behind, but not for a minute.
  static let absenceMin = Duration.seconds(60)

  func perform(_ command: Command.ConfirmTotal, _ claim: Claim) async -> Settlement {
    let reading = await invoicing.issuedTotal(
      of: command.number, of: command.cif, for: command.account, at: time.now())
    switch reading {
    case .exists(command.total):
      return Settlement(
        claim.fence, .completed(note: JobNote(.totalIsRight, detail: "\(command.total)")))
    case .exists(let total):
      return held("\(command.number) comes to \(total), the order to \(command.total)", claim)
    case .absent where isGone(claim):
      return held("SmartBill has no \(command.number) any more", claim)
    case .absent:
      return retry(Failure(.documentUnavailable, detail: command.number.description), claim)
    case .unavailable(let failure): return retry(failure, claim)
    case .blocked(let until): return Settlement.blocked(command.account, until: until, claim)
    }
  }

  private func isGone(_ claim: Claim) -> Bool {
    book.age(of: claim.job.id) >= Self.absenceMin
      && claim.job.failure?.code == .documentUnavailable
  }

  private func held(_ detail: String, _ claim: Claim) -> Settlement {
    Settlement(claim.fence, .held(Failure(.issuedTotalDiffers, detail: detail)))
  }

  private func retry(_ failure: Failure, _ claim: Claim) -> Settlement {
    Settlement(claim.fence, .retry(failure, at: time.now() + Self.pause))
  }
}
