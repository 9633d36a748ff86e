/// What an accounting service must be able to do with payments of its invoices.
public protocol PaymentRecording: Sendable {
  /// Puts a payment into the service's words; pure.
  func body(of payment: PaymentDraft, for account: AccountID) throws(Failure) -> [UInt8]

  /// Sends one call that records a payment on a turn just given, at most once whatever the network
  /// does; as `Invoicing.create`.
  func record(_ body: [UInt8], for account: AccountID, permit: SendPermit) async -> RawAnswer

  /// Reads what came back of such a call; pure.
  func reading(of answer: RawAnswer, payment: PaymentDraft, at now: Timestamp) -> PaymentReading

  /// What an invoice comes to, and what is paid of it.
  ///
  /// - Parameter isDoubt: a payment is in doubt, and waits for the answer.
  func paid(
    of number: InvoiceNumber, of cif: String, isDoubt: Bool, for account: AccountID,
    at now: Timestamp
  ) async -> PaidReading
}

/// What the answer of a call that records a payment proves.
public enum PaymentReading: Sendable, Equatable {
  case recorded(Receipt?)
  case refused(Failure)
  case notSent(Failure)
  /// Refused for the account's sake: nothing was recorded.
  case accountRefused(Failure)
  case blocked(until: Timestamp)
  case inDoubt(Failure)
}

public enum PaidReading: Sendable, Equatable {
  case exists(PaidAmount)
  case absent
  case unavailable(Failure)
  case blocked(until: Timestamp)
}
