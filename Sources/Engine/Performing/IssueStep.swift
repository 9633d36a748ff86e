import Domain

/// What an issue job is to do with the invoice it is bound to; pure.
enum IssueStep: Equatable {
  case send
  /// There is nothing to send. `tellsAgain`: whoever asked is told the number again.
  case done(note: String, tellsAgain: Bool)
  /// It becomes clear by itself.
  case wait(Failure)
  case hold(Failure)

  static func next(for bound: BoundInvoice, asked: Asking, cause: Command.IssueInvoice.Cause)
    -> IssueStep
  {
    let invoice = bound.invoice
    switch invoice.state {
    case .planned, .refused:
      // The cancel that waited for it will withdraw it.
      if invoice.cancelling != nil { return .done(note: "cancelled before", tellsAgain: false) }
      guard let previous = bound.previous, !previous.state.isDead else { return .send }
      return previous.cancelling == nil
        ? .hold(Failure(.previousInvoiceStands, detail: previous.document?.number.description))
        : .wait(Failure(.cancelWaits, detail: previous.document?.number.description))
    case .issued:
      // A person's request and a replay are answered; one more status change asks nothing.
      return .done(note: "issued already", tellsAgain: cause == .request || asked.run > 0)
    case .sending:
      return .wait(Failure(.seriesBusy, detail: "invoice \(invoice.id)"))
    case .inDoubt, .needsPerson:
      return .hold(invoice.failure ?? Failure(.invoiceInDoubt))
    case .cancelled, .reversed, .withdrawn, .abandoned:
      return .done(note: "the invoice is \(invoice.state.rawValue)", tellsAgain: false)
    }
  }
}
