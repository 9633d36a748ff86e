import Domain

/// Cancels the proforma that a cancel was bound to, as soon as it is clear what became of it, and
/// unless the invoice that was made from it stands.
struct CancelProformaPerformer: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let time: any TimeSource
  let calling: DocumentCaller

  func perform(_ command: Command.CancelProforma, _ claim: Claim) async throws(StoreError)
    -> Settlement
  {
    let asked = command.asked
    guard
      let bound = try await store.invoice(
        boundTo: asked.event, of: asked.shop, as: .cancelProforma)
    else {
      switch command.cause {
      case .invoiceCancel:
        return Settlement(claim.fence, .completed(note: JobNote(.noProforma)))
      case .request:
        return .failed(
          Failure(.eventOvertaken), of: .cancelProforma, for: command.order, claim)
      }
    }
    let proforma = bound.invoice
    switch proforma.state {
    case .issued:
      guard proforma.cancelling != nil else {
        return Settlement(
          claim.fence, .completed(note: JobNote(.proformaStands)))
      }
      return try await cancel(bound, command, claim)
    case .planned, .refused, .provenAbsent:
      return Settlement(
        claim.fence, .completed(note: JobNote(.nothingIssued)),
        changes: [.withdrawn(proforma.id)], notices: [proforma.cancelledNotice(asked: asked)])
    case .withdrawn, .abandoned:
      return Settlement(
        claim.fence, .completed(note: JobNote(.nothingIssued)),
        notices: [proforma.cancelledNotice(asked: asked)])
    case .cancelled, .reversed:
      return Settlement(
        claim.fence, .completed, notices: [proforma.cancelledNotice(asked: asked)])
    case .sending, .inDoubt, .needsPerson:
      return Settlement.cancelWaits(for: proforma, claim, at: time.now())
    }
  }

  private func cancel(
    _ bound: BoundInvoice, _ command: Command.CancelProforma, _ claim: Claim
  ) async throws(StoreError) -> Settlement {
    let proforma = bound.invoice
    guard let number = proforma.document?.number else {
      return .conflict("no number", claim)
    }
    if let invoice = bound.conversion {
      // From the moment that the cancel was bound, no other invoice is made from it.
      if invoice.state.isUnclear {
        return Settlement.cancelWaits(for: invoice, claim, at: time.now())
      }
      if invoice.state == .issued, let made = invoice.document?.number {
        return refused(
          Failure(.proformaInvoiced, detail: made.description), proforma, command, claim)
      }
    }
    let permit: SendPermit
    switch try await calling.admission(of: .cancel, of: proforma, for: command.account, claim) {
    case .granted(let given): permit = given
    case .ended(let settlement): return settlement
    }
    let reading = await invoicing.cancelProforma(
      number, of: proforma.series.cif, for: command.account, permit: permit, at: time.now())
    switch ChangeEnd(reading, of: command.account, claim, at: time.now()) {
    case .done:
      return Settlement(
        claim.fence, .completed, changes: [.cancelled(proforma.id)],
        notices: [proforma.cancelledNotice(asked: command.asked)])
    case .refused(let failure): return refused(failure, proforma, command, claim)
    case .later(let settlement): return settlement
    }
  }

  private func refused(
    _ failure: Failure, _ proforma: Invoice, _ command: Command.CancelProforma, _ claim: Claim
  ) -> Settlement {
    Settlement(
      claim.fence, .held(failure),
      changes: [.cancelRefused(proforma.id, of: command.asked.event)],
      notices: [proforma.failureNotice(failure, of: .cancelProforma, claim)])
  }
}
