import Domain

/// Has an order's invoice taken back, or a part of it, once it is known what became of the invoice.
/// It waits in the lane of the order's cancels, so that the series goes on meanwhile.
struct RefundPerformer: Sendable {
  let store: any Store
  let time: any TimeSource

  func perform(_ command: Command.RefundOrder, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let standing = try await store.refund(
      command.refund, of: command.order, in: command.asked.shop, of: command.account)
    guard let standing else {
      return refused(
        Failure(.refundWithoutInvoice, detail: "no invoice was asked for"), command, claim)
    }
    let original = standing.original
    // Of two refunds of the whole, the second has nothing left to take back.
    let storno = standing.reversals.first { reversal in
      reversal.key.kind == .storno && !reversal.state.isDead && reversal.state != .refused
        && reversal.state != .provenAbsent && reversal.id != standing.document
    }
    if let storno {
      let detail = storno.document?.number.description ?? "invoice \(storno.id)"
      return refused(Failure(.stornoStands, detail: detail), command, claim)
    }
    switch original.state {
    case .planned where original.cancelling != nil:
      // The cancel behind this refund will withdraw it.
      return refused(withoutInvoice(original), command, claim)
    case .planned, .sending, .inDoubt, .needsPerson:
      let failure = Failure(.refundWaits, detail: "invoice \(original.id)")
      let delay = RetryPolicy.ledgerDelay(after: claim.tries)
      return Settlement(claim.fence, .retry(failure, at: time.now() + delay))
    case .issued, .reversed:
      let reverse = Command.ReverseInvoice(
        asked: command.asked, cause: .refund(command.refund), of: original,
        extent: command.extent)
      return Settlement(claim.fence, .completed, commands: [.reverseInvoice(reverse)])
    case .refused, .provenAbsent, .cancelled, .withdrawn, .abandoned:
      return refused(withoutInvoice(original), command, claim)
    }
  }

  private func withoutInvoice(_ original: Invoice) -> Failure {
    let number = original.document?.number.description ?? "revision \(original.key.revision)"
    return Failure(.refundWithoutInvoice, detail: "\(number) is \(original.state.rawValue)")
  }

  private func refused(_ failure: Failure, _ command: Command.RefundOrder, _ claim: Claim)
    -> Settlement
  {
    .failed(failure, of: .refund, for: command.order, claim)
  }
}
