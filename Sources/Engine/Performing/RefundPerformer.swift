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
    if let own = standing.own,
      let content = standing.content ?? own.reserved.map({ RefundContent(total: -$0.total) }),
      !content.asksTheSame(as: RefundContent(command.extent), of: original.document?.total)
    {
      // What another run of an event asked for was judged when it came.
      return command.asked.run == 0
        ? refused(Self.differs(from: content, own), command, claim)
        : Settlement(claim.fence, .completed(note: JobNote(.otherValues)))
    }
    // An earlier version took all of it back by a negative invoice.
    if let own = standing.own, own.key.kind == .refund, case .whole = command.extent {
      let number = own.document?.number.description ?? "invoice \(own.id)"
      return Settlement(claim.fence, .completed(note: JobNote(.takenBackBy, detail: number)))
    }
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
        extent: Self.extent(of: command, standing))
      return Settlement(claim.fence, .completed, commands: [.reverseInvoice(reverse)])
    case .refused, .provenAbsent, .cancelled, .withdrawn, .abandoned:
      return refused(withoutInvoice(original), command, claim)
    }
  }

  /// What comes to all of the invoice, of which nothing was taken back before, is a storno; else it is
  /// a part, whatever the order comes to by now.
  static func extent(of command: Command.RefundOrder, _ standing: RefundStanding) -> RefundExtent {
    guard case .part(let order, _) = command.extent, let document = standing.original.document
    else { return command.extent }
    let whole = RefundExtent.whole(total: document.total)
    if let own = standing.own { return own.key.kind == .storno ? whole : command.extent }
    let isWhole =
      -order.total == document.total && order.currency == document.currency
      && !standing.reversals.contains { $0.key.kind == .refund && $0.mayStand }
    return isWhole ? whole : command.extent
  }

  /// - Parameter document: what was made of what was asked for first.
  static func differs(from content: RefundContent, _ document: Invoice) -> Failure {
    let number = document.document?.number.description ?? "invoice \(document.id)"
    let total = content.total ?? document.reserved.map { -$0.total }
    func words(_ all: String, _ lines: String) -> String {
      "\(number) (\(document.state.rawValue)): \(total?.description ?? all)"
        + (content.lines.isEmpty ? "" : ", \(lines): \(content.lines.count)")
    }
    return Failure(
      .refundDiffers, detail: words("tot", "linii") + " / " + words("all", "lines"))
  }

  private func withoutInvoice(_ original: Invoice) -> Failure {
    let number = original.document?.number.description ?? "revision \(original.key.revision)"
    return Failure(.refundWithoutInvoice, detail: "\(number) is \(original.stateWord)")
  }

  private func refused(_ failure: Failure, _ command: Command.RefundOrder, _ claim: Claim)
    -> Settlement
  {
    .failed(failure, of: .refund, for: command.order, claim)
  }
}
