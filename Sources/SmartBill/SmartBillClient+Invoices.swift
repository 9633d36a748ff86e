import Domain
import Transport

/// Issuing documents and changing them.
extension SmartBillClient: Invoicing {
  public func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    guard let account = accounts[account] else { throw Self.unknown(account) }
    return try InvoicePreparation(
      naming: VATNaming(
        byRate: account.vatNames, byReason: account.vatReasonNames,
        byCountry: account.foreignVATNames, isPayer: account.isVATPayer),
      vatRounding: account.vatRounding, roundingLineMax: account.roundingLineMax,
      referenceField: account.referenceField, confirmsTotal: account.confirmsTotals, seal: seal
    ).prepare(draft)
  }

  public func prepare(_ draft: StornoDraft, for account: AccountID) throws(Failure)
    -> PreparedInvoice
  {
    PreparedInvoice(body: try WireStorno(draft).body(), total: draft.total)
  }

  public func lines(askedForBy body: [UInt8]) -> DocumentLines? { AskedLines.read(body) }

  public func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await send(for: account, .create, permit: permit) { request, sendGuard in
      request.create(body, at: .invoice, sendGuard: sendGuard)
    }
  }

  public func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await send(for: account, .reverse, permit: permit) { request, sendGuard in
      request.create(body, at: .reverse, sendGuard: sendGuard)
    }
  }

  public func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp)
    -> CreateReading
  {
    CreateAnswer(draft: draft, block: block(of: draft.key.account)).reading(of: answer, at: now)
  }

  public func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp)
    -> CreateReading
  {
    CreateAnswer(draft: draft, block: block(of: draft.key.account)).reading(of: answer, at: now)
  }

  public func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    let answer = await send(for: account, .cancel, permit: permit) { request, sendGuard in
      request.change(.cancel, number, of: cif, sendGuard: sendGuard)
    }
    return ChangeAnswer.cancel(block: block(of: account)).reading(of: answer, at: time.now())
  }

  public func restore(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    let answer = await send(for: account, .restore, permit: permit) { request, sendGuard in
      request.change(.restore, number, of: cif, sendGuard: sendGuard)
    }
    return ChangeAnswer.restore(block: block(of: account)).reading(of: answer, at: time.now())
  }

  public func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    await email(WireMail(number, of: cif, as: mail), for: account, permit: permit)
  }

  func email(_ mail: WireMail, for account: AccountID, permit: SendPermit) async -> MailReading {
    let body: [UInt8]
    do {
      body = try mail.body()
    } catch {
      giveBackTurn(for: account)
      return .refused(error)
    }
    let answer = await send(for: account, .send, permit: permit) { request, sendGuard in
      request.email(body, sendGuard: sendGuard)
    }
    return MailAnswer(block: block(of: account)).reading(of: answer, at: time.now())
  }
}
