import Domain

/// Proformas, as SmartBill makes them, and which invoices it made of them. It would make more than
/// one of each: nothing says that it refuses.
extension SmartBillModel {
  static func use(of proforma: StandingProforma, by draft: InvoiceDraft) -> ProformaUse {
    let made = proforma.request.map { CreateRequest(String(decoding: $0, as: UTF8.self)) }
    return made?.total == draft.order.total ? .used : .unlike("its total is another")
  }

  func createProforma(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await create(body, for: account, permit: permit)
  }

  func cancelProforma(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    await change("cancel proforma", number, cif, .proformaCancelRefused, permit, to: true)
  }

  func emailProforma(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    await email(number, of: cif, as: mail, for: account, permit: permit, at: now)
  }

  func nextProformaNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    await nextNumber(of: series, for: account, at: now)
  }

  func invoices(
    madeOf proforma: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ConversionReading {
    let unavailable = ConversionReading.unavailable(Failure(.smartBillUnreachable))
    guard await world.pass("→ conversions", after: latency(), in: life) else {
      return unavailable
    }
    if let until = isBlockedUntil { return .blocked(until: until) }
    world.tally.smartBillCalls += 1
    let isThere = seen(proforma, cif) != nil
    let made = world.books.invoices(madeOf: proforma.text)
      .filter { $0.visibleAt <= world.now }
      .map { InvoiceNumber(series: $0.series.name, text: $0.text) }
    let reading: ConversionReading =
      isOut() || fails() ? unavailable : isThere ? .invoices(made) : .absent
    world.note("made of \(proforma): \(reading == unavailable ? "unavailable" : "\(made)")")
    guard await world.pass("← conversions", after: latency(), in: life) else {
      return unavailable
    }
    return reading
  }

  func references(
    onProforma number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    await references(on: number, of: cif, for: account, at: now)
  }
}
