import Domain

/// What a payment's job is to do, from where the payment and its order's invoices stand; pure.
enum PaymentStep: Equatable {
  case send(Invoice, IssuedDocument)
  /// The invoice was issued as paid by it.
  case inside(PaidInvoice)
  /// Its call ended, and nobody knows how: find out.
  case look
  /// The claim that was sending it is gone without a word: it is in doubt from now on.
  case doubt(Failure)
  case done(note: JobNote, tellsAgain: Bool)
  /// Until the invoice is clear, or another payment.
  case wait(Failure)
  /// Until somebody asks for the invoice; its issuing calls the job.
  case awaitInvoice(Failure)
  case refuse(Failure)
  /// It has the values of an event before this one, which came when they couldn't be changed.
  case correct
  case hold(Failure)

  /// - Parameter revisions: of the order's invoice in the account, in any order.
  static func next(
    for bound: BoundPayment, asked command: Command.RecordPayment, revisions: [Invoice]
  ) -> PaymentStep {
    let payment = bound.payment
    guard payment.received == command.payment else {
      // Of several contents the newest event's counts.
      guard command.asked.run == 0, bound.isLast else {
        return .done(note: JobNote(.laterValues), tellsAgain: false)
      }
      guard !payment.state.isSendable else { return .correct }
      let was = "\(payment.received.amount) by \(payment.received.method)"
      return .hold(Failure(.paymentDiffers, detail: "\(payment.state.rawValue): \(was)"))
    }
    switch payment.state {
    case .planned, .refused:
      if bound.isCarriedAgain {
        return .done(note: JobNote(.laterEventAsks), tellsAgain: false)
      }
      if let other = bound.others.first(where: \.state.isUnclear) {
        return .wait(Failure(.paymentWaits, detail: "payment \(other.key.payment)"))
      }
      return sending(payment, bound.others, revisions)
    case .recorded: return .done(note: JobNote(.recordedAlready), tellsAgain: true)
    case .sending:
      // Of a lane one job runs: so the claim that reserved it is over.
      return .doubt(Failure(.paymentInDoubt, detail: "Punte was interrupted"))
    case .inDoubt: return .look
    case .needsPerson: return .hold(payment.failure ?? Failure(.paymentUndecided))
    case .provenAbsent: return .hold(payment.failure ?? Failure(.paymentProvenAbsent))
    case .abandoned: return .done(note: JobNote(.abandoned), tellsAgain: false)
    }
  }

  private static func sending(
    _ payment: Payment, _ others: [Payment], _ revisions: [Invoice]
  ) -> PaymentStep {
    let newestFirst = revisions.sorted { $0.key.revision > $1.key.revision }
    // One that is not being cancelled stands, whatever was asked for after it.
    for invoice in newestFirst where invoice.state == .issued && invoice.cancelling == nil {
      guard let document = invoice.document else { continue }
      let isClaimed = others.contains { $0.isInside && $0.invoice?.id == invoice.id }
      if !isClaimed, invoice.paidInside == payment.received.amount,
        payment.received.currency ?? document.currency == document.currency
      {
        return .inside(invoice.paid(document))
      }
      return .send(invoice, document)
    }
    let awaited = newestFirst.first { $0.state.mayYetBeIssued || $0.restoring != nil }
    if let awaited {
      return .wait(Failure(.paymentWaits, detail: "invoice \(awaited.id)"))
    }
    guard let last = newestFirst.first else {
      return .awaitInvoice(Failure(.paymentWaits, detail: "no invoice was asked for yet"))
    }
    return last.state.isUnissued
      ? .awaitInvoice(
        Failure(.paymentWaits, detail: "invoice \(last.id) is \(last.stateWord)"))
      : .refuse(Failure(.paymentWithoutInvoice, detail: "the last is \(last.stateWord)"))
  }
}

extension Invoice {
  func paid(_ document: IssuedDocument) -> PaidInvoice {
    PaidInvoice(id: id, number: document.number, revision: key.revision)
  }
}

extension InvoiceState {
  /// Nobody need ask again for it to become one that can be paid, or none.
  fileprivate var mayYetBeIssued: Bool {
    switch self {
    case .planned, .sending, .inDoubt, .needsPerson, .issued: true
    case .refused, .provenAbsent, .cancelled, .reversed, .withdrawn, .abandoned: false
    }
  }
}
