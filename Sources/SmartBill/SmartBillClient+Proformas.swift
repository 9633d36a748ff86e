import Domain
import Transport

extension SmartBillClient {
  public func createProforma(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await post(body, for: account, .proforma, permit: permit) { request, sendGuard in
      request.create(body, at: .proforma, sendGuard: sendGuard)
    }
  }

  public func cancelProforma(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ChangeReading {
    let asked = await ask(account, .cancelProforma, for: .other) {
      $0.change(.cancelProforma, number, of: cif)
    }
    return switch asked {
    case .answer(let answer, let block):
      ChangeAnswer.cancelProforma(block: block).reading(of: answer, at: moment)
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func emailProforma(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    at now: Timestamp
  ) async -> MailReading {
    await email(WireMail(number, of: cif, as: mail, isProforma: true), for: account)
  }

  public func nextProformaNumber(of series: Series, for account: AccountID, at now: Timestamp)
    async -> NumberReading
  {
    switch await ask(account, .series, for: .look, { $0.proformaSeries(of: series.cif) }) {
    case .answer(let answer, let block):
      SeriesAnswer(series: series, block: block, type: "p").reading(of: answer, at: moment)
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func invoices(
    madeOf proforma: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ConversionReading {
    let asked = await ask(account, .conversions, for: .look) {
      $0.invoices(madeOf: proforma, cif)
    }
    return switch asked {
    case .answer(let answer, let block):
      ConversionsAnswer(block: block).reading(of: answer, at: moment)
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }

  public func references(
    onProforma number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    switch await ask(account, .proformaPDF, for: .look, { $0.proformaPDF(number, of: cif) }) {
    case .answer(let answer, let block):
      await PDFAnswer(block: block).reading(of: answer, at: moment)
    case .unavailable(let failure): .unavailable(failure)
    case .blocked(let until): .blocked(until: until)
    }
  }
}
