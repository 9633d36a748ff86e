/// A change of the payment ledger that a settlement brings; each holds only from the states that it
/// names.
public enum PaymentChange: Sendable, Equatable {
  /// sending, in doubt → recorded.
  case recorded(PaymentReservation, PaymentResult)
  /// sending, in doubt → refused.
  case refused(PaymentReservation, Failure)
  /// sending, in doubt → planned: proven not to have been sent, or to have recorded nothing.
  case nothingRecorded(PaymentReservation)
  /// in doubt → planned: it may have left, and it is proven that nothing was booked. Counted, and not
  /// sent again before that moment.
  case absent(PaymentReservation, againAt: Timestamp)
  /// in doubt → proven absent: as above, once too often.
  case parked(PaymentReservation, Failure)
  /// sending → in doubt, from now on.
  case inDoubt(PaymentReservation, Failure)
  /// in doubt still: as much was seen paid as before.
  case unchanged(PaymentReservation, at: Timestamp)
  /// in doubt → needs a person, who sees what is paid; nil where SmartBill has no such invoice.
  case needsPerson(PaymentReservation, Failure, seen: Money?)
  /// planned, refused → refused: it was not even sent; with the invoice that it was to pay.
  case notRecordable(Payment.ID, Failure, PaidInvoice?)
  /// planned, refused → planned: with the values of a later event.
  case corrected(Payment.ID, ReceivedPayment)
  /// planned, refused → recorded: the invoice came with it. Only with these values.
  case inside(Payment.ID, PaidInvoice, PaymentType?, ReceivedPayment)
}

/// A call that the payment ledger has made room for.
public struct PaymentReservation: Sendable, Hashable {
  public let payment: Payment.ID
  /// The payment's attempt.
  public let attempt: Int

  public init(payment: Payment.ID, attempt: Int) {
    self.payment = payment
    self.attempt = attempt
  }
}

/// How a payment was recorded.
public struct PaymentResult: Sendable, Equatable {
  /// nil for what has no receipt.
  public var receipt: Receipt?
  public var left: Money?

  public init(receipt: Receipt? = nil, left: Money?) {
    self.receipt = receipt
    self.left = left
  }
}

/// What must be durable before the first byte of a call that records a payment leaves.
public struct PaymentReservationRequest: Sendable, Equatable {
  public var payment: Payment.ID
  /// What the body says; the ledger must hold the same.
  public var received: ReceivedPayment
  public var fence: Fence
  /// The exact bytes that will be sent.
  public var body: [UInt8]
  public var invoice: PaidInvoice
  public var terms: PaymentTerms
  /// What is paid of the invoice now: what it will be after the call tells what became of it.
  public var paidBefore: Money

  public init(
    payment: Payment.ID, received: ReceivedPayment, fence: Fence, body: [UInt8],
    invoice: PaidInvoice, terms: PaymentTerms, paidBefore: Money
  ) {
    self.payment = payment
    self.received = received
    self.fence = fence
    self.body = body
    self.invoice = invoice
    self.terms = terms
    self.paidBefore = paidBefore
  }
}

public enum PaymentReservationResult: Sendable, Equatable {
  case reserved(PaymentReservation)
  /// Another payment of the order isn't clear.
  case obstructed(PaymentID)
  /// The payment is no longer planned or refused.
  case stateIs(PaymentState)
  /// A newer event has given the payment other values.
  case valuesChanged
  case fenced
}

/// The raw outcome of a call, kept before it is read.
public struct PaymentEvidence: Codable, Sendable, Equatable {
  public let payment: Payment.ID
  public let attempt: Int
  public let at: Timestamp
  public let answer: RawAnswer

  public init(payment: Payment.ID, attempt: Int, at: Timestamp, answer: RawAnswer) {
    self.payment = payment
    self.attempt = attempt
    self.at = at
    self.answer = answer
  }
}
