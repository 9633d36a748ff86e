import Domain

/// An accounting service that passes every call on; what wraps one overrides what it changes.
class ForwardingInvoicing: Invoicing, @unchecked Sendable {
  let inner: any Invoicing

  init(_ inner: any Invoicing) { self.inner = inner }

  func prepare(_ draft: InvoiceDraft, for account: AccountID) throws(Failure) -> PreparedInvoice {
    try inner.prepare(draft, for: account)
  }

  func lines(askedForBy body: [UInt8]) -> DocumentLines? { inner.lines(askedForBy: body) }

  func turn(for account: AccountID) async -> Turn { await inner.turn(for: account) }

  func giveBackTurn(for account: AccountID) { inner.giveBackTurn(for: account) }

  func create(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    await inner.create(body, for: account, permit: permit)
  }

  func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp) -> CreateReading {
    inner.reading(of: answer, draft: draft, at: now)
  }

  func prepare(_ draft: StornoDraft, for account: AccountID) throws(Failure) -> PreparedInvoice {
    try inner.prepare(draft, for: account)
  }

  func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    await inner.reverse(body, for: account, permit: permit)
  }

  func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp) -> CreateReading {
    inner.reading(of: answer, draft: draft, at: now)
  }

  func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading {
    await inner.naming(of: original, on: number, of: cif, for: account, at: now)
  }

  func cancel(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    await inner.cancel(number, of: cif, for: account, permit: permit, at: now)
  }

  func restore(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    await inner.restore(number, of: cif, for: account, permit: permit, at: now)
  }

  func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    await inner.email(
      number, of: cif, as: mail, for: account, permit: permit, at: now)
  }

  func body(of payment: PaymentDraft, for account: AccountID) throws(Failure) -> [UInt8] {
    try inner.body(of: payment, for: account)
  }

  func record(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer {
    await inner.record(body, for: account, permit: permit)
  }

  func reading(of answer: RawAnswer, payment: PaymentDraft, at now: Timestamp) -> PaymentReading {
    inner.reading(of: answer, payment: payment, at: now)
  }

  func paid(
    of number: InvoiceNumber, of cif: String, isDoubt: Bool, for account: AccountID,
    at now: Timestamp
  ) async -> PaidReading {
    await inner.paid(of: number, of: cif, isDoubt: isDoubt, for: account, at: now)
  }

  func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    await inner.nextNumber(of: series, for: account, at: now)
  }

  func seriesNumbers(of cif: String, for account: AccountID, at now: Timestamp) async
    -> SeriesListReading
  {
    await inner.seriesNumbers(of: cif, for: account, at: now)
  }

  func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    await inner.document(number, of: cif, for: account, at: now)
  }

  func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    await inner.references(on: number, of: cif, for: account, at: now)
  }
}

extension ForwardingInvoicing {
  func createProforma(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await inner.createProforma(body, for: account, permit: permit)
  }

  func cancelProforma(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    await inner.cancelProforma(number, of: cif, for: account, permit: permit, at: now)
  }

  func emailProforma(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    await inner.emailProforma(
      number, of: cif, as: mail, for: account, permit: permit, at: now)
  }

  func nextProformaNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    await inner.nextProformaNumber(of: series, for: account, at: now)
  }

  func invoices(
    madeOf proforma: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ConversionReading {
    await inner.invoices(madeOf: proforma, of: cif, for: account, at: now)
  }

  func references(
    onProforma number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    await inner.references(onProforma: number, of: cif, for: account, at: now)
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

  override func reading(of answer: RawAnswer, draft: StornoDraft, at now: Timestamp)
    -> CreateReading
  {
    if case .unclear(let text, _) = answer {
      return .notSent(Failure(.smartBillUnreachable, detail: text))
    }
    return inner.reading(of: answer, draft: draft, at: now)
  }
}

/// `adopt-unchecked`: whatever stands where ours was expected looks like ours.
final class LookingAway: ForwardingInvoicing, @unchecked Sendable {
  private let world: World

  init(_ inner: any Invoicing, _ world: World) {
    self.world = world
    super.init(inner)
  }

  private var expected: CreateRequest? { world.lastRequest }

  override func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    let reading = await inner.document(number, of: cif, for: account, at: now)
    guard case .exists = reading, let expected else { return reading }
    return .exists(total: expected.total)
  }

  override func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    let reading = await inner.references(on: number, of: cif, for: account, at: now)
    guard case .printed = reading, let expected else { return reading }
    return .printed(Set([expected.printed].compactMap { $0 }))
  }

  override func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading { .named(true) }
}

/// `pay-on-timeout`.
final class ReadingUnclearAsUnpaid: ForwardingInvoicing, @unchecked Sendable {
  override func reading(of answer: RawAnswer, payment: PaymentDraft, at now: Timestamp)
    -> PaymentReading
  {
    if case .unclear(let text, _) = answer {
      return .notSent(Failure(.smartBillUnreachable, detail: text))
    }
    return inner.reading(of: answer, payment: payment, at: now)
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

  override func reverse(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    let answer = await inner.reverse(body, for: account, permit: permit)
    guard case .unclear = answer else { return answer }
    return await inner.reverse(body, for: account, permit: permit)
  }
}

/// `mail-on-timeout`.
final class ReadingUnconfirmedAsUnsent: ForwardingInvoicing, @unchecked Sendable {
  override func email(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    let reading = await inner.email(
      number, of: cif, as: mail, for: account, permit: permit, at: now)
    if case .unconfirmed = reading { return .notSent(Failure(.smartBillUnreachable)) }
    return reading
  }
}

/// `draft-on-timeout`.
final class ReadingUnclearAsUndrafted: ForwardingInvoicing, @unchecked Sendable {
  override func reading(of answer: RawAnswer, draft: InvoiceDraft, at now: Timestamp)
    -> CreateReading
  {
    if draft.key.kind == .draft, case .unclear(let text, _) = answer {
      return .notSent(Failure(.smartBillUnreachable, detail: text))
    }
    return inner.reading(of: answer, draft: draft, at: now)
  }
}

/// `blind-search`.
final class SeeingNoReference: ForwardingInvoicing, @unchecked Sendable {
  private let world: World

  init(_ inner: any Invoicing, _ world: World) {
    self.world = world
    super.init(inner)
  }

  override func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    let reading = await inner.references(on: number, of: cif, for: account, at: now)
    guard world.lostAt != nil, case .printed = reading else { return reading }
    return .printed([])
  }
}
