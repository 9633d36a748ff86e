import Domain
import Transport

extension SmartBillClient {
  public func body(of payment: PaymentDraft, for account: AccountID) throws(Failure) -> [UInt8] {
    try WirePayment(payment).body()
  }

  public func record(_ body: [UInt8], for account: AccountID, permit: SendPermit) async
    -> RawAnswer
  {
    await send(for: account, .payment, permit: permit) { request, sendGuard in
      request.payment(body, sendGuard: sendGuard)
    }
  }

  public func reading(of answer: RawAnswer, payment: PaymentDraft, at now: Timestamp)
    -> PaymentReading
  {
    PaymentAnswer(payment: payment, block: block(of: payment.key.account))
      .reading(of: answer, at: now)
  }

  public func paid(
    of number: InvoiceNumber, of cif: String, isDoubt: Bool, for account: AccountID,
    at now: Timestamp
  ) async -> PaidReading {
    await ask(account, .paymentStatus, for: isDoubt ? .look : .other) {
      $0.paymentStatus(number, of: cif)
    } read: { answer, block in
      PaymentStatusAnswer(block: block).paid(of: answer, at: time.now())
    }
  }
}
