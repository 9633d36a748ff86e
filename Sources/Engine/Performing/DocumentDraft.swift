import Domain

/// What is to be put into the service's words: an order, with its invoice or a refund in view, or
/// the storno of an invoice.
enum DocumentDraft: Sendable, Equatable {
  case order(InvoiceDraft)
  case storno(StornoDraft)

  /// `yyyy-MM-dd`, as it will be sent.
  var issuedOn: String {
    switch self {
    case .order(let draft): draft.issuedOn
    case .storno(let draft): draft.issuedOn
    }
  }
}

extension Invoicing {
  func prepare(_ draft: DocumentDraft, for account: AccountID) throws(Failure) -> PreparedInvoice {
    switch draft {
    case .order(let draft): try prepare(draft, for: account)
    case .storno(let draft): try prepare(draft, for: account)
    }
  }

  func send(
    _ prepared: PreparedInvoice, of draft: DocumentDraft, for account: AccountID,
    permit: SendPermit
  ) async -> RawAnswer {
    switch draft {
    case .order(let draft) where draft.key.kind == .proforma:
      await createProforma(prepared.body, for: account, permit: permit)
    case .order: await create(prepared.body, for: account, permit: permit)
    case .storno: await reverse(prepared.body, for: account, permit: permit)
    }
  }

  func reading(of answer: RawAnswer, draft: DocumentDraft, at now: Timestamp) -> CreateReading {
    switch draft {
    case .order(let draft): reading(of: answer, draft: draft, at: now)
    case .storno(let draft): reading(of: answer, draft: draft, at: now)
    }
  }
}
