import Domain

/// Lets a call through that changes a document or e-mails it: on a turn of its own, while its claim
/// stands and the document is as it was seen.
struct DocumentCaller: Sendable {
  let store: any Store
  let invoicing: any Invoicing
  let settings: EngineSettings
  let time: any TimeSource

  enum Admission {
    /// The call must follow at once.
    case granted(SendPermit)
    case ended(Settlement)
  }

  func admission(
    of purpose: DocumentCall.Purpose, of document: Invoice, for account: AccountID,
    _ claim: Claim
  ) async throws(StoreError) -> Admission {
    if case .blocked(let until) = await invoicing.turn(for: account) {
      return .ended(.blocked(account, until: until, claim))
    }
    let call = DocumentCall(purpose, document, claim.fence)
    let permission = try await invoicing.onTurn(for: account) {
      () async throws(StoreError) in try await store.permission(for: call, at: time.now())
    }
    switch permission {
    case .granted: return .granted(SingleCall(settings, time, claim).permit)
    case .mayHaveGone:
      let number = document.document?.number.description ?? "invoice \(document.id)"
      let failure = Failure(
        .mailUnconfirmed, detail: "\(number) is older than the restored database")
      return .ended(.failed(failure, of: .send, for: document.key.order, claim))
    case .changed, .fenced:
      // The next attempt sees what stands by then.
      let failure = Failure(.ledgerConflict, detail: "the document changed meanwhile")
      return .ended(Settlement(claim.fence, .retry(failure, at: time.now())))
    }
  }
}
