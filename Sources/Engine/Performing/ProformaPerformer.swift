import Domain
import Logging

/// Makes a proforma of an order, as any document is issued: reserved before it is sent, sent at most
/// once, looked for where nobody knows.
struct ProformaPerformer: Sendable {
  let store: any Store
  let issuing: IssuePerformer

  func perform(_ command: Command.IssueInvoice, _ claim: Claim, _ logger: Logger)
    async throws(StoreError) -> Settlement
  {
    let asked = command.asked
    guard let bound = try await store.invoice(boundTo: asked.event, of: asked.shop, as: .issue)
    else {
      return .overtaken(command, of: .proforma, claim)
    }
    let proforma = bound.invoice
    guard proforma.key.kind == .proforma else {
      let note = JobNote(
        .madeBefore, detail: "\(proforma.key.kind.rawValue) \(proforma.id)")
      return Settlement(claim.fence, .completed(note: note))
    }
    let request = DocumentRequest(proforma: command)
    if proforma.state.isSendable, proforma.cancelling == nil, let invoice = bound.orderInvoice {
      return overtaken(by: invoice, proforma, command, request, claim)
    }
    let step = IssueStep.next(for: bound, tellsAgain: command.cause == .request || asked.run > 0)
    if let end = try await issuing.replanning.end(at: step, of: command, bound, claim) {
      return end
    }
    return try await issuing.take(step, bound, request, claim, logger)
  }

  /// Who asked for it hears why there is none; nobody asked where a status did.
  private func overtaken(
    by invoice: Invoice, _ proforma: Invoice, _ command: Command.IssueInvoice,
    _ request: DocumentRequest, _ claim: Claim
  ) -> Settlement {
    let name = invoice.document?.number.description ?? "invoice \(invoice.id)"
    switch command.cause {
    case .request:
      let failure = Failure(.proformaOrderInvoiced, detail: name)
      return request.failed(
        failure, of: proforma, claim, change: .notInvoiceable(proforma.id, failure))
    case .statusChange:
      return Settlement(
        claim.fence, .completed(note: JobNote(.orderInvoiced, detail: name)),
        changes: [.withdrawn(proforma.id)])
    }
  }
}
