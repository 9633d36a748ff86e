import Domain
import Transport

extension SmartBillClient {
  public func createProforma(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await send(for: account, .proforma, permit: permit) { request, sendGuard in
      request.create(body, at: .proforma, sendGuard: sendGuard)
    }
  }

  public func cancelProforma(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    let answer = await send(for: account, .cancelProforma, permit: permit) {
      request, sendGuard in
      request.change(.cancelProforma, number, of: cif, sendGuard: sendGuard)
    }
    return ChangeAnswer.cancelProforma(block: block(of: account))
      .reading(of: answer, at: time.now())
  }

  public func emailProforma(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    await email(
      WireMail(number, of: cif, as: mail, isProforma: true), for: account, permit: permit)
  }

  public func nextProformaNumber(of series: Series, for account: AccountID, at now: Timestamp)
    async -> NumberReading
  {
    await ask(account, .series, for: .look) {
      $0.proformaSeries(of: series.cif)
    } read: { answer, block in
      SeriesAnswer(series: series, block: block, type: "p").reading(of: answer, at: time.now())
    }
  }

  public func invoices(
    madeOf proforma: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ConversionReading {
    await ask(account, .conversions, for: .look) {
      $0.invoices(madeOf: proforma, cif)
    } read: { answer, block in
      ConversionsAnswer(block: block).reading(of: answer, at: time.now())
    }
  }

  public func references(
    onProforma number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    await ask(account, .proformaPDF, for: .look) {
      $0.proformaPDF(number, of: cif)
    } read: { answer, block in
      await PDFAnswer(block: block, seal: seal)
        .reading(of: answer, on: number, at: time.now())
    }
  }
}
