import Domain

/// What an issue job is to do with the invoice it is bound to; pure.
enum IssueStep: Equatable {
  case send
  /// A document bears its reference: look it up, and take it over.
  case adopt(InvoiceNumber)
  /// Its call ended, and nobody knows how: find out.
  case look
  /// The claim that was sending it is gone without a word: it is in doubt from now on.
  case doubt(Failure)
  /// There is nothing to send. `tellsAgain`: whoever asked is told the number again.
  case done(note: JobNote, tellsAgain: Bool)
  /// The revision before it is being cancelled, or this one restored.
  case waitForCancel(Failure)
  /// Nothing may be sent on its series now.
  case waitForSeries(Failure)
  /// Nothing may be sent on its series until an audit has looked.
  case verifySeries(Failure)
  case hold(Failure)

  /// - Parameter tellsAgain: whoever asks for what is issued already is told of it again.
  static func next(for bound: BoundInvoice, tellsAgain: Bool) -> IssueStep {
    let invoice = bound.invoice
    switch invoice.state {
    case .planned, .refused:
      // The cancel that waited for it will withdraw it.
      if invoice.cancelling != nil {
        return .done(note: JobNote(.cancelledBefore), tellsAgain: false)
      }
      // The order may have changed since, and what it was at last is what is invoiced.
      if bound.later.contains(invoice.key.kind == .proforma ? .issueProforma : .issueInvoice) {
        return .done(note: JobNote(.laterEventAsks), tellsAgain: false)
      }
      if let previous = bound.previous {
        let number = previous.document?.number.description
        return previous.cancelling == nil
          ? .hold(Failure(.previousInvoiceStands, detail: number))
          : .waitForCancel(Failure(.cancelWaits, detail: number))
      }
      return waiting(for: bound.obstacle) ?? bound.seen.map(IssueStep.adopt) ?? .send
    case .issued:
      return .done(note: JobNote(.issuedAlready), tellsAgain: tellsAgain)
    case .sending:
      // Of a lane one job runs: so the claim that reserved it is over.
      return .doubt(
        invoice.key.kind == .proforma
          ? Failure(.proformaInDoubt, detail: "Punte was interrupted")
          : Failure(.invoiceInterrupted))
    case .inDoubt:
      return .look
    case .provenAbsent:
      guard let seen = bound.seen else {
        return .hold(invoice.failure ?? Failure(.invoiceProvenAbsent))
      }
      // It has appeared after all.
      return waiting(for: bound.obstacle) ?? .adopt(seen)
    case .needsPerson:
      return .hold(invoice.failure ?? Failure(invoice.key.kind.doubtCode))
    case .cancelled where invoice.restoring != nil:
      return .waitForCancel(
        Failure(.restoreWaits, detail: invoice.document?.number.description))
    case .cancelled, .reversed, .withdrawn, .abandoned:
      return .done(
        note: JobNote(.stateIs, detail: invoice.state.rawValue), tellsAgain: false)
    }
  }

  private static func waiting(for obstacle: SeriesObstacle?) -> IssueStep? {
    switch obstacle {
    case .unverified: .verifySeries(SeriesObstacle.unverified.failure)
    case let obstacle?: .waitForSeries(obstacle.failure)
    case nil: nil
    }
  }
}
