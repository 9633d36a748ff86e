import Domain

extension ScriptedInvoicing {
  public func createProforma(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    guard permit.isValid() else { return .notSent("the permit had run out") }
    await beforeAnswer()
    var answer = RawAnswer.unclear("the connection ended")
    change { state in
      state.proformaCreates += 1
      guard !Self.isPoisoned(body, &state) else { return }
      let script = state.proformaScripts.isEmpty ? nil : state.proformaScripts.removeFirst()
      switch script {
      case nil: answer = .answered(status: 200, body: Self.issueProforma(body, &state))
      case .issueAndLoseAnswer: _ = Self.issueProforma(body, &state)
      case .issueAndAnswer(let number):
        _ = Self.issueProforma(body, &state)
        answer = .answered(status: 200, body: Array(number.utf8))
      case .loseRequest: break
      case .refuse(let failure):
        answer = .answered(status: 400, body: Array((failure.detail ?? "").utf8))
      case .refuseAccount(let failure):
        answer = .answered(status: 401, body: Array((failure.detail ?? "").utf8))
      case .fail: answer = .notSent("connection refused")
      case .block(let until):
        answer = .answered(status: 403, body: Array(String(until.milliseconds).utf8))
      }
    }
    return answer
  }

  private static func issueProforma(_ body: [UInt8], _ state: inout State) -> [UInt8] {
    let text = String(decoding: body, as: UTF8.self)
    state.proformas[state.nextProforma] = Proforma(references: InvoiceReference.all(in: text))
    defer { state.nextProforma += 1 }
    return Array(InvoiceNumber.text(of: state.nextProforma).utf8)
  }

  public func cancelProforma(
    _ number: InvoiceNumber, of cif: String, for account: AccountID, permit: SendPermit,
    at now: Timestamp
  ) async -> ChangeReading {
    guard permit.isValid() else { return .unavailable(Self.permitEnded) }
    var reading = ChangeReading.done
    change { state in
      if !state.proformaCancelReadings.isEmpty {
        reading = state.proformaCancelReadings.removeFirst()
      } else {
        state.cancelledProformas.append(number.text)
      }
    }
    return reading
  }

  public func emailProforma(
    _ number: InvoiceNumber, of cif: String, as mail: InvoiceMail, for account: AccountID,
    permit: SendPermit, at now: Timestamp
  ) async -> MailReading {
    guard permit.isValid() else { return .notSent(Self.permitEnded) }
    change { $0.mailedProformas.append(number.text) }
    return .sent
  }

  public func nextProformaNumber(of series: Series, for account: AccountID, at now: Timestamp)
    async -> NumberReading
  { .next(current.nextProforma) }

  public func invoices(
    madeOf proforma: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ConversionReading {
    var reading = ConversionReading.absent
    change { state in
      state.conversionLooks += 1
      if !state.conversionReadings.isEmpty {
        reading = state.conversionReadings.removeFirst()
      } else if let value = proforma.value, state.proformas[value] != nil {
        reading = .invoices(
          state.documents.filter { $0.value.proforma == value }.keys.sorted()
            .map { InvoiceNumber(series: "FCT", value: $0) })
      }
    }
    return reading
  }

  public func references(
    onProforma number: InvoiceNumber, of cif: String, for account: AccountID, at now: Timestamp
  ) async -> ReferencesReading {
    number.value.flatMap { current.proformas[$0] }.map { .printed($0.references) }
      ?? .unavailable(Failure(.smartBillUnreachable, detail: "HTTP 400"))
  }
}
