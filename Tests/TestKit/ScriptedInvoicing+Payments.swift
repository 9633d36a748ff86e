import Domain

extension ScriptedInvoicing {
  public func body(of payment: PaymentDraft, for account: AccountID) throws(Failure) -> [UInt8] {
    Array("\(payment.key.payment) \(payment.invoice.text) \(payment.value)".utf8)
  }

  public func record(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    guard permit.isValid() else { return .notSent("the permit had run out") }
    await beforeAnswer()
    var answer = RawAnswer.answered(status: 200, body: [])
    change { state in
      state.paymentCalls += 1
      guard !Self.isPoisoned(body, &state) else {
        answer = .unclear("HTTP 500")
        return
      }
      switch state.paymentScripts.isEmpty ? nil : state.paymentScripts.removeFirst() {
      case nil: Self.book(body, &state)
      case .issueAndLoseAnswer:
        Self.book(body, &state)
        answer = .unclear("the connection ended")
      case .issueAndAnswer: Self.book(body, &state)
      case .loseRequest: answer = .unclear("the connection ended")
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

  private static func book(_ body: [UInt8], _ state: inout State) {
    let parts = String(decoding: body, as: UTF8.self).split(separator: " ").map(String.init)
    guard let number = Int(parts[1]), let value = Money(parts[2]) else { return }
    state.paid[number, default: []].append(value)
  }

  public func reading(of answer: RawAnswer, payment: PaymentDraft, at now: Timestamp)
    -> PaymentReading
  {
    switch answer {
    case .notSent(let text): return .notSent(Failure(.smartBillUnreachable, detail: text))
    case .unclear(let text, _): return .inDoubt(Failure(.paymentInDoubt, detail: text))
    case .answered(let status, let body):
      let text = String(decoding: body, as: UTF8.self)
      switch status {
      case 200: return .recorded(payment.terms.series.map { Receipt(series: $0, number: "0001") })
      case 401: return .accountRefused(Failure(.smartBillCredentials, detail: text))
      case 403: return .blocked(until: Timestamp(milliseconds: Int64(text) ?? 0))
      default: return .refused(Failure(.paymentRefused, detail: text))
      }
    }
  }

  public func paid(
    of number: InvoiceNumber, of cif: String, isDoubt: Bool, for account: AccountID,
    at now: Timestamp
  ) async -> PaidReading {
    var reading = PaidReading.absent
    change { state in
      if !state.paidReadings.isEmpty {
        reading = state.paidReadings.removeFirst()
      } else if let value = number.value, let document = state.documents[value] {
        let paid = (state.paid[value] ?? []).reduce(Money.zero) { $0 + $1 }
        reading = .exists(PaidAmount(total: document.total, paid: paid))
      }
    }
    return reading
  }
}
