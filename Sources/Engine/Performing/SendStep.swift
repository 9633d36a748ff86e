import Domain

/// What a request to e-mail an order's invoice does, from where its revisions stand; pure.
enum SendStep: Equatable {
  case send(Invoice, InvoiceNumber)
  /// One is on its way, or about to be cancelled or restored.
  case wait(Invoice.ID)
  case nothingToSend(Failure)

  /// - Parameter revisions: of one order in one account, in any order.
  static func next(for revisions: [Invoice]) -> SendStep {
    let newestFirst = revisions.sorted { $0.key.revision > $1.key.revision }
    // One that is not being cancelled stands, whatever was asked for after it.
    for invoice in newestFirst where invoice.state == .issued && invoice.cancelling == nil {
      if let number = invoice.document?.number { return .send(invoice, number) }
    }
    if let awaited = newestFirst.first(where: { $0.state.mayYetStand || $0.restoring != nil }) {
      return .wait(awaited.id)
    }
    guard let last = newestFirst.first else {
      return .nothingToSend(Failure(.mailWithoutInvoice, detail: "none was asked for"))
    }
    return .nothingToSend(
      Failure(.mailWithoutInvoice, detail: "the last is \(last.stateWord)"))
  }
}

extension InvoiceState {
  /// Nobody need ask again for it to become one that can be sent, or none.
  fileprivate var mayYetStand: Bool {
    switch self {
    case .planned, .sending, .inDoubt, .needsPerson, .issued: true
    case .refused, .provenAbsent, .cancelled, .reversed, .withdrawn, .abandoned: false
    }
  }
}
