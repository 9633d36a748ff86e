import Domain

/// What tells what became of a document.
extension SmartBillClient {
  public func nextNumber(of series: Series, for account: AccountID, at now: Timestamp) async
    -> NumberReading
  {
    await ask(account, .series, for: .look) {
      $0.invoiceSeries(of: series.cif)
    } read: { answer, block in
      SeriesAnswer(series: series, block: block).reading(of: answer, at: time.now())
    }
  }

  public func seriesNumbers(of cif: String, for account: AccountID, at now: Timestamp) async
    -> SeriesListReading
  {
    await ask(account, .series, for: .look) {
      $0.invoiceSeries(of: cif)
    } read: { answer, block in
      SeriesListAnswer(cif: cif, block: block).reading(of: answer, at: time.now())
    }
  }

  public func document(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    await ask(account, .paymentStatus, for: .look) {
      $0.paymentStatus(number, of: cif)
    } read: { answer, block in
      PaymentStatusAnswer(block: block).reading(of: answer, at: time.now())
    }
  }

  /// Gives way to all else that waits for the account, documents that persons want to see excepted.
  public func issuedTotal(
    of number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> DocumentReading {
    await ask(account, .paymentStatus, for: .document, by: now) {
      $0.paymentStatus(number, of: cif)
    } read: { answer, block in
      PaymentStatusAnswer(block: block).reading(of: answer, at: time.now())
    }
  }

  public func stockedNames(
    in warehouse: String, of cif: String, on day: String, for account: AccountID
  ) async -> StockedNames {
    await ask(account, .stocks, for: .other) {
      $0.stocks(of: cif, warehouse, on: day)
    } read: { answer, block in
      StockedNamesAnswer(warehouse: warehouse, block: block).reading(of: answer, at: time.now())
    }
  }

  public func references(
    on number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    await ask(account, .pdf, for: .look) {
      $0.pdf(number, of: cif)
    } read: { answer, block in
      await PDFAnswer(block: block, seal: seal)
        .reading(of: answer, on: number, at: time.now())
    }
  }

  public func naming(
    of original: InvoiceNumber, on number: InvoiceNumber, of cif: String, for account: AccountID,
    at now: Timestamp
  ) async -> NamingReading {
    await ask(account, .pdf, for: .look) {
      $0.pdf(number, of: cif)
    } read: { answer, block in
      await PDFAnswer(block: block)
        .naming(of: original, on: number, in: answer, at: time.now())
    }
  }
}
