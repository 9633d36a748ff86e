import Domain

/// An accounting service that passes every call on; what wraps one overrides what it changes.
class ForwardingInvoicing: Invoicing, @unchecked Sendable {
  let inner: any Invoicing

  init(_ inner: any Invoicing) { self.inner = inner }

  func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure) -> PreparedInvoice {
    try inner.prepare(draft, for: account)
  }

  func turn(for account: AccountID) async -> Turn { await inner.turn(for: account) }

  func giveBackTurn(for account: AccountID) { inner.giveBackTurn(for: account) }

  func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    await inner.create(body, for: account, permit: permit)
  }

  func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp) -> CreateReading {
    inner.reading(of: answer, draft: draft, at: now)
  }

  func cancel(_ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp)
    async -> CancelReading
  {
    await inner.cancel(number, of: cif, for: account, at: now)
  }

  func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    await inner.nextNumber(of: series, for: account, at: now)
  }
}

/// `retry-on-timeout`.
final class ReadingUnclearAsUnsent: ForwardingInvoicing, @unchecked Sendable {
  override func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp)
    -> CreateReading
  {
    if case .unclear(let text, _) = answer {
      return .notSent(Failure(.smartBillUnreachable, detail: text))
    }
    return inner.reading(of: answer, draft: draft, at: now)
  }
}

/// `resend-on-drop`.
final class ResendingOnDrop: ForwardingInvoicing, @unchecked Sendable {
  override func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    let answer = await inner.create(body, for: account, permit: permit)
    guard case .unclear = answer else { return answer }
    return await inner.create(body, for: account, permit: permit)
  }
}
