import Domain

extension SmartBillClient: DocumentSource {
  /// How long a document waits for its turn: as long as a full window takes to empty.
  static let documentPatience = Duration.seconds(10)
  /// After SmartBill gave none, how long it isn't asked for the same again.
  static let documentPause = Duration.seconds(30)

  public func pdf(of invoice: Invoice) async -> PDFReading {
    guard let number = invoice.shownDocument?.number else {
      return unavailable(Failure(.documentUnavailable, detail: "the invoice has no document"))
    }
    let (account, gate): (SmartBillAccount, RateGate)
    let deadline = time.now() + Self.documentPatience
    switch await admission(of: invoice.key.account, for: .document, by: deadline) {
    case .granted(let known, let given): (account, gate) = (known, given)
    case .unknown(let failure): return unavailable(failure)
    case .blocked(let until): return .unavailable(Failure(.smartBillBlocked), until: until)
    case .crowded(let until), .cancelled(let until):
      return .unavailable(Failure(.documentsBusy), until: until)
    }
    let (requests, cif) = (SmartBillRequest(account: account), invoice.series.cif)
    let isProforma = invoice.key.kind == .proforma
    let request =
      isProforma ? requests.proformaPDF(number, of: cif) : requests.pdf(number, of: cif)
    let raw = await self.answer(to: request, isProforma ? .proformaPDF : .pdf, account, gate)
    let answer = PDFAnswer(block: block(of: account.id))
    switch answer.document(of: raw, at: time.now()) {
    case .printed(let bytes): return .printed(bytes)
    case .unavailable(let failure): return unavailable(failure)
    case .blocked(let until): return .unavailable(Failure(.smartBillBlocked), until: until)
    }
  }

  private func unavailable(_ failure: Failure) -> PDFReading {
    .unavailable(failure, until: time.now() + Self.documentPause)
  }
}
